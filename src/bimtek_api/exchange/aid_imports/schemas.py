"""One row of earlier aid."""

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from bimtek_api.core.fields import Name, OptionalTitle, Title, Write, blank_is_none
from bimtek_api.exchange.imports.schemas import ImportResult
from bimtek_api.identities.nik import FamilyCard, Nik
from bimtek_api.participants.accounts.schemas import AccountNumber
from bimtek_api.participants.people.fields import AnyPhone
from bimtek_api.regions.schemas import RegionCode

Licence = Annotated[str, StringConstraints(max_length=40, pattern=r"^[0-9 .-]{9,40}$")]  # NIB, however it is spaced


class EarlierAid(Write):
    """Aid given before, by whoever gave it. `reported`: the accountability report is there."""

    recipient: Name
    nik: Annotated[Annotated[Nik, StringConstraints(max_length=16)] | None, BeforeValidator(blank_is_none)] = None
    phone: Annotated[AnyPhone | None, BeforeValidator(blank_is_none)] = None
    address: OptionalTitle = None
    family_card: Annotated[FamilyCard | None, BeforeValidator(blank_is_none)] = None
    licence: Annotated[Licence | None, BeforeValidator(blank_is_none)] = None
    account: Annotated[AccountNumber | None, BeforeValidator(blank_is_none)] = None
    district_code: RegionCode
    programme_name: Title
    package_name: Title
    granted_on: date
    amount_rupiah: int = Field(ge=0, le=10**15)
    reported: bool = True


class AidImportResult(ImportResult):
    """`known`: rows that an earlier import brought; they are left as they are."""

    known: int
