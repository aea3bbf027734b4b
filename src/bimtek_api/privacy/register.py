"""The register of personal data, read off the models, and what follows: whose rows, and what is left of them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    JSON,
    ColumnElement,
    Delete,
    LargeBinary,
    Select,
    Table,
    Update,
    case,
    delete,
    exists,
    func,
    null,
    or_,
    select,
    union_all,
    update,
)  # fmt: skip
from sqlalchemy import cast as sql_cast
from sqlalchemy.orm import aliased
from sqlalchemy.types import Date
from sqlmodel import SQLModel

from bimtek_api.access.officers.models import Officer
from bimtek_api.core.personal import Erasure, Kind, Use, uses
from bimtek_api.core.shapes import Json
from bimtek_api.identities.models import Identity
from bimtek_api.sessions.enrolment.registrations.models import Registration

GONE = "(dihapus)"
PEOPLE = {"identities.id", "participants.person_id", "officers.person_id", "registrations.id"}
# A column of any table that is called so says what it is.
TELLING = re.compile(r"(^|_)(phone|email|nik|nip|address|birth|owner|holder|latitude|signature|recipient|actor)(_|$)")
# The night removes these rows whole, by this rule; those of the second list it leaves as an erasure does.
ROWS_GO = {
    "logins": "logins_90_days", "enrolments": "enrolments_90_days", "receipt_codes": "receipt_codes_30_days",
    "personal_reads": "readings_5_years",
    "known_devices": "browsers_400_days",
}  # fmt: skip
BLANKED = {"registrations": "never_served_2_years", "identities": "officer_numbers_5_years"}


@dataclass(frozen=True)
class Line:
    """One column of one table. `retention`: the nightly rule that ends it, or nothing."""

    table: str
    column: str
    use: Use
    retention: str


def models() -> list[type[SQLModel]]:
    """Every table's class, by the table's name."""
    found: dict[str, type[SQLModel]] = {}

    def walk(model: type[SQLModel]) -> None:
        for each in model.__subclasses__():
            if "__table__" in vars(each):
                found[table_of(each).name] = each
            walk(each)

    walk(SQLModel)
    return [found[name] for name in sorted(found)]


def table_of(model: type[SQLModel]) -> Table:
    return cast(Table, vars(model)["__table__"])


def has_people(model: type[SQLModel]) -> bool:
    """A key of it leads to a person, or a column says that it tells of one."""
    keys = {key.target_fullname for column in table_of(model).columns for key in column.foreign_keys}
    return bool(keys & PEOPLE) or any(use.kind is not Kind.NONE for use in uses(model).values())


def silent() -> list[str]:
    """Columns that must say what they are and do not."""
    return [
        f"{table_of(model).name}.{column.name}"
        for model in models()
        for column in table_of(model).columns
        if (has_people(model) or TELLING.search(column.name)) and column.name not in uses(model)
    ]


def lines() -> Iterator[Line]:
    """The whole register; each column carries its line as `info` from then on."""
    for model in models():
        table = table_of(model)
        for name, use in uses(model).items() if has_people(model) else ():
            table.columns[name].info["personal"] = use
            blanked = BLANKED.get(table.name, "") if use.erasure is not Erasure.KEEP else ""
            yield Line(table.name, name, use, ROWS_GO.get(table.name) or use.after or blanked)


def hers(person: UUID) -> Callable[[type[SQLModel]], ColumnElement[bool]]:
    """Which rows of a table are of one person."""
    mine = select(Registration.id).where(Registration.person_id == person)

    def rows(model: type[SQLModel]) -> ColumnElement[bool]:
        if model is Identity:  # an officer's number stays while she is one: by it duties are told apart
            return (Identity.id == person) & ~serves(person)
        columns = [table_of(model).columns[name] for name, use in uses(model).items() if use.subject]
        to_registration = [each for each in columns if each.references(table_of(Registration).c.id)]
        to_person = [each for each in columns if each not in to_registration]
        return or_(*(each == person for each in to_person), *(each.in_(mine) for each in to_registration))

    return rows


def serves(person: UUID) -> ColumnElement[bool]:
    """Whether she has an account, on this row or on one that stands for it."""
    account = aliased(Identity)
    own = or_(account.id == person, account.same_as == person)
    return exists(select(Officer.person_id).join(account, account.id == Officer.person_id).where(own))


def forgettable() -> list[type[SQLModel]]:
    """Tables that an erasure changes; what hangs on another one comes before it."""
    order = [table.name for table in SQLModel.metadata.sorted_tables]
    changed = [model for model in models() if left(model)]
    return sorted(changed, key=lambda model: -order.index(table_of(model).name))


def left(model: type[SQLModel]) -> Json:
    """What an erasure writes, by column."""
    table, said = table_of(model), uses(model)
    elsewhere = (Erasure.KEEP, Erasure.WHERE_HERS)
    return {name: remains(table, name, use.erasure) for name, use in said.items() if use.erasure not in elsewhere}


def ended(model: type[SQLModel], rule: str) -> Json:
    """What a nightly rule of single columns writes."""
    return {name: nothing(table_of(model).columns[name]) for name, use in uses(model).items() if use.after == rule}


def remains(table: Table, name: str, erasure: Erasure) -> Any:
    column = table.columns[name]
    match erasure:
        case Erasure.MARK:
            return case((column.is_(None), null()), else_=GONE) if column.nullable else GONE
        case Erasure.YEAR:
            return sql_cast(func.date_trunc("year", column), Date)
        case Erasure.DISTRICT:
            return table.columns["home_district_code" if "home_district_code" in table.columns else "district_code"]
        case Erasure.OWN_ID if not column.nullable:
            return func.uuid_send(table.columns["id"])
        case _:
            return nothing(column)


def nothing(column: ColumnElement[Any]) -> Any:
    """The emptiest value a column may hold."""
    if getattr(column, "nullable", False):
        return null()
    empty = ((JSON, {}), (ARRAY, []), (LargeBinary, b""))
    return next((value for kind, value in empty if isinstance(column.type, kind)), "")


def erasing(person: UUID) -> list[Update | Delete]:
    """Everything that names one person, in this order."""
    rows = hers(person)
    return [
        delete(model).where(rows(model))
        if any(use.erasure is Erasure.ROW for use in uses(model).values())
        else update(model).where(rows(model)).values(left(model))
        for model in forgettable()
    ]


def files_of(person: UUID) -> Select[Any]:
    """The files that only her rows name, and that these stop naming."""
    rows = hers(person)
    named = [
        select(column.label("file_id")).where(rows(model), column.is_not(None))
        for model in forgettable()
        for column in table_of(model).columns
        if any(key.target_fullname == "files.id" for key in column.foreign_keys)
        and uses(model)[column.name].erasure is not Erasure.KEEP
    ]
    return select(union_all(*named).subquery().c.file_id)
