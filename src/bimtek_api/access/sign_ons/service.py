"""Logging in with an account of the office: begun here, done at the provider, finished here."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict
from datetime import datetime, timedelta

import orjson
from cryptography.exceptions import InvalidTag
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.logins import service as logins
from bimtek_api.access.logins.models import Login
from bimtek_api.access.officers import repository as officers
from bimtek_api.access.officers.models import Officer
from bimtek_api.access.sign_ons.errors import AccountUnknown, SignOnFailed
from bimtek_api.access.sign_ons.models import ProviderAccount
from bimtek_api.access.sign_ons.provider import Secrets, Vouched
from bimtek_api.core.actor import SYSTEM, Actor
from bimtek_api.core.crypto import Vault, same_secret
from bimtek_api.events.recorder import Entry, record
from bimtek_api.settings import Settings

KIND, MINUTES = "sign-on", 10


def fresh() -> Secrets:
    return Secrets(*(secrets.token_urlsafe(32) for _ in range(3)))


def sealed(vault: Vault, kept: Secrets, instant: datetime) -> str:
    """The attempt as the browser keeps it: nothing of it is stored here, and nobody can read or change it."""
    content = asdict(kept) | {"kind": KIND, "at": instant.isoformat()}
    return urlsafe_b64encode(vault.seal(orjson.dumps(content).decode())).decode()


def opened(vault: Vault, attempt: str, state: str, instant: datetime) -> Secrets:
    """The attempt that this browser began at most ten minutes ago and the provider's answer belongs to."""
    try:
        content = orjson.loads(vault.unseal(urlsafe_b64decode(attempt.encode())))
        kept = Secrets(content["state"], content["nonce"], content["verifier"])
        begun = datetime.fromisoformat(content["at"])
    except (InvalidTag, ValueError, KeyError, TypeError) as error:
        raise SignOnFailed from error
    if content.get("kind") != KIND or not begun <= instant < begun + timedelta(minutes=MINUTES):
        raise SignOnFailed
    if not same_secret(state, kept.state):
        raise SignOnFailed
    return kept


async def log_in(
    db: AsyncSession, vault: Vault, settings: Settings, vouched: Vouched, start: logins.Start
) -> tuple[str, Login, Actor]:
    """The officer's log-in. It opens nothing before her own one-time code, unless the provider saw two factors."""
    officer = await officer_of(db, vouched)
    if officer is None or officer.disabled_at or officer.totp_sealed is None:
        raise AccountUnknown
    begun = await logins.begin(db, vault, settings, officer, start)
    await record(db, begun[2], Entry("officer.signed_on", ("officer", officer.person_id), ""))
    return begun


async def officer_of(db: AsyncSession, vouched: Vouched) -> Officer | None:
    """By the provider's own name for her. The first time by an address it has verified; afterwards never again."""
    known = await db.get(ProviderAccount, (vouched.issuer, vouched.subject))
    if known:
        return await officers.by_id(db, known.officer_id)
    officer = await officers.by_email(db, vouched.email) if vouched.email else None
    if officer is None or await has_account(db, vouched.issuer, officer):
        return None
    db.add(ProviderAccount(issuer=vouched.issuer, subject=vouched.subject, officer_id=officer.person_id))
    await db.flush()
    await record(db, SYSTEM, Entry("officer.account_linked", ("officer", officer.person_id), ""))
    return officer


async def has_account(db: AsyncSession, issuer: str, officer: Officer) -> bool:
    """Somebody else at the provider who now carries her address is not she."""
    mine = select(ProviderAccount.subject).where(
        ProviderAccount.issuer == issuer, ProviderAccount.officer_id == officer.person_id
    )
    return (await db.execute(mine)).first() is not None
