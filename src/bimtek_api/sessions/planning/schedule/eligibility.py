"""Who may join a session: rules as data, one plain sentence for each. Pure: no table, no request."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, model_validator
from sqlalchemy import Row

from bimtek_api.core.errors import Fault
from bimtek_api.core.fields import Write, wrong
from bimtek_api.core.i18n import N_, translate
from bimtek_api.core.values.whole import Count

TOO_YOUNG = N_("Peserta harus berumur paling sedikit {age} tahun pada hari pertama pelatihan.")
TOO_OLD = N_("Peserta paling tua berumur {age} tahun pada hari pertama pelatihan.")
ELSEWHERE = N_("Pelatihan ini hanya untuk warga daerah penyelenggara.")
OTHER_TRADE = N_("Pelatihan ini hanya untuk usaha di bidang yang sama.")


ADULT = 18


def adult(age: int | None) -> int:
    """An age nobody named is that of an adult; only a 0 that somebody wrote lets children join."""
    return ADULT if age is None else age


class Eligibility(Write):
    """Empty: every adult may join. Ages are whole years on the session's first day."""

    min_age: Annotated[Count | None, AfterValidator(adult)] = Field(default=ADULT, ge=0, le=120)
    max_age: Count | None = Field(default=None, ge=0, le=120)
    residents_only: bool = False
    same_trade: bool = False

    @model_validator(mode="after")
    def ordered(self) -> Self:
        if self.min_age is not None and self.max_age is not None and self.min_age > self.max_age:
            raise wrong("ages", N_("Umur termuda tidak boleh melebihi umur tertua."))
        return self


def age_on(day: date, born: date) -> int:
    """Whole years. Whoever was born on 29 February is a year older on 1 March of a common year, as in PostgreSQL."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def rules(eligibility: Eligibility) -> Iterator[tuple[str, str, dict[str, object]]]:
    """The rules in force: code, sentence, its facts."""
    if eligibility.min_age:
        yield "too_young", TOO_YOUNG, {"age": eligibility.min_age}
    if eligibility.max_age is not None:
        yield "too_old", TOO_OLD, {"age": eligibility.max_age}
    if eligibility.residents_only:
        yield "not_resident", ELSEWHERE, {}
    if eligibility.same_trade:
        yield "other_trade", OTHER_TRADE, {}


def sentences(kept: Mapping[str, object]) -> list[str]:
    """What a person must be to join, for the session's page."""
    return [translate(text, **facts) for _, text, facts in rules(Eligibility.model_validate(kept))]


POINTERS = {
    "too_young": "/birth_date", "too_old": "/birth_date", "not_resident": "/district_code", "other_trade": "/trade",
}  # fmt: skip


def too_young(kept: Mapping[str, object], session: Row, person: Row) -> bool:
    """Whether she will not be old enough on the first day."""
    return any(fault.code == "too_young" for fault in faults(kept, session, person))


def faults(kept: Mapping[str, object], session: Any, person: Any) -> list[Fault]:
    """The rules she does not meet. What she has not said yet is judged once she says it."""
    eligibility = Eligibility.model_validate(kept)
    age = age_on(session.starts_on, person.birth_date) if getattr(person, "birth_date", None) else None
    trade, home = getattr(person, "trade", None), person.district_code
    broken = {
        "too_young": age is not None and age < (eligibility.min_age or 0),
        "too_old": age is not None and age > (150 if eligibility.max_age is None else eligibility.max_age),
        "not_resident": home != session.district_code,
        "other_trade": trade is not None and trade != session.trade,
    }
    return [Fault(POINTERS[code], code, text, facts) for code, text, facts in rules(eligibility) if broken[code]]
