"""Shapes of enrolments. The link's secret travels in bodies, never in an address of the API."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BeforeValidator, Field, StringConstraints

from bimtek_api.access.logins.schemas import RecoveryCodes
from bimtek_api.core.fields import Read, Token, Write, blank_is_none
from bimtek_api.identities.nik import FamilyCard, Nik
from bimtek_api.identities.phone import Phone

OwnNik = Annotated[Nik, StringConstraints(max_length=40)]
OptionalNik = Annotated[OwnNik | None, BeforeValidator(blank_is_none)]
OptionalPhone = Annotated[Phone | None, BeforeValidator(blank_is_none)]
OptionalCard = Annotated[FamilyCard | None, BeforeValidator(blank_is_none)]


class EnrolmentAsk(Write):
    token: Token


class EnrolmentRead(Read):
    """`totp_address` is what an authenticator reads from a square code, `totp_secret` the same to be typed.

    `nik_last4`: the end of the national id on file; null where she must give it to finish.
    """

    name: str
    email: str
    totp_address: str
    totp_secret: str
    nik_last4: str | None
    expires_at: datetime


class EnrolmentComplete(Write):
    """`nik` is needed once, while none is on file: one human has one account and one duty in a case. Phone and
    family card (KK) are free; they are only compared with those of the people of a case.
    """

    token: Token
    password: Annotated[str, Field(min_length=1, max_length=200)]
    code: Annotated[str, Field(min_length=1, max_length=12)]
    nik: OptionalNik = None
    phone: OptionalPhone = None
    family_card: OptionalCard = None


class IdentityWrite(Write):
    """The caller's own numbers."""

    nik: OwnNik
    phone: OptionalPhone = None
    family_card: OptionalCard = None


class EnrolmentDone(RecoveryCodes):
    """`binds_at`: from then on the new password and authenticator are hers; null where they are already.

    What waits brings no codes: those on the old paper stay until then.
    """

    binds_at: datetime | None


class Replacement(Read):
    """Another password and authenticator, asked for with a code on paper: from `binds_at` on they are hers."""

    id: UUID
    asked_at: datetime
    binds_at: datetime


class Replacements(Read):
    """At most one of an officer waits."""

    items: list[Replacement]


class OwnEnrolment(Write):
    password: Annotated[str, Field(min_length=1, max_length=200)]


class EnrolmentLink(Read):
    """Shown once: `token` belongs at the end of the pages' activation address, and is null in a repeated answer."""

    token: str | None
    expires_at: datetime
