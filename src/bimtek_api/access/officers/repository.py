"""Queries of officers, their roles, and for whom they act."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    column,
    func,
    null,
    or_,
    select,
    table,
    text,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bimtek_api.access.officers.models import Deputation, Officer, RoleAssignment, Wanted
from bimtek_api.access.roles import Role
from bimtek_api.core import clock
from bimtek_api.identities.models import Identity
from bimtek_api.regions.models import Region

Own, Human = aliased(Identity), aliased(Identity)
# The last digits of her national id; none while her identity is not confirmed.
NIK_LAST4 = (
    select(Human.nik_last4)
    .join(Own, Human.id == func.coalesce(Own.same_as, Own.id))
    .where(Own.id == Officer.person_id)
    .correlate(Officer)
    .scalar_subquery()
)
RA, D, Principal = RoleAssignment, Deputation, aliased(Officer)
PROGRAMMES = table("programmes", column("id"), column("name"))  # of a room above this one


async def by_email(db: AsyncSession, email: str) -> Officer | None:
    query = select(Officer).where(Officer.email == email.strip().lower()).with_for_update(key_share=True)
    return (await db.execute(query)).scalar_one_or_none()


async def by_id(db: AsyncSession, person_id: UUID) -> Officer | None:
    return await db.get(Officer, person_id)


async def nik_last4(db: AsyncSession, officer_id: UUID) -> str | None:
    return (await db.execute(select(NIK_LAST4).where(Officer.person_id == officer_id))).scalar_one_or_none()


def day_of(instant: object) -> ColumnElement[date]:
    """Jakarta's calendar day."""
    return func.date(func.timezone("Asia/Jakarta", instant))


def own(day: object) -> Select:
    """Assignments in force on a day."""
    query = select(
        RA.officer_id,
        RA.role,
        RA.region_code,
        RA.programme_id,
        null().label("acting_for"),
        RA.valid_to.label("until"),
    )
    return query.where(*in_force(day))


def in_force(day: object) -> tuple[ColumnElement[bool], ...]:
    return RA.ended_at.is_(None), RA.valid_from <= day, or_(RA.valid_to.is_(None), RA.valid_to >= day)


def acting(day: object) -> Select:
    """Roles held for somebody else, while she holds them herself."""
    held = select(RA.id).where(
        RA.officer_id == D.principal_id, RA.role == D.role, RA.region_code.is_not_distinct_from(D.region_code),
        RA.programme_id.is_not_distinct_from(D.programme_id), *in_force(day),
    )  # fmt: skip
    return (
        select(D.deputy_id, D.role, D.region_code, D.programme_id, Principal.name, D.valid_to)
        .join(Principal, Principal.person_id == D.principal_id)
        .where(D.valid_from <= day, D.valid_to >= day, D.ended_at.is_(None), held.exists())
        .where(D.accepted_at.is_not(None), Principal.disabled_at.is_(None))
    )


async def assignments(db: AsyncSession, officer_id: UUID, today: date | None = None) -> Sequence[Row]:
    """Role, region, and for whom until when, of everything in force today (Jakarta's calendar)."""
    day = today or day_of(func.bimtek_now())
    found = union_all(own(day), acting(day)).subquery()
    query = (
        select(
            found.c.role, found.c.region_code, Region.name.label("region_name"), found.c.acting_for, found.c.until,
            found.c.programme_id, PROGRAMMES.c.name.label("programme_name"),
        )
        .outerjoin(Region, Region.code == found.c.region_code)
        .outerjoin(PROGRAMMES, PROGRAMMES.c.id == found.c.programme_id)
        .where(found.c.officer_id == officer_id)
        .order_by(found.c.role, found.c.region_code)
    )  # fmt: skip
    return (await db.execute(query)).all()


def acts_as(person: object, instant: object, role: Role | None = None) -> ColumnElement[str]:
    """The title of somebody who acts for another one at an instant, as papers print it; null when she does not."""
    words = func.concat("Plh. ", Principal.position, " (", Principal.name, "), surat ", D.letter_number)
    query = select(words).select_from(D).join(Principal, Principal.person_id == D.principal_id)
    query = query.where(D.deputy_id == person, D.valid_from <= day_of(instant), D.valid_to >= day_of(instant))
    query = query.where(or_(D.ended_at.is_(None), D.ended_at > instant))
    query = query.where(or_(D.accepted_at <= instant, D.before_rule))
    return (query.where(D.role == role) if role else query).limit(1).scalar_subquery()


async def titled(db: AsyncSession, person_id: UUID, role: Role) -> Row | None:
    """Name, position and NIP as papers print them, of somebody who acts in a role now."""
    position = func.coalesce(acts_as(Officer.person_id, clock.NOW, role), Officer.position).label("position")
    query = select(Officer.name, position, Officer.nip).where(Officer.person_id == person_id)
    return (await db.execute(query)).first()


async def deputations(db: AsyncSession, officer_id: UUID) -> Sequence[Row]:
    """What she gave and what she was given, the newest first."""
    deputy = aliased(Officer)
    query = (
        select(
            D.id, D.role, D.region_code, D.valid_from, D.valid_to, D.letter_number, D.letter_dated, D.ended_at,
            D.principal_id, D.accepted_at, Principal.name.label("principal"), deputy.name.label("deputy"),
            Region.name.label("region_name"), PROGRAMMES.c.name.label("programme_name"),
        )
        .join(Principal, Principal.person_id == D.principal_id)
        .join(deputy, deputy.person_id == D.deputy_id)
        .outerjoin(Region, Region.code == D.region_code)
        .outerjoin(PROGRAMMES, PROGRAMMES.c.id == D.programme_id)
    )  # fmt: skip
    mine = or_(D.principal_id == officer_id, D.deputy_id == officer_id)
    return (await db.execute(query.where(mine).order_by(D.id.desc()).limit(200))).all()


async def holds(db: AsyncSession, officer_id: UUID, role: Role, region: str | None, programme: UUID | None) -> bool:
    """Whether she holds the role herself today, in exactly that area and for exactly that programme, or all."""
    found = own(day_of(func.bimtek_now())).where(
        RA.officer_id == officer_id, RA.role == role, RA.region_code.is_not_distinct_from(region),
        RA.programme_id.is_not_distinct_from(programme),
    )  # fmt: skip
    return (await db.execute(found)).first() is not None


HELD_ELSEWHERE = text("""
SELECT held.own FROM (
  SELECT true AS own, region_code, programme_id, valid_from, valid_to FROM role_assignments
  WHERE officer_id = :officer AND role = :role AND ended_at IS NULL
  UNION ALL
  SELECT false, region_code, programme_id, valid_from, valid_to FROM deputations
  WHERE deputy_id = :officer AND role = :role AND ended_at IS NULL AND accepted_at IS NOT NULL
) held
WHERE held.valid_from <= coalesce(CAST(:valid_to AS date), 'infinity')
  AND coalesce(held.valid_to, 'infinity') >= :valid_from
  AND (held.region_code IS NULL OR CAST(:region AS text) IS NULL
       OR starts_with(held.region_code || '.', CAST(:region AS text) || '.')
       OR starts_with(CAST(:region AS text) || '.', held.region_code || '.'))
  AND (held.programme_id IS NULL OR CAST(:programme AS uuid) IS NULL OR held.programme_id = CAST(:programme AS uuid))
LIMIT 1
""")


async def held_elsewhere(db: AsyncSession, officer_id: UUID, wanted: Wanted) -> bool | None:
    """Whether she has the role already where area, programme and days meet: her own (True) or somebody's (False)."""
    facts = asdict(wanted) | {"officer": officer_id, "role": str(wanted.role)}
    return (await db.execute(HELD_ELSEWHERE, facts)).scalar_one_or_none()


PRINCIPALS = text("""
SELECT principal FROM (
  SELECT officer_id AS principal, region_code, programme_id, 0 AS place FROM role_assignments
  WHERE officer_id = :officer AND role = :role AND ended_at IS NULL
    AND valid_from <= :today AND coalesce(valid_to, 'infinity') >= :today
  UNION ALL
  SELECT d.principal_id, d.region_code, d.programme_id, 1 FROM deputations d
  WHERE d.deputy_id = :officer AND d.role = :role AND d.accepted_at IS NOT NULL AND acts_at(d, bimtek_now())
) held
WHERE (region_code IS NULL OR starts_with(:district || '.', region_code || '.'))
  AND (programme_id IS NULL OR programme_id = :programme)
GROUP BY principal, place ORDER BY place, principal
""")


async def principals(
    db: AsyncSession, officer_id: UUID, role: Role, district: str, programme: UUID | None
) -> Sequence[UUID]:
    """Whose hand she is in a role there today: herself first, where it is her own."""
    today = (await db.execute(select(day_of(func.bimtek_now())))).scalar_one()
    facts = {"officer": officer_id, "role": str(role), "district": district, "programme": programme, "today": today}
    return (await db.execute(PRINCIPALS, facts)).scalars().all()


async def day_in(db: AsyncSession, region: str | None) -> date:
    """The calendar day there; of the whole country, Jakarta's."""
    return (await db.execute(select(func.day_in(region)))).scalar_one()


async def programmes(db: AsyncSession) -> Sequence[Row]:
    """Id and name of every programme, for whom a role may be limited to one."""
    return (await db.execute(select(PROGRAMMES.c.id, PROGRAMMES.c.name).order_by(PROGRAMMES.c.name))).all()


CLASH = text("""
SELECT held.role FROM (
  SELECT role, region_code, programme_id, valid_from, valid_to FROM role_assignments
  WHERE officer_id = :officer AND ended_at IS NULL
  UNION ALL
  SELECT role, region_code, programme_id, valid_from, valid_to FROM deputations
  WHERE deputy_id = :officer AND ended_at IS NULL
) held
JOIN incompatible_roles i ON i.first = least(held.role, :role) AND i.second = greatest(held.role, :role)
WHERE held.valid_from <= coalesce(CAST(:valid_to AS date), 'infinity')
  AND coalesce(held.valid_to, 'infinity') >= :valid_from
  AND (held.region_code IS NULL OR CAST(:region AS text) IS NULL
       OR starts_with(held.region_code || '.', CAST(:region AS text) || '.')
       OR starts_with(CAST(:region AS text) || '.', held.region_code || '.'))
  AND (held.programme_id IS NULL OR CAST(:programme AS uuid) IS NULL OR held.programme_id = CAST(:programme AS uuid))
LIMIT 1
""")


async def clash(db: AsyncSession, officer_id: UUID, wanted: Wanted) -> str | None:
    """A role she has that must not meet this one, where area, programme and days overlap."""
    facts = asdict(wanted) | {"officer": officer_id, "role": str(wanted.role)}
    return (await db.execute(CLASH, facts)).scalar_one_or_none()
