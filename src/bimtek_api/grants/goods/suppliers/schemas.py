"""Shapes of suppliers."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from bimtek_api.core.fields import Line, Name, Read, Title, Write, required
from bimtek_api.core.i18n import N_
from bimtek_api.core.pagination import Slice
from bimtek_api.identities.nik import Nik
from bimtek_api.participants.accounts.schemas import AccountNumber, Bank
from bimtek_api.participants.people.fields import AnyPhone, Nib

required(
    nib=N_("Tulis NIB penyedia."),
)


class SupplierWrite(Write):
    nib: Nib
    name: Title
    address: Title
    phone: AnyPhone


class SupplierSlice(Slice):
    q: Annotated[Line, StringConstraints(max_length=80)] = Field(default="")


class OwnerWrite(Write):
    """Who owns the business or answers for it, and the account it is paid to, as on its papers."""

    owner_name: Name
    owner_nik: Nik = Field(max_length=40)
    bank: Bank
    account_number: AccountNumber
    account_holder: Name


class SupplierRow(Read):
    """Owner and account are null until they are recorded; numbers end in their last digits alone."""

    id: UUID
    nib: str
    name: str
    address: str
    phone: str
    owner_name: str | None
    owner_nik_last4: str | None
    bank: str | None
    account_holder: str | None
    account_last4: str | None
    version: int


class SupplierVersionRead(Read):
    """How the supplier was recorded from `created_at` on; orders and payments keep the version they were made to."""

    id: UUID
    number: int
    nib: str
    name: str
    address: str
    phone: str
    owner_name: str | None
    bank: str | None
    account_holder: str | None
    account_last4: str | None
    created_at: datetime
    request_id: UUID | None


class SupplierRead(SupplierRow):
    """`versions`: the newest first."""

    versions: list[SupplierVersionRead]
