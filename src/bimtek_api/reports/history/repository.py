"""Reading the history, newest first."""

from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.pagination import Slice, cut, keyset
from bimtek_api.core.scope import within
from bimtek_api.events.models import Event
from bimtek_api.grants.cases.applications.models import Application
from bimtek_api.grants.goods.dispatches.models import Dispatch, DispatchUnit
from bimtek_api.grants.goods.orders.models import Order
from bimtek_api.sessions.enrolment.registrations.models import Registration
from bimtek_api.sessions.planning.schedule.models import TrainingSession

E = Event
CAME = ("order.placed", "goods.received", "goods.inspected")


def label() -> ColumnElement[str]:
    """What the subject is called: a number, or a session's title."""
    number = select(Registration.number).where(E.subject_kind == "registration", Registration.id == E.subject_id)
    title = select(TrainingSession.title).where(E.subject_kind == "session", TrainingSession.id == E.subject_id)
    case = select(Application.number).where(E.subject_kind == "application", Application.id == E.subject_id)
    order = select(Order.number).where(E.subject_kind == "order", Order.id == E.subject_id)
    bill = select(Dispatch.number).where(E.subject_kind == "dispatch", Dispatch.id == E.subject_id)
    return func.coalesce(*(each.scalar_subquery() for each in (number, title, case, order, bill)))


async def page(db: AsyncSession, actor: Actor, of: ColumnElement[bool], asked: Slice) -> tuple[list[Row], str | None]:
    """Events matching `of` in the caller's districts."""
    query = select(
        E.id, E.position, E.at, E.name, E.actor_kind, E.actor_name, E.subject_kind, E.subject_id, E.before, E.after,
        E.reason, label().label("label"),
    ).where(of, within(actor, Permission.HISTORY_READ, E.district_code))  # fmt: skip
    return cut((await db.execute(keyset(query, [E.position], asked, descending=True))).all(), asked, "position")


def of_person(person_id: UUID) -> ColumnElement[bool]:
    return E.person_id == person_id


def of_subject(kind: str, subject_id: UUID) -> ColumnElement[bool]:
    return (E.subject_kind == kind) & (E.subject_id == subject_id)


def of_piece(unit_id: UUID, order_id: UUID | None) -> ColumnElement[bool]:
    """One piece of goods: what was decided about it, how it came, and its ways. Photos once stood under "stock"."""
    sent = select(DispatchUnit.dispatch_id).where(DispatchUnit.unit_id == unit_id)
    return or_(
        and_(E.subject_kind.in_(("stock_unit", "stock")), E.subject_id == unit_id),
        and_(E.subject_kind == "order", E.subject_id == order_id, E.name.in_(CAME)),
        and_(E.subject_kind == "dispatch", E.subject_id.in_(sent)),
    )
