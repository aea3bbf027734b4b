"""Queries of groups."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, case, column, exists, func, select, table, text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.pagination import cut, keyset
from bimtek_api.core.scope import within
from bimtek_api.files.models import StoredFile
from bimtek_api.identities.models import Identity
from bimtek_api.participants.groups.errors import UnknownGroup, UnknownGroupPaper
from bimtek_api.participants.groups.models import Group, GroupMember, GroupPaper, MemberRole
from bimtek_api.participants.groups.schemas import GroupSlice
from bimtek_api.participants.people.models import Participant
from bimtek_api.regions.models import Region

G, M, Paper = Group, GroupMember, GroupPaper
FINDINGS = table("paper_findings", column("paper_id"))  # of the room above
TIME_ZONE = case(
    {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}, value=Region.zone, else_="Asia/Jakarta"
)

# Cases and decrees stand above this room: they are named as plain tables here.
BOUND = text(
    "SELECT a.id, a.number, d.id AS decree_id, d.number AS decree FROM applications a"
    " JOIN decree_lines l ON l.application_id = a.id AND l.ended_at IS NULL JOIN decrees d ON d.id = l.decree_id"
    " WHERE a.group_id = :group AND a.status IN ('decreed', 'partly_delivered') ORDER BY a.id LIMIT 1"
)

UNDER_WAY = text(
    "SELECT id FROM applications WHERE group_id = :group AND status NOT IN ('draft', 'discarded', 'lapsed',"
    " 'ineligible', 'withdrawn', 'not_selected', 'rejected', 'approval_cancelled', 'decree_revoked', 'recalled',"
    " 'closed') ORDER BY id"
)
ACTING = text(
    "SELECT EXISTS (SELECT FROM case_duties d JOIN applications a ON a.id = d.case_id"
    " WHERE a.group_id = :group AND d.duty_group <> 'applicant'"
    " AND d.human_id IN (SELECT human(person) FROM unnest(CAST(:persons AS uuid[])) AS person))"
)


def visible_to(actor: Actor) -> ColumnElement[bool]:
    return within(actor, Permission.GROUP_READ, G.district_code)


def rows(actor: Actor) -> Select:
    count = select(func.count()).where(M.group_id == G.id, M.valid_to.is_(None)).scalar_subquery()
    chair = (
        select(Participant.name)
        .join(M, M.person_id == Participant.person_id)
        .where(M.group_id == G.id, M.valid_to.is_(None), M.role == "chair")
        .scalar_subquery()
    )
    return (
        select(
            G.id, G.name, G.district_code, Region.name.label("district_name"), G.trade, G.formed_on, G.ended_on,
            G.address, G.version, count.label("members"), chair.label("chair"),
        )
        .join(Region, Region.code == G.district_code)
        .where(visible_to(actor))
    )  # fmt: skip


async def page(db: AsyncSession, actor: Actor, asked: GroupSlice) -> tuple[list[Row], str | None]:
    query = rows(actor)
    if asked.q:
        query = query.where(G.name.icontains(asked.q, autoescape=True))
    return cut((await db.execute(keyset(query, [G.name, G.id], asked))).all(), asked, "name", "id")


async def read(db: AsyncSession, actor: Actor, group_id: UUID) -> Row:
    """One group; raises UnknownGroup outside the caller's districts."""
    row = (await db.execute(rows(actor).where(G.id == group_id))).first()
    if row is None:
        raise UnknownGroup
    return row


async def lock(db: AsyncSession, actor: Actor, group_id: UUID) -> Group:
    """The group for acting on: seen and locked."""
    query = select(G).where(G.id == group_id, visible_to(actor)).with_for_update(key_share=True)
    group = (await db.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()
    if group is None:
        raise UnknownGroup
    return group


async def hold(db: AsyncSession, group_id: UUID) -> None:
    """Nobody changes the members until this transaction ends."""
    await db.execute(select(G.id).where(G.id == group_id).with_for_update(read=True))


async def bound(db: AsyncSession, group_id: UUID) -> Row | None:
    """The case with goods or money still to come by whose decree the members stand, and that decree."""
    return (await db.execute(BOUND, {"group": group_id})).first()


async def acting(db: AsyncSession, group_id: UUID, persons: list[UUID]) -> bool:
    """Whether one of them has acted as an officer in a case of this group."""
    return (await db.execute(ACTING, {"group": group_id, "persons": persons})).scalar_one()


async def cases_under_way(db: AsyncSession, group_id: UUID) -> Sequence[UUID]:
    return (await db.execute(UNDER_WAY, {"group": group_id})).scalars().all()


async def memberships(db: AsyncSession, group_id: UUID) -> Sequence[GroupMember]:
    query = select(M).where(M.group_id == group_id, M.valid_to.is_(None)).order_by(M.id)
    return (await db.execute(query)).scalars().all()


async def members(db: AsyncSession, group_id: UUID, *, former: bool = False) -> Sequence[Row]:
    """The members of today, the chair first; or those who left, the last one first."""
    rank = case({each: at for at, each in enumerate(MemberRole)}, value=M.role)
    order = (M.valid_to.desc(), M.id.desc()) if former else (rank, Participant.name, M.person_id)
    query = (
        select(M.person_id, Participant.name, Identity.nik_last4, M.role, M.valid_from, M.valid_to)
        .join(Participant, Participant.person_id == M.person_id)
        .join(Identity, Identity.id == M.person_id)
        .where(M.group_id == group_id, M.valid_to.is_not(None) if former else M.valid_to.is_(None))
        .order_by(*order)
    )
    return (await db.execute(query)).all()


def paper_rows() -> Select:
    today = func.date(func.timezone(TIME_ZONE, func.bimtek_now()))
    kept = Paper.withdrawn_at.is_(None)
    newest = func.row_number().over(partition_by=(Paper.group_id, Paper.kind, kept), order_by=Paper.id.desc())
    return (
        select(
            Paper.id, Paper.kind, Paper.number, Paper.issued_on, Paper.expires_on, Paper.created_at, Paper.file_id,
            StoredFile.media_type, and_(newest == 1, kept).label("current"),
            Paper.withdrawn_at, Paper.withdrawn_reason,
            exists().where(FINDINGS.c.paper_id == Paper.id).label("judged"),
            func.coalesce(Paper.expires_on < today, False).label("expired"),
        )
        .join(StoredFile, StoredFile.id == Paper.file_id)
        .join(G, G.id == Paper.group_id)
        .join(Region, Region.code == G.district_code)
    )  # fmt: skip


async def papers(db: AsyncSession, group_id: UUID) -> Sequence[Row]:
    """Every paper, kind by kind, the newest of each first."""
    query = paper_rows().where(Paper.group_id == group_id).order_by(Paper.kind, Paper.id.desc())
    return (await db.execute(query)).all()


async def paper_file(db: AsyncSession, group_id: UUID, paper_id: UUID) -> UUID:
    query = select(Paper.file_id).where(Paper.group_id == group_id, Paper.id == paper_id)
    found = (await db.execute(query)).scalar_one_or_none()
    if found is None:
        raise UnknownGroupPaper
    return found


async def lock_paper(db: AsyncSession, group_id: UUID, paper_id: UUID) -> GroupPaper:
    query = select(Paper).where(Paper.group_id == group_id, Paper.id == paper_id).with_for_update(key_share=True)
    paper = (await db.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()
    if paper is None:
        raise UnknownGroupPaper
    return paper


async def is_judged(db: AsyncSession, paper_id: UUID) -> bool:
    """Whether a desk check has looked at it."""
    return (
        await db.execute(select(FINDINGS.c.paper_id).where(FINDINGS.c.paper_id == paper_id).limit(1))
    ).first() is not None


async def name_of(db: AsyncSession, group_id: UUID) -> str:
    return (await db.execute(select(G.name).where(G.id == group_id))).scalar_one()
