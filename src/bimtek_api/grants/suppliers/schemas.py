"""Shapes of suppliers."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from bimtek_api.core.fields import Line, Name, Read, Title, Write, clean, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.core.pagination import Slice
from bimtek_api.identities.nik import Nik
from bimtek_api.participants.accounts.schemas import AccountNumber, Bank
from bimtek_api.participants.people.fields import AnyPhone

NIB_SHAPE = N_("NIB terdiri atas 13 angka.")


def nib(value: str) -> str:
    digits = value.replace(" ", "").replace(".", "").replace("-", "")
    if len(digits) != 13 or not (digits.isascii() and digits.isdigit()):
        raise wrong("nib_shape", NIB_SHAPE)
    return digits


Nib = Annotated[str, BeforeValidator(clean), StringConstraints(min_length=1, max_length=40), AfterValidator(nib)]


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
