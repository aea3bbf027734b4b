"""Shapes of money sent back by a bank."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Depends, Form, UploadFile
from pydantic import StringConstraints

from bimtek_api.core.fields import Line, Paragraph
from bimtek_api.core.values.days import OfficeDay

BankNumber = Annotated[Line, StringConstraints(min_length=1, max_length=80)]
Reason = Annotated[Paragraph, StringConstraints(min_length=1)]


@dataclass(frozen=True)
class BankReturn:
    """`return_number` and `returned_on` as they stand on the bank's paper; `content` is that paper."""

    return_number: str
    returned_on: date
    reason: str
    content: bytes


async def of_form(
    file: UploadFile, return_number: Annotated[BankNumber, Form()], returned_on: Annotated[OfficeDay, Form()],
    reason: Annotated[Reason, Form()],
) -> BankReturn:  # fmt: skip
    """A dependency: the form with the bank's paper as PDF, JPEG or PNG."""
    return BankReturn(return_number=return_number, returned_on=returned_on, reason=reason, content=await file.read())


BankReturnForm = Annotated[BankReturn, Depends(of_form)]
