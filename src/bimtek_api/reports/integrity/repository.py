"""What is compared for an approver: marks shared between groups, prices, and who works with whom."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, SQLColumnExpression, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bimtek_api.access.duties.models import APPLICANT, DESK, CaseDuty
from bimtek_api.access.officers.models import Officer
from bimtek_api.grants.cases.applications.models import ApplicationLine
from bimtek_api.grants.cases.verification.models import CheckAction, DeskCheck
from bimtek_api.identities.models import Identity
from bimtek_api.participants.accounts.models import GroupAccount
from bimtek_api.participants.groups.models import Group, GroupMember, GroupPaper, PaperKind
from bimtek_api.participants.people.models import Participant
from bimtek_api.regions.models import Region

MOST, FEWEST_PRICES = 10, 3
Own, Other = aliased(GroupMember), aliased(GroupMember)
Mine, Theirs = aliased(Participant), aliased(Participant)


def named() -> Select:
    """Other groups by name and district."""
    query = select(Group.name, Group.district_code, Region.name.label("district_name")).distinct()
    return query.join(Region, Region.code == Group.district_code).order_by(Group.name).limit(MOST)


async def phones(db: AsyncSession, group_id: UUID) -> Sequence[Row]:
    """Groups with another person at a phone of this group's members."""
    query = (
        named()
        .join(Other, Other.group_id == Group.id)
        .join(Theirs, Theirs.person_id == Other.person_id)
        .join(Mine, (Mine.phone == Theirs.phone) & (Mine.person_id != Theirs.person_id))
        .join(Own, Own.person_id == Mine.person_id)
        .where(Own.group_id == group_id, Own.valid_to.is_(None), Other.valid_to.is_(None), Group.id != group_id)
    )
    return (await db.execute(query)).all()


async def members_elsewhere(db: AsyncSession, group_id: UUID) -> Sequence[Row]:
    query = (
        named()
        .join(Other, Other.group_id == Group.id)
        .join(Own, Own.person_id == Other.person_id)
        .where(Own.group_id == group_id, Own.valid_to.is_(None), Other.valid_to.is_(None), Group.id != group_id)
    )
    return (await db.execute(query)).all()


def squeezed(text: SQLColumnExpression[str | None]) -> ColumnElement[str]:
    """However it is spaced, cased or dotted."""
    return func.lower(func.regexp_replace(text, "[^[:alnum:]]", "", "g"))


async def addresses(db: AsyncSession, group_id: UUID) -> Sequence[Row]:
    """Groups of the same district at the same address."""
    own = select(squeezed(Group.address)).where(Group.id == group_id).scalar_subquery()
    place = select(Group.district_code).where(Group.id == group_id).scalar_subquery()
    query = named().where(Group.district_code == place, squeezed(Group.address) == own, Group.id != group_id)
    return (await db.execute(query)).all()


async def accounts(db: AsyncSession, group_id: UUID) -> Sequence[Row]:
    """Groups whose bank account has the number of one of this group's."""
    own = select(squeezed(GroupPaper.number)).where(
        GroupPaper.group_id == group_id, GroupPaper.kind == PaperKind.BANK_ACCOUNT, GroupPaper.number.is_not(None)
    )
    written = select(GroupPaper.id).where(GroupPaper.group_id == Group.id, GroupPaper.kind == PaperKind.BANK_ACCOUNT)
    written = written.where(squeezed(GroupPaper.number).in_(own))
    theirs, mine = aliased(GroupAccount), aliased(GroupAccount)
    recorded = select(theirs.id).join(mine, mine.number_index == theirs.number_index)
    recorded = recorded.where(mine.group_id == group_id, theirs.group_id == Group.id)
    same = or_(written.correlate(Group).exists(), recorded.correlate(Group).exists())
    return (await db.execute(named().where(same, Group.id != group_id))).all()


async def households(db: AsyncSession, group_id: UUID) -> Sequence[Row]:
    """Groups with another person of a family of this group's members."""
    mine, theirs = aliased(Identity), aliased(Identity)
    query = (
        named()
        .join(Other, Other.group_id == Group.id)
        .join(theirs, theirs.id == Other.person_id)
        .join(mine, (mine.family_index == theirs.family_index) & (mine.id != theirs.id))
        .join(Own, Own.person_id == mine.id)
        .where(Own.group_id == group_id, Own.valid_to.is_(None), Other.valid_to.is_(None), Group.id != group_id)
    )
    return (await db.execute(query)).all()


async def prices(db: AsyncSession, case_id: UUID) -> Sequence[Row]:
    """Items with their price and the usual one of items of the same name elsewhere, where there are enough."""
    own, other = aliased(ApplicationLine), aliased(ApplicationLine)
    usual = func.percentile_cont(0.5).within_group(other.price_rupiah)
    query = (
        select(own.name, own.price_rupiah, usual.label("usual"))
        .join(other, (other.name == own.name) & (other.application_id != own.application_id))
        .where(own.application_id == case_id)
        .group_by(own.id, own.name, own.price_rupiah)
        .having(func.count() >= FEWEST_PRICES)
    )
    return (await db.execute(query)).all()


async def first_check(db: AsyncSession, case_id: UUID) -> Row | None:
    """The check that found the papers complete."""
    query = select(DeskCheck.created_at).where(
        DeskCheck.application_id == case_id, DeskCheck.action == CheckAction.VERIFY
    )
    return (await db.execute(query.order_by(DeskCheck.id).limit(1))).first()


async def pair(db: AsyncSession, case_id: UUID) -> Row | None:
    """Who proposed and who checked this case, and how often these two meet among all checks of the second."""
    proposer, checker = aliased(CaseDuty), aliased(CaseDuty)
    first, second = aliased(CaseDuty), aliased(CaseDuty)
    proposed, checked = aliased(Officer), aliased(Officer)
    every = select(func.count()).select_from(second)
    every = every.where(second.person_id == checker.person_id, second.duty_group == DESK)
    both = every.join(first, (first.case_id == second.case_id) & (first.duty_group == APPLICANT))
    together = both.where(first.person_id == proposer.person_id)
    query = (
        select(
            proposed.name.label("proposer"), checked.name.label("checker"),
            together.scalar_subquery().label("together"), every.scalar_subquery().label("all"),
        )
        .join_from(proposer, checker, checker.case_id == proposer.case_id)
        .join(proposed, proposed.person_id == proposer.person_id)
        .join(checked, checked.person_id == checker.person_id)
        .where(proposer.case_id == case_id, proposer.duty_group == APPLICANT, checker.duty_group == DESK)
    )  # fmt: skip
    return (await db.execute(query)).first()
