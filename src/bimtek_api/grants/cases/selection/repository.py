"""Queries of rankings and frozen lists."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.officers.models import Officer
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.scope import within
from bimtek_api.grants.cases.applications.models import Application, ApplicationLine, ApplicationStatus
from bimtek_api.grants.cases.scoring.models import Score
from bimtek_api.grants.cases.selection.errors import UnknownSelection
from bimtek_api.grants.cases.selection.models import Selection, SelectionEntry
from bimtek_api.grants.catalogue.calls.errors import UnknownCall
from bimtek_api.grants.catalogue.calls.models import Call
from bimtek_api.grants.catalogue.rubrics.models import Rubric
from bimtek_api.participants.groups.models import Group
from bimtek_api.programmes.budgets.models import BudgetNode

A, L, S, E, B = Application, ApplicationLine, Selection, SelectionEntry, BudgetNode
UNSCORED = (
    ApplicationStatus.IN_DESK_CHECK, ApplicationStatus.RETURNED, ApplicationStatus.IN_FIELD_CHECK,
    ApplicationStatus.FIELD_FAILED, ApplicationStatus.READY_FOR_SCORING,
)  # fmt: skip
ON_THEIR_WAY = (ApplicationStatus.IN_APPROVAL, ApplicationStatus.SENT_BACK, ApplicationStatus.APPROVED)
AMOUNT = select(func.sum(L.approved * L.price_rupiah)).where(L.application_id == A.id).scalar_subquery()


async def call(db: AsyncSession, actor: Actor, call_id: UUID) -> Row:
    """The call with its rubric."""
    query = (
        select(Call, Rubric, func.bimtek_now().label("now"))
        .outerjoin(Rubric, Rubric.id == Call.rubric_id)
        .where(Call.id == call_id, within(actor, Permission.GRANT_READ, Call.district_code, Call.programme_id))
    )
    row = (await db.execute(query)).first()
    if row is None:
        raise UnknownCall
    return row


async def candidates(db: AsyncSession, call_id: UUID, status: ApplicationStatus) -> Sequence[Row]:
    """Scored cases of a call in one state, with every score and what they cost."""
    totals = select(func.array_agg(Score.total)).where(Score.application_id == A.id).scalar_subquery()
    mean = select(func.round(func.avg(Score.total), 2)).where(Score.application_id == A.id).scalar_subquery()
    query = (
        select(
            A.id, A.number, A.version, A.group_id, Group.name.label("group_name"), totals.label("totals"),
            mean.label("score"), AMOUNT.label("amount_rupiah"),
        )
        .join(Group, Group.id == A.group_id)
        .where(A.call_id == call_id, A.status == status)
        .order_by(A.id)
    )  # fmt: skip
    return (await db.execute(query)).all()


async def unscored(db: AsyncSession, call_id: UUID) -> int:
    query = select(func.count()).select_from(A).where(A.call_id == call_id, A.status.in_(UNSCORED))
    return (await db.execute(query)).scalar_one()


async def money(db: AsyncSession, line_id: UUID) -> tuple[int, int]:
    """What the budget line has left, and what of it is already on its way to a decree; in rupiah."""
    left = select(B.ceiling - B.reserved - B.spent).where(B.id == line_id)
    free = (await db.execute(left)).scalar_one()
    query = (
        select(func.coalesce(func.sum(L.approved * L.price_rupiah), 0))
        .join(A, A.id == L.application_id)
        .join(Call, Call.id == A.call_id)
        .where(Call.budget_line_id == line_id, A.status.in_(ON_THEIR_WAY))
    )
    return int(free), int((await db.execute(query)).scalar_one())


def lists() -> Select:
    return (
        select(
            S.id, S.number, S.call_id, Call.name.label("call_name"), S.created_at, Officer.name.label("maker"),
            S.ceiling_rupiah, S.selected_rupiah, S.snapshot_hash, S.paper_id,
        )
        .join(Call, Call.id == S.call_id)
        .join(Officer, Officer.person_id == S.made_by)
    )  # fmt: skip


async def of_call(db: AsyncSession, call_id: UUID) -> Sequence[Row]:
    """The newest first."""
    return (await db.execute(lists().where(S.call_id == call_id).order_by(S.number.desc()))).all()


async def read(db: AsyncSession, actor: Actor, selection_id: UUID) -> Row:
    mine = within(actor, Permission.GRANT_READ, S.district_code)
    row = (await db.execute(lists().where(S.id == selection_id, mine))).first()
    if row is None:
        raise UnknownSelection
    return row


async def entries(db: AsyncSession, selection_id: UUID) -> Sequence[Row]:
    """In their places."""
    query = (
        select(
            E.place, E.application_id, A.number, Group.name.label("group_name"), E.score, E.amount_rupiah, E.outcome
        )
        .join(A, A.id == E.application_id)
        .join(Group, Group.id == A.group_id)
    )
    return (await db.execute(query.where(E.selection_id == selection_id).order_by(E.place))).all()
