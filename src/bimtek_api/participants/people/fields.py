"""Field types of people and businesses: phone, e-mail, birth date, NIB."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from bimtek_api.core.errors import Fault
from bimtek_api.core.fields import blank_is_none, clean, email, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.core.values import digits
from bimtek_api.identities.phone import AnyPhone, Phone

__all__ = ["AnyPhone", "Email", "Nib", "Phone"]
BIRTH_FUTURE = N_("Tanggal lahir belum terjadi. Periksa tahunnya.")
NIB_SHAPE = N_("NIB terdiri atas 13 angka.")
BIRTH_OLD = N_("Periksa tahun lahir: lebih dari 120 tahun yang lalu.")


def birth_faults(born: date, today: date) -> list[Fault]:
    """What cannot be on the district's own day. A form alone knows no district and no clock."""
    if born > today:
        return [Fault("/birth_date", "birth_in_future", BIRTH_FUTURE)]
    if born.year < today.year - 120:
        return [Fault("/birth_date", "birth_too_old", BIRTH_OLD)]
    return []


def nib(value: str) -> str:
    found = digits.digits(value)
    if found is None or len(found) != 13:
        raise wrong("nib_shape", NIB_SHAPE)
    return found


Email = Annotated[
    Annotated[str, StringConstraints(max_length=254)] | None,
    BeforeValidator(email),
    BeforeValidator(blank_is_none),
]
Nib = Annotated[
    str, BeforeValidator(clean), BeforeValidator(digits.as_text), StringConstraints(min_length=1, max_length=40),
    AfterValidator(nib),
]  # fmt: skip
