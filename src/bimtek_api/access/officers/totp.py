"""One-time codes (RFC 6238): each step counts once."""

from datetime import datetime

import pyotp

from bimtek_api.core.crypto import same_secret

STEP_SECONDS = 30
ISSUER = "Bimtek"


def fresh_step(secret: str, code: str, instant: datetime, last_step: int) -> int | None:
    """The step `code` belongs to: this one or a neighbour, and never one used already."""
    now_step = int(instant.timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(secret, interval=STEP_SECONDS)
    digits = code.replace(" ", "")
    matching = (step for step in (now_step, now_step - 1, now_step + 1) if step > last_step)
    return next((step for step in matching if same_secret(totp.generate_otp(step), digits)), None)


def address(secret: str, email: str) -> str:
    """What an authenticator app reads from the square code."""
    return pyotp.TOTP(secret, interval=STEP_SECONDS).provisioning_uri(name=email, issuer_name=ISSUER)
