"""Shapes of log-ins and of the officer who is logged in."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from bimtek_api.core.fields import Device, Read, Ref, Write, required
from bimtek_api.core.i18n import N_
from bimtek_api.core.values.instants import Instant

required(
    password=N_("Tulis kata sandinya."),
)


class LoginCreate(Write):
    """`code` comes from the authenticator or from the paper with recovery codes; a code on paper lets in to read.

    `device` is what its owner reads, `known_device` the token an earlier log-in gave this browser.
    """

    email: Annotated[str, Field(min_length=3, max_length=254)]
    password: Annotated[str, Field(min_length=1, max_length=200)]
    code: Annotated[str, Field(min_length=1, max_length=16)]
    device: Device = None
    known_device: Annotated[str | None, Field(max_length=100)] = None


class StepUp(Write):
    code: Annotated[str, Field(min_length=1, max_length=12)]


class RoleRead(Read):
    """A role and where it holds; `region` is null for the whole country.

    `acting_for`: the officer she holds it for. `until`: its last day, null for one without an end.
    """

    role: str
    role_name: str
    region: Ref | None
    programme_id: UUID | None
    programme_name: str | None
    acting_for: str | None
    until: date | None


class Me(Read):
    """`second_factor_due`: this log-in opens nothing before a one-time code.

    `nik_last4`: the end of the national id on file. Without one she holds no duty in any case.
    `reading_only`: it came by a code on paper. `notices`: how much about her own account she has not read yet.
    """

    id: UUID
    name: str
    email: str
    position: str
    nik_last4: str | None
    phone: str | None
    roles: list[RoleRead]
    permissions: list[str]
    second_factor_due: bool
    reading_only: bool
    notices: int


class LoginRead(Read):
    """The token is shown once, and `known_device` as well: for the browser to bring along next time."""

    token: str
    known_device: str | None = None
    expires_at: datetime
    officer: Me


class OpenLogin(Read):
    """`current`: the one the request came with."""

    id: UUID
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    device: str | None
    current: bool


class OpenLogins(Read):
    items: list[OpenLogin]
    recovery_codes_left: int


class Notice(Read):
    """`kind` is the event's name; `text` says it to her."""

    id: UUID
    kind: str
    text: str
    at: datetime


class Notices(Read):
    items: list[Notice]


class NoticesSeen(Write):
    """Everything up to this instant."""

    until: Instant


class RecoveryCodes(Read):
    """Shown once."""

    codes: list[str]
