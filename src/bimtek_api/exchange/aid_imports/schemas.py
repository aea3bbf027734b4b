"""One row of earlier aid."""

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from bimtek_api.core.fields import Name, OptionalTitle, Title, Write, blank_is_none
from bimtek_api.exchange.imports.schemas import ImportResult
from bimtek_api.identities.nik import Nik
from bimtek_api.participants.people.fields import Phone
from bimtek_api.regions.schemas import RegionCode


class EarlierAid(Write):
    """Aid given before, by whoever gave it. `reported`: the accountability report is there."""

    recipient: Name
    nik: Annotated[Annotated[Nik, StringConstraints(max_length=16)] | None, BeforeValidator(blank_is_none)] = None
    phone: Annotated[Phone | None, BeforeValidator(blank_is_none)] = None
    address: OptionalTitle = None
    district_code: RegionCode
    programme_name: Title
    package_name: Title
    granted_on: date
    amount_rupiah: int = Field(ge=0, le=10**15)
    reported: bool = True


class AidImportResult(ImportResult):
    """`known`: rows that an earlier import brought; they are left as they are."""

    known: int
