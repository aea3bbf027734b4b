"""Who had aid before: one look-up for every mark of a group and its members."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Row, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bimtek_api.grants.catalogue.prior_aid.fields import KeyKind, address_key, licence_key
from bimtek_api.grants.catalogue.prior_aid.models import AidRecord, AidRecordKey
from bimtek_api.identities.models import Identity
from bimtek_api.participants.accounts.models import GroupAccount
from bimtek_api.participants.groups.models import Group, GroupMember, GroupPaper, PaperKind
from bimtek_api.participants.people.models import Participant

R, K = AidRecord, AidRecordKey
SURE = (KeyKind.PERSON, KeyKind.NIK, KeyKind.GROUP, KeyKind.LICENCE)
Marks = list[tuple[KeyKind, str]]


async def marks_of(db: AsyncSession, group_id: UUID) -> Marks:
    """The marks of a group and of its members of today."""
    group = (await db.execute(select(Group.address).where(Group.id == group_id))).one()
    query = (
        select(
            Participant.person_id,
            Participant.phone,
            func.encode(Identity.nik_index, "hex").label("nik"),
            func.encode(Identity.family_index, "hex").label("family"),
        )
        .join(GroupMember, GroupMember.person_id == Participant.person_id)
        .join(Identity, Identity.id == Participant.person_id)
        .where(GroupMember.group_id == group_id, GroupMember.valid_to.is_(None))
    )
    found = {(KeyKind.GROUP, str(group_id)), (KeyKind.ADDRESS, address_key(group.address))}
    for member in await db.execute(query):
        found |= {(KeyKind.PERSON, str(member.person_id)), (KeyKind.PHONE, member.phone)}
        found |= {(KeyKind.NIK, member.nik)} if member.nik else set()
        found |= {(KeyKind.FAMILY_CARD, member.family)} if member.family else set()
    return sorted(found | await own_numbers(db, group_id))


async def own_numbers(db: AsyncSession, group_id: UUID) -> set[tuple[KeyKind, str]]:
    """The group's business number, from its newest licence, and its bank account."""
    licence = select(GroupPaper.number).where(
        GroupPaper.group_id == group_id, GroupPaper.kind == PaperKind.BUSINESS_LICENCE
    )
    account = select(func.encode(GroupAccount.number_index, "hex")).where(
        GroupAccount.group_id == group_id, GroupAccount.ended_at.is_(None)
    )
    number = (await db.execute(licence.order_by(GroupPaper.id.desc()).limit(1))).scalar_one_or_none()
    key, index = licence_key(number or ""), (await db.execute(account)).scalar_one_or_none()
    return ({(KeyKind.LICENCE, key)} if key else set()) | ({(KeyKind.ACCOUNT, index)} if index else set())


async def matches(db: AsyncSession, marks: Marks, since: date, but: UUID | None) -> Sequence[Row]:
    """Aid given since a day to anybody with one of the marks, except by the case `but`; the newest first."""
    wanted: Iterable[tuple[str, str]] = [(kind.value, value) for kind, value in marks]
    query = (
        select(K.kind, K.value, R.id, R.granted_on, R.programme_name, R.recipient, R.source)
        .join(R, R.id == K.record_id)
        .where(tuple_(K.kind, K.value).in_(wanted), R.granted_on >= since, R.ended_at.is_(None))
        .order_by(R.granted_on.desc(), R.id, K.kind, K.value)
        .limit(200)
    )
    return (await db.execute(query.where(R.case_id.is_distinct_from(but)))).all()


async def late_reports(db: AsyncSession, marks: Marks, today: date, but: UUID | None) -> Sequence[Row]:
    """Aid of the group or one of its members whose accountability report is overdue, each aid once."""
    return await owed(db, marks, but, R.report_due_on, R.report_due_on < today, R.report_done_at.is_(None))


async def breaches(db: AsyncSession, marks: Marks, but: UUID | None) -> Sequence[Row]:
    """Aid of the group or one of its members whose agreement is broken and not mended, each aid once."""
    return await owed(db, marks, but, R.breached_on, R.breached_on.is_not(None))


async def owed(
    db: AsyncSession,
    marks: Marks,
    but: UUID | None,
    since: InstrumentedAttribute[date | None],
    *conditions: ColumnElement[bool],
) -> Sequence[Row]:
    """By marks that cannot be somebody else's."""
    sure = [(kind.value, value) for kind, value in marks if kind in SURE]
    query = (
        select(R.recipient, R.programme_name, since.label("since"))
        .join(K, K.record_id == R.id)
        .where(tuple_(K.kind, K.value).in_(sure), *conditions)
        .where(R.ended_at.is_(None), R.case_id.is_distinct_from(but))
        .distinct()
        .order_by(since)
    )
    return (await db.execute(query.limit(50))).all()
