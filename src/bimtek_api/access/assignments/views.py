"""Officers, their roles and open requests as answers."""

from collections.abc import Sequence

from sqlalchemy import Row

from bimtek_api.access.assignments.schemas import (
    AccessRead,
    AssignmentRead,
    ProgrammeRef,
    RolePair,
    RolesRead,
)
from bimtek_api.access.roles import LIMITABLE, NAMES
from bimtek_api.core.actor import Actor
from bimtek_api.core.fields import Ref
from bimtek_api.core.i18n import N_, translate

COUNTRY = N_("seluruh Indonesia")


def region_of(row: Row) -> Ref | None:
    return Ref(code=row.region_code, name=row.region_name) if row.region_code else None


def programme_of(row: Row) -> ProgrammeRef | None:
    return ProgrammeRef(id=row.programme_id, name=row.programme_name) if row.programme_id else None


def short(row: Row) -> str:
    parts = [translate(NAMES[row.role]), row.region_name or translate(COUNTRY), row.programme_name]
    return ", ".join(part for part in parts if part)


def assignment(row: Row) -> AssignmentRead:
    named = translate(NAMES[row.role])
    days = {name: getattr(row, name) for name in ("valid_from", "valid_to", "ended_at")}
    return AssignmentRead(
        id=row.id, role=row.role, role_name=named, region=region_of(row), programme=programme_of(row), **days
    )


def request(row: Row, actor: Actor) -> AccessRead:
    return AccessRead.from_row(
        row, role_name=translate(NAMES[row.role]) if row.role else None,
        region=region_of(row), programme=programme_of(row), mine=actor.is_one_of(row.asker_id),
        about_me=actor.is_one_of(row.officer_id),
    )  # fmt: skip


def roles(pairs: Sequence[Row], programmes: Sequence[Row]) -> RolesRead:
    return RolesRead(
        limitable=sorted(LIMITABLE),
        programmes=[ProgrammeRef.model_validate(each) for each in programmes],
        roles=[Ref(code=code, name=translate(name)) for code, name in NAMES.items()],
        incompatible=[RolePair(first=translate(NAMES[a]), second=translate(NAMES[b])) for a, b in pairs],
    )
