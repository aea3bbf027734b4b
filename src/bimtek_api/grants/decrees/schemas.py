"""Shapes of decrees."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from bimtek_api.core.fields import Name, Read, Ref, Version, Write

DecreeNumber = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9./ -]+$")]


class AnnexLine(Write):
    application_id: UUID
    version: Version


class DecreeCreate(Write):
    """Signed as it is recorded: the budget of every line is reserved in the same transaction."""

    number: DecreeNumber
    dated: date
    signatory_name: Name
    signatory_position: Name
    no_conflict: bool = False
    lines: list[AnnexLine] = Field(min_length=1, max_length=200)


class DecreeLineRead(Read):
    position: int
    application_id: UUID
    application_number: str
    group_name: str
    package_name: str
    amount_rupiah: int


class DecreeRow(Read):
    id: UUID
    number: str
    dated: date
    signatory_name: str
    signatory_position: str
    district: Ref
    recipients: int
    amount_rupiah: int


class DecreeRead(DecreeRow):
    lines: list[DecreeLineRead]
