"""One row of earlier aid."""

from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from bimtek_api.core.fields import Name, OptionalTitle, Title, Write, blank_is_none, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.core.values import digits
from bimtek_api.core.values.days import AidDay
from bimtek_api.core.values.whole import Rupiah
from bimtek_api.exchange.imports.schemas import ImportResult
from bimtek_api.identities.nik import FamilyCard, Nik
from bimtek_api.participants.accounts.schemas import AccountNumber
from bimtek_api.participants.people.fields import AnyPhone
from bimtek_api.regions.schemas import RegionCode

LICENCE = N_("Nomor izin usaha (NIB) terdiri atas 9 sampai 20 angka.")


def licence(value: object) -> str:
    """NIB or the numbers before it, however they are spaced."""
    found = digits.digits(value)
    if found is None or not 9 <= len(found) <= 20:
        raise wrong("licence_shape", LICENCE)
    return found


Licence = Annotated[str, BeforeValidator(licence), StringConstraints(max_length=40)]


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
    granted_on: AidDay
    amount_rupiah: Rupiah = Field(ge=0, le=10**15)
    reported: bool = True


class AidImportResult(ImportResult):
    """`known`: rows that an earlier import brought; they are left as they are."""

    known: int
