"""Queries of rules: the sets, what a group's situation is, and what was found before."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Integer, Row, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.officers.models import Officer
from bimtek_api.grants.catalogue.editions import repository as editions
from bimtek_api.grants.catalogue.packages.models import Package
from bimtek_api.grants.catalogue.rules.eligibility import Member, Training
from bimtek_api.grants.catalogue.rules.errors import UnknownRuleSet
from bimtek_api.grants.catalogue.rules.models import RuleRun, RuleSet, RuleWaiver
from bimtek_api.participants.groups.models import Group, GroupMember
from bimtek_api.participants.people.models import Participant
from bimtek_api.sessions.attendance.attendance.models import PRESENT, Attendance
from bimtek_api.sessions.enrolment.registrations.models import Registration
from bimtek_api.sessions.planning.schedule.models import MeetingDay, SessionStatus, TrainingSession

T = TrainingSession


async def read(db: AsyncSession, set_id: UUID) -> Row:
    row = await editions.find(db, RuleSet, set_id)
    if row is None:
        raise UnknownRuleSet
    return row


async def group_and_trade(db: AsyncSession, group_id: UUID, package_id: UUID) -> Row:
    query = select(Group.formed_on, Group.trade, Package.trade.label("package_trade"))
    query = query.join_from(Group, Package, Package.id == package_id).where(Group.id == group_id)
    return (await db.execute(query)).one()


async def members(db: AsyncSession, group_id: UUID) -> tuple[Member, ...]:
    query = (
        select(Participant.person_id, Participant.district_code, Participant.kbli)
        .join(GroupMember, GroupMember.person_id == Participant.person_id)
        .where(GroupMember.group_id == group_id, GroupMember.valid_to.is_(None))
        .order_by(Participant.person_id)
    )
    return tuple(Member(*row) for row in await db.execute(query))


async def trainings(db: AsyncSession, people: list[UUID], trade: str, since: date) -> tuple[Training, ...]:
    """Finished sessions of a trade these people were in, with the share of days they were there, in whole percent."""
    days = select(func.count()).where(MeetingDay.session_id == T.id).correlate(T).scalar_subquery()
    there = (
        select(func.count())
        .where(Attendance.registration_id == Registration.id, Attendance.mark.in_(PRESENT))
        .correlate(Registration)
        .scalar_subquery()
    )
    query = (
        select(Registration.person_id, T.number, T.ends_on, cast(there * 100 / func.nullif(days, 0), Integer()))
        .join(T, T.id == Registration.session_id)
        .where(
            Registration.person_id.in_(people), T.trade == trade, T.ends_on >= since,
            T.status == SessionStatus.COMPLETED,
        )
        .order_by(T.ends_on, T.id)
    )  # fmt: skip
    rows = await db.execute(query)
    return tuple(Training(person, number, ended_on, percent) for person, number, ended_on, percent in rows if person)


async def runs(db: AsyncSession, case_id: UUID) -> Sequence[RuleRun]:
    query = select(RuleRun).where(RuleRun.application_id == case_id).order_by(RuleRun.id)
    return (await db.execute(query)).scalars().all()


async def waivers(db: AsyncSession, case_id: UUID) -> Sequence[Row]:
    query = (
        select(RuleWaiver.rule, RuleWaiver.reason, RuleWaiver.created_at, Officer.name)
        .join(Officer, Officer.person_id == RuleWaiver.person_id)
        .where(RuleWaiver.application_id == case_id)
        .order_by(RuleWaiver.id)
    )
    return (await db.execute(query)).all()
