"""Shapes of participants."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from bimtek_api.core.fields import Paragraph, Read, Ref, Search, Write
from bimtek_api.core.pagination import Slice
from bimtek_api.identities.nik import FamilyCard
from bimtek_api.participants.people.models import Sex


class ParticipantRow(Read):
    id: UUID
    name: str
    nik_last4: str | None
    district: Ref
    phone_last2: str


class ParticipantRead(Read):
    """The record on file; the NIK masked."""

    id: UUID
    name: str
    nik_last4: str | None
    family_last4: str | None
    phone: str
    email: str | None
    birth_date: date
    sex: Sex
    district: Ref
    subdistrict: Ref
    village: Ref
    business_name: str | None
    trade: Ref
    kbli: str
    version: int


class FamilyCardWrite(Write):
    """The number on the family card; only what makes two of them comparable is kept."""

    number: FamilyCard


class FamilyCardRead(Read):
    family_last4: str


class NikAsk(Write):
    """Why the whole number is needed; it is kept with who read it and when."""

    reason: Annotated[Paragraph, StringConstraints(min_length=10, max_length=500)]


class NikRead(Read):
    nik: str


class ParticipantSlice(Slice):
    """`q`: a part of the name, or the last 4 digits of the NIK."""

    q: Search | None = None
