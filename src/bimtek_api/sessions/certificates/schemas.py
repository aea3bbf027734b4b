"""What anyone may see of a certificate: no number of the person on it."""

from datetime import date, datetime
from typing import Literal

from bimtek_api.core.fields import Read, Ref


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
