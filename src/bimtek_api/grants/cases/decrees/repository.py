"""Queries of decrees."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, column, func, select, table
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.pagination import cut, keyset
from bimtek_api.core.scope import within
from bimtek_api.grants.cases.applications.models import Application, ApplicationLine
from bimtek_api.grants.cases.approvals.models import ApprovalRound, Outcome, Vote
from bimtek_api.grants.cases.decrees.errors import UnknownChange, UnknownDecree
from bimtek_api.grants.cases.decrees.models import (
    ChangeStatus,
    Decree,
    DecreeChange,
    DecreeChangeLine,
    DecreeChangeMember,
    DecreeLine,
    DecreeScan,
)
from bimtek_api.grants.cases.decrees.schemas import DecreeSlice
from bimtek_api.grants.catalogue.packages.models import Package
from bimtek_api.participants.groups.models import Group, GroupMember, MemberRole
from bimtek_api.participants.people.models import Participant
from bimtek_api.programmes.programmes.models import Programme
from bimtek_api.regions.models import Region

D, L, C = Decree, DecreeLine, DecreeChange
# Payments of capital stand above this room: they are named as a plain table here.
TRANCHES = table("tranche_payments", column("application_id"), column("status"))


def visible_to(actor: Actor) -> ColumnElement[bool]:
    return within(actor, Permission.GRANT_READ, D.district_code)


def rows(actor: Actor) -> Select:
    live = select(func.count(), func.coalesce(func.sum(L.amount_rupiah), 0)).where(L.decree_id == D.id)
    count = live.with_only_columns(func.count()).scalar_subquery()
    amount = live.with_only_columns(func.coalesce(func.sum(L.amount_rupiah), 0)).scalar_subquery()
    return (
        select(
            D.id, D.number, D.dated, D.signatory_name, D.signatory_position, D.district_code,
            Region.name.label("district_name"), count.label("recipients"), amount.label("amount_rupiah"),
            D.revoked_at, D.signatory_nip, D.basis, D.amends_id, D.amends_reason, D.snapshot_hash, D.paper_id,
        )
        .join(Region, Region.code == D.district_code)
        .where(visible_to(actor))
    )  # fmt: skip


async def page(db: AsyncSession, actor: Actor, asked: DecreeSlice) -> tuple[list[Row], str | None]:
    """Newest first."""
    query = rows(actor)
    if asked.q:
        query = query.where(D.number.icontains(asked.q, autoescape=True))
    return cut((await db.execute(keyset(query, [D.id], asked, descending=True))).all(), asked, "id")


async def read(db: AsyncSession, actor: Actor, decree_id: UUID) -> Row:
    row = (await db.execute(rows(actor).where(D.id == decree_id))).first()
    if row is None:
        raise UnknownDecree
    return row


async def annex(db: AsyncSession, decree_id: UUID) -> Sequence[Row]:
    """The recipients in the order of the annex."""
    chair = (
        select(Participant.name)
        .join(GroupMember, GroupMember.person_id == Participant.person_id)
        .where(GroupMember.group_id == Group.id, GroupMember.valid_to.is_(None), GroupMember.role == "chair")
        .scalar_subquery()
    )
    query = (
        select(
            L.position, L.application_id, Application.number.label("application_number"),
            Group.name.label("group_name"), Package.name.label("package_name"), L.amount_rupiah, L.released_rupiah,
            L.ended_at, Group.address, chair.label("chair"),
        )
        .join(Application, Application.id == L.application_id)
        .join(Group, Group.id == Application.group_id)
        .join(Package, Package.id == Application.package_id)
        .where(L.decree_id == decree_id)
        .order_by(L.position)
    )  # fmt: skip
    return (await db.execute(query)).all()


async def lock(db: AsyncSession, actor: Actor, decree_id: UUID) -> Decree:
    """The decree for changing: seen and locked."""
    query = select(D).where(D.id == decree_id, visible_to(actor)).with_for_update(key_share=True)
    decree = (await db.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()
    if decree is None:
        raise UnknownDecree
    return decree


async def plain(db: AsyncSession, decree_id: UUID) -> Row:
    return (await db.execute(select(D.id, D.number, D.dated, D.district_code).where(D.id == decree_id))).one()


async def amending(db: AsyncSession, decree_id: UUID) -> Sequence[Row]:
    """Later decrees that change this one."""
    return (await db.execute(select(D.id, D.number, D.dated).where(D.amends_id == decree_id).order_by(D.id))).all()


async def scans(db: AsyncSession, decree_id: UUID) -> Sequence[Row]:
    """The newest first."""
    query = select(DecreeScan.file_id, DecreeScan.created_at).where(DecreeScan.decree_id == decree_id)
    return (await db.execute(query.order_by(DecreeScan.id.desc()))).all()


async def live_lines(db: AsyncSession, decree_id: UUID) -> Sequence[DecreeLine]:
    """Recipients in force, in the order in which they are locked."""
    query = select(L).where(L.decree_id == decree_id, L.ended_at.is_(None)).order_by(L.application_id)
    return (await db.execute(query)).scalars().all()


async def about(db: AsyncSession, case_id: UUID) -> Row:
    """District, programme, funds and year of a case."""
    query = (
        select(
            Region.name.label("district_name"), Programme.name.label("programme_name"), Programme.funding_source,
            Programme.fiscal_year,
        )
        .join_from(Application, Region, Region.code == Application.district_code)
        .join(Programme, Programme.id == Application.programme_id)
    )  # fmt: skip
    return (await db.execute(query.where(Application.id == case_id))).one()


async def number_taken(db: AsyncSession, district: str, year: int, key: str) -> bool:
    query = select(D.id).where(D.district_code == district, D.year == year, D.number_key == key)
    return (await db.execute(query)).first() is not None


async def amount_of(db: AsyncSession, case_id: UUID) -> int:
    """What the approved items cost at their reference prices, in rupiah."""
    total = func.sum(ApplicationLine.approved * ApplicationLine.price_rupiah)
    return int((await db.execute(select(total).where(ApplicationLine.application_id == case_id))).scalar_one())


async def named(db: AsyncSession, case_id: UUID) -> Row:
    """The names of programme, package and group of a case."""
    query = (
        select(
            Programme.name.label("programme_name"), Package.name.label("package_name"),
            Group.name.label("group_name"),
        )
        .join_from(Application, Group, Group.id == Application.group_id)
        .join(Package, Package.id == Application.package_id)
        .join(Programme, Programme.id == Application.programme_id)
    )  # fmt: skip
    return (await db.execute(query.where(Application.id == case_id))).one()


async def last_vote_at(db: AsyncSession, case_id: UUID) -> datetime:
    return (await db.execute(select(func.max(Vote.created_at)).where(Vote.application_id == case_id))).scalar_one()


async def passed_round(db: AsyncSession, case_id: UUID) -> UUID | None:
    """The last round of votes, when it passed."""
    query = select(ApprovalRound.id, ApprovalRound.outcome).where(ApprovalRound.application_id == case_id)
    last = (await db.execute(query.order_by(ApprovalRound.number.desc()).limit(1))).first()
    return last.id if last and last.outcome == Outcome.PASSED else None


async def last_line(db: AsyncSession, case_id: UUID) -> Row | None:
    """The newest annex line of a case, in force or ended, with its decree."""
    query = (
        select(
            L.id, L.position, L.budget_line_id, L.amount_rupiah, L.ended_at, D.revoked_at, D.number, D.dated,
            D.created_at.label("decreed_at"), D.signatory_name, D.id.label("decree_id"),
        )
        .join(D, D.id == L.decree_id)
        .where(L.application_id == case_id)
        .order_by(L.id.desc())
        .limit(1)
    )  # fmt: skip
    return (await db.execute(query)).first()


async def live_line(db: AsyncSession, case_id: UUID) -> Row | None:
    """The annex line in force for a case, with its decree."""
    line = await last_line(db, case_id)
    return line if line and not (line.ended_at or line.revoked_at) else None


async def money_under_way(db: AsyncSession, case_id: UUID) -> bool:
    """Whether a tranche of capital is prepared or at the bank."""
    mine = select(TRANCHES.c.status).where(TRANCHES.c.application_id == case_id)
    return (await db.execute(mine.where(TRANCHES.c.status.in_(("prepared", "sent"))).limit(1))).first() is not None


async def expect_signer(db: AsyncSession, actor: Actor, decree: Decree) -> None:
    """Every case of the decree is of a programme for which she signs; one she cannot see is not."""
    query = select(Application.programme_id).select_from(L).outerjoin(Application, Application.id == L.application_id)
    programmes = (await db.execute(query.where(L.decree_id == decree.id).distinct())).scalars().all()
    if not all(actor.can(Permission.DECREE_SIGN, decree.district_code, each) for each in programmes):
        raise UnknownDecree


async def open_change(db: AsyncSession, decree_id: UUID) -> bool:
    query = select(C.id).where(C.decree_id == decree_id, C.status == ChangeStatus.PROPOSED)
    return (await db.execute(query)).first() is not None


async def lock_change(db: AsyncSession, actor: Actor, change_id: UUID) -> DecreeChange:
    """The proposed change for deciding: seen and locked."""
    mine = within(actor, Permission.GRANT_READ, C.district_code)
    query = select(C).where(C.id == change_id, mine).with_for_update(key_share=True)
    change = (await db.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()
    if change is None:
        raise UnknownChange
    return change


async def change_lines(db: AsyncSession, change_id: UUID) -> Sequence[DecreeLine]:
    """The lines a change ends, in the order in which their cases are locked."""
    query = select(L).join(DecreeChangeLine, DecreeChangeLine.line_id == L.id)
    return (
        (await db.execute(query.where(DecreeChangeLine.change_id == change_id).order_by(L.application_id)))
        .scalars()
        .all()
    )


async def change_members(db: AsyncSession, change_id: UUID) -> dict[UUID, MemberRole]:
    """Who the people are to be."""
    query = select(DecreeChangeMember.person_id, DecreeChangeMember.role)
    return dict((await db.execute(query.where(DecreeChangeMember.change_id == change_id))).all())
