"""Queries of officers as administrators see them, and of open requests."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, case, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bimtek_api.access.assignments.models import AccessRequest
from bimtek_api.access.assignments.schemas import OfficerFilter
from bimtek_api.access.logins.models import Login
from bimtek_api.access.officers import papers
from bimtek_api.access.officers import repository as officers
from bimtek_api.access.officers.models import IncompatibleRoles, NipFinding, Officer, RoleAssignment
from bimtek_api.access.officers.repository import PROGRAMMES
from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.pagination import keyset
from bimtek_api.core.scope import within
from bimtek_api.events.models import Event
from bimtek_api.regions.models import Region

RA = RoleAssignment
STATE = case(
    (Officer.disabled_at.is_not(None), "disabled"), (Officer.password_hash.is_(None), "invited"), else_="active"
)
LAST_SEEN = select(func.max(Login.last_seen_at)).where(Login.officer_id == Officer.person_id).scalar_subquery()
NIP_IN_DOUBT = select(NipFinding.nip).where(NipFinding.officer_id == Officer.person_id).scalar_subquery()
REFUSED = (
    select(Event.data["why"].astext)
    .where(Event.subject_kind == "officer", Event.subject_id == Officer.person_id)
    .where(Event.name == "officer.identity_refused")
    .order_by(Event.position.desc())
    .limit(1)
    .correlate(Officer)
    .scalar_subquery()
)
CONFIRMED = officers.NIK_LAST4.is_not(None).label("identity_confirmed")
LAST_DAY = or_(RA.valid_to.is_(None), RA.valid_to >= officers.day_of(clock.NOW))


def reachable(actor: Actor) -> ColumnElement[bool]:
    """Officers with a role in the administrator's area, and those who have none yet."""
    if None in actor.regions(Permission.OFFICER_MANAGE):
        return true()
    hers = select(RA.id).where(RA.officer_id == Officer.person_id, RA.ended_at.is_(None), LAST_DAY)
    inside = hers.where(within(actor, Permission.OFFICER_MANAGE, RA.region_code))
    return or_(~hers.exists(), inside.exists())


def listed() -> Select:
    return select(
        Officer.person_id.label("id"), Officer.name, Officer.email, Officer.position, Officer.nip,
        STATE.label("state"), CONFIRMED, LAST_SEEN.label("last_seen_at"),
    )  # fmt: skip


async def page(db: AsyncSession, actor: Actor, asked: OfficerFilter) -> Sequence[Row]:
    """By name; one row more than asked for."""
    query = listed().where(reachable(actor))
    if asked.q.strip():
        part = asked.q.strip()
        query = query.where(
            or_(Officer.name.icontains(part, autoescape=True), Officer.email.icontains(part, autoescape=True))
        )
    if asked.state:
        query = query.where(STATE.in_([asked.state]))
    return (await db.execute(keyset(query, [Officer.name, Officer.person_id], asked))).all()


async def one(db: AsyncSession, actor: Actor, officer_id: UUID) -> Row | None:
    query = listed().add_columns(
        Officer.phone,
        officers.NIK_LAST4.label("nik_last4"),
        NIP_IN_DOUBT.label("nip_in_doubt"),
        REFUSED.label("refused"),
        papers.STANDING.label("paper"),
        papers.LAST_READER.label("last_reader"),
    )
    return (await db.execute(query.where(Officer.person_id == officer_id, reachable(actor)))).first()


async def assignments(db: AsyncSession, officer_ids: Sequence[UUID]) -> Sequence[Row]:
    """Every role ever given to these officers, those in force first."""
    query = (
        select(
            RA.id, RA.officer_id, RA.role, RA.region_code, Region.name.label("region_name"), RA.valid_from,
            RA.valid_to, RA.ended_at, RA.programme_id, PROGRAMMES.c.name.label("programme_name"),
        )
        .outerjoin(Region, Region.code == RA.region_code)
        .outerjoin(PROGRAMMES, PROGRAMMES.c.id == RA.programme_id)
        .where(RA.officer_id.in_(officer_ids))
        .order_by(RA.ended_at.is_not(None), RA.valid_from.desc(), RA.id)
    )  # fmt: skip
    return (await db.execute(query)).all()


async def held(db: AsyncSession, officer_id: UUID) -> Sequence[RoleAssignment]:
    """Roles she has now or will have."""
    query = select(RA).where(RA.officer_id == officer_id, RA.ended_at.is_(None), LAST_DAY)
    return (await db.execute(query)).scalars().all()


async def open_requests(db: AsyncSession, actor: Actor) -> Sequence[Row]:
    """What waits for a decision in the administrator's reach, the oldest first."""
    asker = aliased(Officer)
    query = (
        select(
            AccessRequest.id, AccessRequest.officer_id, Officer.name.label("officer_name"), AccessRequest.kind,
            AccessRequest.role, AccessRequest.region_code, Region.name.label("region_name"),
            AccessRequest.valid_from, AccessRequest.valid_to, AccessRequest.reason, AccessRequest.created_at,
            AccessRequest.requested_by.label("asker_id"), asker.name.label("requested_by"),
            AccessRequest.programme_id, PROGRAMMES.c.name.label("programme_name"),
        )
        .join(Officer, Officer.person_id == AccessRequest.officer_id)
        .join(asker, asker.person_id == AccessRequest.requested_by)
        .outerjoin(Region, Region.code == AccessRequest.region_code)
        .outerjoin(PROGRAMMES, PROGRAMMES.c.id == AccessRequest.programme_id)
        .where(AccessRequest.decided_at.is_(None), reachable(actor))
    )  # fmt: skip
    return (await db.execute(query.order_by(AccessRequest.created_at).limit(200))).all()


async def locked_request(db: AsyncSession, request_id: UUID) -> AccessRequest | None:
    query = select(AccessRequest).where(AccessRequest.id == request_id).with_for_update()
    return (await db.execute(query)).scalar_one_or_none()


async def same_open(db: AsyncSession, wanted: AccessRequest) -> bool:
    same = (
        getattr(AccessRequest, name).is_not_distinct_from(getattr(wanted, name))
        for name in ("officer_id", "kind", "role", "region_code", "programme_id")
    )
    query = select(AccessRequest.id).where(*same, AccessRequest.decided_at.is_(None))
    return (await db.execute(query.limit(1))).first() is not None


async def pairs(db: AsyncSession) -> Sequence[Row]:
    query = select(IncompatibleRoles.first, IncompatibleRoles.second)
    return (await db.execute(query.order_by(IncompatibleRoles.first, IncompatibleRoles.second))).all()
