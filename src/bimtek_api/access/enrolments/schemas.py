"""Shapes of enrolments. The link's secret travels in bodies, never in an address of the API."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from bimtek_api.core.fields import Read, Token, Write


class EnrolmentAsk(Write):
    token: Token


class EnrolmentRead(Read):
    """`totp_address` is what an authenticator reads from a square code, `totp_secret` the same to be typed."""

    name: str
    email: str
    totp_address: str
    totp_secret: str
    expires_at: datetime


class EnrolmentComplete(Write):
    token: Token
    password: Annotated[str, Field(min_length=1, max_length=200)]
    code: Annotated[str, Field(min_length=1, max_length=12)]


class OwnEnrolment(Write):
    password: Annotated[str, Field(min_length=1, max_length=200)]


class EnrolmentLink(Read):
    """Shown once. `token` belongs at the end of the pages' activation address."""

    token: str
    expires_at: datetime
