"""Shapes of log-ins and of the officer who is logged in."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from bimtek_api.core.fields import Device, Read, Ref, Write


class LoginCreate(Write):
    """`code` comes from the authenticator or from the paper with recovery codes. `device` is what its owner reads."""

    email: Annotated[str, Field(min_length=3, max_length=254)]
    password: Annotated[str, Field(min_length=1, max_length=200)]
    code: Annotated[str, Field(min_length=1, max_length=16)]
    device: Device = None


class StepUp(Write):
    code: Annotated[str, Field(min_length=1, max_length=12)]


class RoleRead(Read):
    """A role and where it holds; `region` is null for the whole country.

    `acting_for`: the officer she holds it for, `until` its last day.
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


class LoginRead(Read):
    """The token is shown once."""

    token: str
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


class RecoveryCodes(Read):
    """Shown once."""

    codes: list[str]
