"""What one person has in the chain: registrations with every day and certificate, aid of her groups, their machines
and the money paid for them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    ColumnElement,
    Row,
    ScalarSelect,
    Text,
    and_,
    cast,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY, TEXT, aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.personal import copied
from bimtek_api.core.scope import within
from bimtek_api.events.access_log import PersonalRead
from bimtek_api.grants.cases.applications import repository as applications
from bimtek_api.grants.cases.applications.models import Application, ApplicationLine
from bimtek_api.grants.cases.decrees.models import Decree, DecreeLine
from bimtek_api.grants.catalogue.packages.models import Package
from bimtek_api.grants.goods.orders.models import OrderLine
from bimtek_api.grants.goods.payments.models import SupplierPayment
from bimtek_api.grants.handover.assets import repository as assets
from bimtek_api.grants.handover.assets.models import Asset
from bimtek_api.grants.handover.capital import money_statements as returned
from bimtek_api.grants.handover.capital.models import TranchePayment
from bimtek_api.grants.handover.deliveries.models import HandedSerial, HandoverLine
from bimtek_api.identities.models import Identity
from bimtek_api.participants.groups.models import Group, GroupMember
from bimtek_api.participants.groups.repository import TIME_ZONE
from bimtek_api.participants.people.repository import District, Subdistrict, Village
from bimtek_api.privacy.register import table_of
from bimtek_api.programmes.programmes.models import Programme
from bimtek_api.regions.models import Region
from bimtek_api.sessions.attendance.attendance.models import PRESENT, Attendance
from bimtek_api.sessions.enrolment.consents.models import Consent
from bimtek_api.sessions.enrolment.registrations import repository as registrations
from bimtek_api.sessions.enrolment.registrations.models import Registration
from bimtek_api.sessions.outcome.certificates.models import Certificate
from bimtek_api.sessions.outcome.results.models import Evaluation, TestScore
from bimtek_api.sessions.planning.schedule.models import MeetingDay, TrainingSession

NONE = literal([], ARRAY(TEXT))


DAY = func.json_build_object("date", MeetingDay.date, "mark", Attendance.mark)
DAYS = (
    select(func.coalesce(func.json_agg(aggregate_order_by(DAY, MeetingDay.date)), literal([], JSON)))
    .outerjoin(
        Attendance,
        and_(Attendance.meeting_day_id == MeetingDay.id, Attendance.registration_id == Registration.id),
    )
    .where(MeetingDay.session_id == TrainingSession.id)
    .correlate(TrainingSession, Registration)
    .scalar_subquery()
)


async def registrations_of(db: AsyncSession, actor: Actor, person_id: UUID) -> Sequence[Row]:
    """Newest first; only those in the caller's districts. `days`: each meeting day with its mark, if it has one."""
    present = (
        select(func.count())
        .where(Attendance.registration_id == Registration.id, Attendance.mark.in_(PRESENT))
        .scalar_subquery()
    )
    total = select(func.count()).where(MeetingDay.session_id == TrainingSession.id).scalar_subquery()
    query = (
        select(
            Registration.id, Registration.number, Registration.session_id, Registration.status,
            TrainingSession.title.label("session_title"), TrainingSession.starts_on, TrainingSession.ends_on,
            present.label("present_days"), total.label("total_days"), DAYS.label("days"),
            Certificate.number.label("certificate_number"),
        )
        .join(TrainingSession, TrainingSession.id == Registration.session_id)
        .outerjoin(
            Certificate, and_(Certificate.registration_id == Registration.id, Certificate.revoked_at.is_(None))
        )
        .where(Registration.person_id == person_id, registrations.visible_to(actor))
        .order_by(Registration.id.desc())
    )  # fmt: skip
    return (await db.execute(query)).all()


async def contacts_of(db: AsyncSession, person_id: UUID) -> set[str]:
    """Every phone and e-mail she registered with."""
    rows = await db.execute(select(Registration.phone, Registration.email).where(Registration.person_id == person_id))
    return {each for row in rows for each in row if each}


async def unbound_of(db: AsyncSession, actor: Actor, person_id: UUID) -> Sequence[Row]:
    """Sent under her NIK in the caller's districts, and no officer has said yet whether it is she. Newest first."""
    hers = select(Identity.nik_index).where(Identity.id == person_id).scalar_subquery()
    query = (
        select(
            Registration.id, Registration.number, Registration.name, Registration.status, Registration.created_at,
            TrainingSession.title.label("session_title"),
        )
        .join(TrainingSession, TrainingSession.id == Registration.session_id)
        .where(Registration.person_id.is_(None), Registration.nik_index == hers, registrations.visible_to(actor))
        .order_by(Registration.id.desc())
    )  # fmt: skip
    return (await db.execute(query)).all()


async def machines_of(db: AsyncSession, actor: Actor, cases: Sequence[UUID]) -> Sequence[Row]:
    """The machines that came of these cases, as they are today."""
    query = (
        select(
            Asset.id, Asset.code, Asset.name, Asset.serial, Asset.status, Asset.handed_on, Asset.title_on,
            Group.name.label("group_name"),
        )
        .join(Group, Group.id == Asset.group_id)
        .where(Asset.application_id.in_(cases), assets.visible_to(actor))
        .order_by(Asset.name, Asset.serial)
    )  # fmt: skip
    return (await db.execute(query)).all()


async def money_of(db: AsyncSession, actor: Actor, cases: Sequence[UUID]) -> Sequence[Row]:
    """Paid for these cases and paid back, oldest first: tranches to the group, suppliers for whole orders."""
    readable = within(actor, Permission.GRANT_READ, Application.district_code, Application.programme_id)
    both = (Application.id.in_(cases), readable)
    tranches = (
        select(
            literal("tranche").label("kind"), Application.number, TranchePayment.amount_rupiah,
            cast(TranchePayment.status, Text).label("status"), TranchePayment.paid_on,
            TranchePayment.disbursement_number,
        )
        .join(Application, Application.id == TranchePayment.application_id)
        .where(*both)
    )  # fmt: skip
    served = select(OrderLine.order_id, OrderLine.application_id).distinct().subquery()
    suppliers = (
        select(
            literal("supplier"), Application.number, SupplierPayment.amount_rupiah,
            cast(SupplierPayment.status, Text), SupplierPayment.paid_on, SupplierPayment.disbursement_number,
        )
        .join(served, served.c.order_id == SupplierPayment.order_id)
        .join(Application, Application.id == served.c.application_id)
        .where(*both)
    )  # fmt: skip
    every = union_all(tranches, suppliers, returned.confirmed(*both)).subquery()
    return (await db.execute(select(every).order_by(every.c.paid_on.nulls_last(), every.c.number))).all()


def member_then(person_id: UUID) -> ColumnElement[bool]:
    """She was in the group on the day it applied. Memberships count the local days of the case's region."""
    made_on = func.date(func.timezone(TIME_ZONE, Application.created_at))
    return and_(
        GroupMember.group_id == Application.group_id, GroupMember.person_id == person_id,
        GroupMember.valid_from <= made_on, or_(GroupMember.valid_to.is_(None), GroupMember.valid_to >= made_on),
    )  # fmt: skip


async def aid_of(db: AsyncSession, person_id: UUID, actor: Actor | None = None) -> Sequence[Row]:
    """Newest first; cases made while she was a member. An officer sees those in her districts, the person all."""
    serials = (
        select(func.coalesce(func.array_agg(aggregate_order_by(HandedSerial.serial, HandedSerial.serial)), NONE))
        .join(HandoverLine, HandoverLine.id == HandedSerial.handover_line_id)
        .join(ApplicationLine, ApplicationLine.id == HandoverLine.application_line_id)
        .where(ApplicationLine.application_id == Application.id)
        .correlate(Application)
        .scalar_subquery()
    )
    decreed = and_(DecreeLine.application_id == Application.id, DecreeLine.ended_at.is_(None))
    query = (
        select(
            Application.id, Application.number, Application.status, Application.group_id, GroupMember.role,
            Group.name.label("group_name"), Package.name.label("package_name"), Programme.fiscal_year,
            Decree.number.label("decree_number"), serials.label("serials"),
        )
        .join(Region, Region.code == Application.district_code)
        .join(GroupMember, member_then(person_id))
        .join(Group, Group.id == Application.group_id)
        .join(Package, Package.id == Application.package_id)
        .join(Programme, Programme.id == Application.programme_id)
        .outerjoin(DecreeLine, decreed)
        .outerjoin(Decree, Decree.id == DecreeLine.decree_id)
        .where(applications.visible_to(actor) if actor else true())
        .order_by(Application.id.desc())
    )  # fmt: skip
    return (await db.execute(query)).all()


def rows_of(model: type[SQLModel]) -> ScalarSelect[Any]:
    """What hangs on a registration, by what the register lets into her copy."""
    table = table_of(model)
    columns = table.columns
    shown = [part for name in copied(model) for part in (name, columns[name])]
    every = func.json_agg(aggregate_order_by(func.json_build_object(*shown), *table.primary_key))
    return (
        select(func.coalesce(every, literal([], JSON)))
        .where(columns["registration_id"] == Registration.id)
        .correlate(Registration)
        .scalar_subquery()
    )


RESULTS = func.json_build_object(
    *(part for model in (Attendance, TestScore, Evaluation, Certificate)
      for part in (literal(table_of(model).name, Text), rows_of(model)))
)  # fmt: skip


async def entries_of(db: AsyncSession, which: ColumnElement[bool]) -> Sequence[Row]:
    """Registrations as they were sent, the newest first. Places by their names."""
    sent = [getattr(Registration, name) for name in copied(Registration) if not name.endswith("_code")]
    query = (
        select(
            *sent, Registration.created_at, TrainingSession.title.label("session_title"), TrainingSession.starts_on,
            TrainingSession.ends_on, District.name.label("district"), Subdistrict.name.label("subdistrict"),
            Village.name.label("village"), rows_of(Consent).label("consents"), RESULTS.label("results"),
        )
        .join(TrainingSession, TrainingSession.id == Registration.session_id)
        .join(District, District.code == Registration.home_district_code)
        .join(Subdistrict, Subdistrict.code == Registration.subdistrict_code)
        .join(Village, Village.code == Registration.village_code)
        .where(which)
        .order_by(Registration.id.desc())
    )  # fmt: skip
    return (await db.execute(query)).all()


async def memberships_of(db: AsyncSession, person_id: UUID) -> Sequence[Row]:
    """The oldest first."""
    query = select(Group.name.label("group_name"), GroupMember.role, GroupMember.valid_from, GroupMember.valid_to)
    query = query.join(Group, Group.id == GroupMember.group_id).where(GroupMember.person_id == person_id)
    return (await db.execute(query.order_by(GroupMember.valid_from, GroupMember.id))).all()


async def readers_of(db: AsyncSession, person_id: UUID) -> Sequence[Row]:
    """The newest first, at most a thousand."""
    query = select(*(getattr(PersonalRead, name) for name in copied(PersonalRead)))
    query = query.where(PersonalRead.person_id == person_id).order_by(PersonalRead.id.desc()).limit(1000)
    return (await db.execute(query)).all()
