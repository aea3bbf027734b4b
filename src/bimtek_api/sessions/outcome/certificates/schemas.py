"""What anyone may see of a certificate: no number of the person on it."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BeforeValidator, StringConstraints

from bimtek_api.core.fields import Name, Paragraph, Read, Ref, Write, blank_is_none


class CertifiedSession(Read):
    title: str
    starts_on: date
    ends_on: date


class CertificateRead(Read):
    number: str
    name: str
    session: CertifiedSession
    district: Ref
    issued_at: datetime
    status: Literal["valid", "revoked"]


Reason = Annotated[Paragraph, StringConstraints(min_length=1)]


class Revocation(Write):
    """Why the certificate is worth nothing from now on; officers read it, the check page does not show it."""

    reason: Reason


class Reissue(Write):
    """Why it is made anew; `name` corrects what is printed."""

    reason: Reason
    name: Annotated[Name | None, BeforeValidator(blank_is_none)] = None


class IssuedRow(Read):
    """One certificate as officers see it."""

    id: UUID
    number: str
    code: str
    name: str
    registration_id: UUID
    issued_at: datetime
    revoked_at: datetime | None
    revoke_reason: str | None


class IssuedList(Read):
    items: list[IssuedRow]
