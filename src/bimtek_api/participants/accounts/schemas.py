"""Shapes of bank accounts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from bimtek_api.core.fields import Line, Name, Paragraph, Read, Write, clean, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.core.values import digits

NUMBER = N_("Nomor rekening terdiri atas 6 sampai 20 angka.")
Bank = Annotated[Line, StringConstraints(min_length=2, max_length=60)]


def account(text: str) -> str:
    """The number alone: banks print it with spaces, dots or dashes."""
    bare = digits.digits(text)
    if bare is None or not 6 <= len(bare) <= 20:
        raise wrong("account_number", NUMBER)
    return bare


AccountNumber = Annotated[
    str, BeforeValidator(clean), BeforeValidator(digits.as_text), StringConstraints(max_length=40),
    AfterValidator(account),
]  # fmt: skip


class AccountWrite(Write):
    """`holder`: the name in the savings book."""

    bank: Bank
    number: AccountNumber
    holder: Name


class AccountCheck(Write):
    """`number` as the officer reads it in the savings book herself."""

    number: AccountNumber


Reason = Annotated[Paragraph, StringConstraints(min_length=1)]


@dataclass(frozen=True)
class HolderClearance:
    """Why an account in another name is the right one; `content` is the paper that says so."""

    reason: str
    content: bytes


class AccountRead(Read):
    """The number is never shown whole. `holder_matches`: in the name of the group or a member; else `holder_clearer`
    said yes to it, or nothing is paid to it. `mine`: the caller recorded it or said yes to it already: somebody else
    is next."""

    id: UUID
    bank: str
    holder: str
    number_last4: str
    recorder: str
    verifier: str | None
    verified_at: datetime | None
    holder_matches: bool
    holder_clearer: str | None
    holder_reason: str | None
    holder_file_id: UUID | None
    mine: bool
    version: int


class AccountOf(Read):
    """The group's account of today, if there is one."""

    account: AccountRead | None
