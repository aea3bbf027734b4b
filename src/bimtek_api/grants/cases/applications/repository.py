"""Queries of the grant case."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, case, column, func, or_, select, table
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.pagination import cut, keyset
from bimtek_api.core.scope import within
from bimtek_api.core.values import numbers
from bimtek_api.grants.cases.applications.errors import UnknownApplication
from bimtek_api.grants.cases.applications.fields import People
from bimtek_api.grants.cases.applications.models import (
    AidClaim,
    Application,
    ApplicationLine,
    ApplicationStatus,
    CaseHold,
    CaseReturn,
    CaseRoster,
)
from bimtek_api.grants.cases.applications.schemas import ApplicationSlice
from bimtek_api.grants.cases.applications.statements import EDITIONS, PEOPLE
from bimtek_api.grants.catalogue.calls.models import Call
from bimtek_api.grants.catalogue.packages.models import Package
from bimtek_api.participants.groups import repository as groups
from bimtek_api.participants.groups.models import Group
from bimtek_api.programmes.programmes.models import Programme
from bimtek_api.regions.models import Region

A, L = Application, ApplicationLine
ROUNDS = table(
    "approval_rounds", column("id"), column("application_id"), column("stage"), column("votes_needed"),
    column("levels"), column("outcome"),
)  # fmt: skip
VOTES = table("votes", column("round_id"), column("stage"), column("person_id"))
ORDERED = table("order_lines", column("id"), column("application_line_id"), column("quantity"), column("cancelled"))
VISITS, REPORTS, FUNDS, ASSETS = (
    table(name, column("application_id"), column("status"))
    for name in ("monitoring_visits", "accountability_reports", "funds_reports", "assets")
)
HANDED = table("handovers", column("id"), column("application_id"))
DISPUTES = table("handover_disputes", column("handover_id"), column("outcome"))
GONE = ("recalled", "restocked", "voided", "written_off")
PAID = table("tranche_payments", column("application_line_id"), column("status"))
UNITS = table("stock_units", column("order_line_id"), column("accepted_at"))


def visible_to(actor: Actor) -> ColumnElement[bool]:
    return within(actor, Permission.GRANT_READ, A.district_code, A.programme_id)


def rows(actor: Actor) -> Select:
    # What is asked for, and once the content is frozen what may be approved of it.
    counted = case((A.snapshot_hash.is_(None), L.requested), else_=L.approved)
    amount = (
        select(func.coalesce(func.sum(counted * L.price_rupiah), 0)).where(L.application_id == A.id).scalar_subquery()
    )
    return (
        select(
            A.id, A.number, A.status, A.group_id, Group.name.label("group_name"), Package.name.label("package_name"),
            Call.name.label("call_name"), A.district_code, Region.name.label("district_name"),
            amount.label("amount_rupiah"), A.created_at, A.version, A.snapshot_hash, A.call_id, A.package_id,
            A.programme_id, Call.budget_line_id, Call.rule_set_id, Call.required_papers,
            Programme.name.label("programme_name"),
            Programme.funding_source, Programme.fiscal_year, Region.zone,
        )
        .join(Group, Group.id == A.group_id)
        .join(Package, Package.id == A.package_id)
        .join(Call, Call.id == A.call_id)
        .join(Programme, Programme.id == A.programme_id)
        .join(Region, Region.code == A.district_code)
        .where(visible_to(actor))
    )  # fmt: skip


async def page(db: AsyncSession, actor: Actor, asked: ApplicationSlice) -> tuple[list[Row], str | None]:
    query = rows(actor)
    if asked.status:
        query = query.where(A.status == asked.status)
    if asked.q:
        words = asked.q.strip()
        number = numbers.said(words, numbers.case)
        query = query.where(or_(Group.name.icontains(words, autoescape=True), A.number == number))
    return cut((await db.execute(keyset(query, [A.id], asked))).all(), asked, "id")


async def read(db: AsyncSession, actor: Actor, application_id: UUID) -> Row:
    """One case; raises UnknownApplication outside the caller's districts."""
    row = (await db.execute(rows(actor).where(A.id == application_id))).first()
    if row is None:
        raise UnknownApplication
    return row


async def lock(db: AsyncSession, actor: Actor, application_id: UUID) -> Application:
    """The case for acting on: seen and locked."""
    query = select(A).where(A.id == application_id, visible_to(actor)).with_for_update(key_share=True)
    case = (await db.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()
    if case is None:
        raise UnknownApplication
    return case


async def plain(db: AsyncSession, case_id: UUID) -> Application:
    return (await db.execute(select(A).where(A.id == case_id))).scalar_one()


async def own_lines(db: AsyncSession, case_id: UUID) -> Sequence[ApplicationLine]:
    """The lines for changing, in order."""
    return (await db.execute(select(L).where(L.application_id == case_id).order_by(L.position))).scalars().all()


async def stage_of(db: AsyncSession, case_id: UUID) -> Row | None:
    """The open round's stage, what it needs, and who has voted in it."""
    round_id, stage = ROUNDS.c.id, ROUNDS.c.stage
    voters = select(VOTES.c.person_id).where(VOTES.c.round_id == round_id, VOTES.c.stage == stage)
    of_round = select(func.count()).select_from(VOTES).where(VOTES.c.round_id == round_id)
    query = select(
        stage, ROUNDS.c.votes_needed, ROUNDS.c.levels, func.array(voters.scalar_subquery()).label("voters"),
        of_round.scalar_subquery().label("votes"),
    ).where(ROUNDS.c.application_id == case_id, ROUNDS.c.outcome.is_(None))  # fmt: skip
    return (await db.execute(query)).first()


async def hold(db: AsyncSession, case_id: UUID) -> CaseHold | None:
    """The hold that keeps a case from going on."""
    query = select(CaseHold).where(CaseHold.application_id == case_id, CaseHold.released_at.is_(None))
    return (await db.execute(query)).scalar_one_or_none()


async def ends(db: AsyncSession, case_id: UUID) -> Row:
    """What is not accepted yet of a delivered case, and the machines its group still has."""

    def open_ones(of: Any, *done: str) -> ColumnElement[int]:
        query = select(func.count()).select_from(of).where(of.c.application_id == case_id, of.c.status.notin_(done))
        return query.scalar_subquery()

    disputes = select(func.count()).join(HANDED, HANDED.c.id == DISPUTES.c.handover_id)
    disputes = disputes.where(HANDED.c.application_id == case_id, DISPUTES.c.outcome.is_(None))
    query = select(
        open_ones(VISITS, "accepted", "skipped").label("visits"), open_ones(REPORTS, "accepted").label("reports"),
        disputes.scalar_subquery().label("disputes"),
        func.asked_back(case_id).label("refunds"), open_ones(FUNDS, "accepted").label("funds"),
        open_ones(ASSETS, *GONE).label("machines"),
    )  # fmt: skip
    return (await db.execute(query)).one()


async def call_of(db: AsyncSession, call_id: UUID) -> Row:
    """The terms of a call that a case is judged by, and its window."""
    query = select(
        Call.rule_set_id, Call.required_papers, Call.field_visit, Call.rubric_id, Call.opens_at, Call.closes_at,
        Programme.fiscal_year, func.bimtek_now().label("now"),
    ).join(Programme, Programme.id == Call.programme_id)  # fmt: skip
    return (await db.execute(query.where(Call.id == call_id))).one()


async def people(db: AsyncSession, case_id: UUID, group_id: UUID) -> People:
    """Who the case is for, beside who is in the group today."""
    return People((await db.execute(PEOPLE, {"case": case_id, "group": group_id})).all())


async def last_roster(db: AsyncSession, case_id: UUID) -> int:
    """The number of the last edition of the people, 0 before the desk check."""
    query = select(func.coalesce(func.max(CaseRoster.number), 0)).where(CaseRoster.application_id == case_id)
    return (await db.execute(query)).scalar_one()


async def editions(db: AsyncSession, case_id: UUID) -> Sequence[Row]:
    """Everybody in every edition; whether she came with it and goes after it."""
    return (await db.execute(EDITIONS, {"case": case_id})).all()


async def returns(db: AsyncSession, case_id: UUID) -> Sequence[CaseReturn]:
    """Every time the case was sent back, the first one first."""
    query = select(CaseReturn).where(CaseReturn.application_id == case_id).order_by(CaseReturn.id)
    return (await db.execute(query)).scalars().all()


async def last_return(db: AsyncSession, case_id: UUID) -> CaseReturn:
    return (await returns(db, case_id))[-1]


async def overdue(db: AsyncSession) -> Sequence[UUID]:
    """Returned cases whose last day is over in their district, locked by nobody else."""
    latest = select(func.max(CaseReturn.due_on)).where(CaseReturn.application_id == A.id).scalar_subquery()
    today = func.date(func.timezone(groups.TIME_ZONE, func.bimtek_now()))
    query = select(A.id).join(Region, Region.code == A.district_code)
    query = query.where(A.status == ApplicationStatus.RETURNED, latest < today).order_by(A.id).limit(500)
    return (await db.execute(query)).scalars().all()


async def aided(db: AsyncSession, members: list[UUID], programme_id: UUID, year: int) -> bool:
    """Whether one of the members has a live claim in this programme and year."""
    query = select(AidClaim.id).where(
        AidClaim.person_id.in_(members), AidClaim.programme_id == programme_id, AidClaim.fiscal_year == year,
        AidClaim.released.is_(False),
    )  # fmt: skip
    return (await db.execute(query.limit(1))).first() is not None


async def papers(db: AsyncSession, group_id: UUID, required: Sequence[str]) -> Sequence[Row]:
    """The current paper of each kind that is asked for, of those there are."""
    return [each for each in await groups.papers(db, group_id) if each.current and each.kind in required]


async def lines(db: AsyncSession, application_id: UUID) -> Sequence[Row]:
    """Items with what was asked, approved, ordered, accepted from suppliers and handed over so far (G7).

    A tranche that is paid is handed over.
    """
    own = ORDERED.c.application_line_id == L.id
    ordered = select(func.coalesce(func.sum(ORDERED.c.quantity - ORDERED.c.cancelled), 0)).where(own)
    accepted = select(func.count(UNITS.c.accepted_at)).join(ORDERED, ORDERED.c.id == UNITS.c.order_line_id).where(own)
    paid = select(func.count()).where(PAID.c.application_line_id == L.id, PAID.c.status == "paid").scalar_subquery()
    query = select(
        L.id,
        L.kind,
        L.terms,
        L.report_days,
        L.name,
        L.unit,
        L.requested,
        L.approved,
        L.price_rupiah,
        L.price_source,
        (func.handed_over(L.id) + paid).label("handed_over"),
        ordered.scalar_subquery().label("ordered"),
        accepted.scalar_subquery().label("accepted"),
    )
    return (await db.execute(query.where(L.application_id == application_id).order_by(L.position))).all()
