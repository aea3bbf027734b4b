"""Queries of complaints. A sensitive one is seen only by those who may see sensitive ones."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, case, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.complaints.errors import UnknownComplaint
from bimtek_api.complaints.models import Complaint, ComplaintMessage, ComplaintStatus
from bimtek_api.complaints.schemas import CaseSlice
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.pagination import cut, keyset
from bimtek_api.core.scope import within
from bimtek_api.regions.models import Region

C = Complaint
TODAY = func.date(func.timezone("Asia/Jakarta", func.bimtek_now()))
OPEN = (ComplaintStatus.RECEIVED, ComplaintStatus.IN_PROGRESS, ComplaintStatus.ON_HOLD)
OVERDUE = and_(C.status.in_(OPEN), C.due_on < TODAY)


def visible_to(actor: Actor) -> ColumnElement[bool]:
    plain = and_(C.sensitive.is_(False), within(actor, Permission.COMPLAINT_READ, C.district_code))
    return or_(plain, within(actor, Permission.COMPLAINT_READ_SENSITIVE, C.district_code))


def rows() -> Select:
    return select(C, Region.name.label("district_name"), OVERDUE.label("overdue")).join(
        Region, Region.code == C.district_code
    )


async def page(db: AsyncSession, actor: Actor, asked: CaseSlice) -> tuple[list[Row], str | None]:
    """Newest first."""
    query = rows().add_columns(C.id.label("id")).where(visible_to(actor))
    if asked.status:
        query = query.where(C.status == asked.status)
    if asked.category:
        query = query.where(C.category == asked.category)
    if asked.overdue is not None:
        query = query.where(OVERDUE if asked.overdue else ~OVERDUE)
    return cut((await db.execute(keyset(query, [C.id], asked, descending=True))).all(), asked, "id")


async def read(db: AsyncSession, actor: Actor, complaint_id: UUID) -> Row:
    row = (await db.execute(rows().where(C.id == complaint_id, visible_to(actor)))).first()
    if row is None:
        raise UnknownComplaint
    return row


async def naming(db: AsyncSession, actor: Actor, cases: Sequence[str], contacts: Sequence[bytes]) -> Sequence[Row]:
    """Those the caller may read that came with one of these contacts or name one of these cases. Newest first."""
    by_contact = C.contact_index.in_(contacts)
    named = or_(false(), *(C.text.icontains(number, autoescape=True) for number in cases))
    why = case((by_contact, "contact"), else_="case").label("why")
    query = select(C.id, C.number, C.category, C.status, C.created_at, why).where(or_(by_contact, named))
    return (await db.execute(query.where(visible_to(actor)).order_by(C.id.desc()).limit(50))).all()


async def by_id(db: AsyncSession, complaint_id: UUID) -> Row:
    """For whoever has just filed it."""
    return (await db.execute(rows().where(C.id == complaint_id))).one()


async def by_number(db: AsyncSession, number: str) -> Row:
    row = (await db.execute(rows().where(C.number == number))).first()
    if row is None:
        raise UnknownComplaint
    return row


async def lock(db: AsyncSession, actor: Actor, complaint_id: UUID) -> Complaint:
    query = select(C).where(C.id == complaint_id, visible_to(actor)).with_for_update()
    found = (await db.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()
    if found is None:
        raise UnknownComplaint
    return found


async def messages(db: AsyncSession, complaint_id: UUID) -> Sequence[ComplaintMessage]:
    query = select(ComplaintMessage).where(ComplaintMessage.complaint_id == complaint_id)
    return (await db.execute(query.order_by(ComplaintMessage.id))).scalars().all()
