"""Field types of people: phone, e-mail, birth date."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from bimtek_api.core.fields import blank_is_none, email, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.identities.phone import AnyPhone, Phone

__all__ = ["AnyPhone", "BirthDate", "Email", "Phone"]
BIRTH_FUTURE = N_("Tanggal lahir belum terjadi. Periksa tahunnya.")
BIRTH_OLD = N_("Periksa tahun lahir: lebih dari 120 tahun yang lalu.")


def birth_date(value: date) -> date:
    today = date.today()  # noqa: DTZ011 - a person's age needs no zone finer than the server's day
    if value > today:
        raise wrong("birth_in_future", BIRTH_FUTURE)
    if value.year < today.year - 120:
        raise wrong("birth_too_old", BIRTH_OLD)
    return value


Email = Annotated[
    Annotated[str, StringConstraints(max_length=254)] | None,
    BeforeValidator(email),
    BeforeValidator(blank_is_none),
]
BirthDate = Annotated[date, AfterValidator(birth_date)]
