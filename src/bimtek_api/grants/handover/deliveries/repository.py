"""Queries of handovers."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bimtek_api.access.officers.models import Officer
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.pagination import Slice, cut, keyset
from bimtek_api.core.scope import within
from bimtek_api.files.models import StoredFile
from bimtek_api.grants.cases.applications.models import Application, ApplicationLine
from bimtek_api.grants.handover.deliveries.errors import UnknownDelivery, UnknownDispute, UnknownDraft
from bimtek_api.grants.handover.deliveries.models import (
    DisputePiece,
    DraftStatus,
    HandedSerial,
    Handover,
    HandoverAttempt,
    HandoverDispute,
    HandoverDraft,
    HandoverLine,
    HandoverPhoto,
    HandoverScan,
)
from bimtek_api.participants.groups.models import Group
from bimtek_api.participants.people.models import Participant
from bimtek_api.regions.models import Region

H, T, Q = Handover, HandoverAttempt, HandoverDispute


def visible_to(actor: Actor) -> ColumnElement[bool]:
    return within(actor, Permission.GRANT_READ, H.district_code)


def rows() -> Select:
    return (
        select(
            H.id, H.number, H.application_id, Application.number.label("application_number"),
            Group.name.label("group_name"), H.district_code, Region.name.label("district_name"), H.handed_at, H.place,
            Officer.name.label("giver"), H.code, H.photo_id, H.receiver_checked, H.latitude, H.longitude,
            H.accuracy_m, H.giver_signature_id, H.receiver_signature_id, H.scan_id, H.minutes_id,
            H.snapshot, H.snapshot_hash,
            StoredFile.sha256.label("file_sha256"),
        )
        .join(Application, Application.id == H.application_id)
        .join(Group, Group.id == Application.group_id)
        .join(Region, Region.code == H.district_code)
        .join(Officer, Officer.person_id == H.person_id)
        .outerjoin(StoredFile, StoredFile.id == H.minutes_id)
    )  # fmt: skip


async def page(db: AsyncSession, actor: Actor, asked: Slice) -> tuple[list[Row], str | None]:
    """Newest first."""
    query = keyset(rows().where(visible_to(actor)), [H.id], asked, descending=True)
    return cut((await db.execute(query)).all(), asked, "id")


async def read(db: AsyncSession, actor: Actor, delivery_id: UUID) -> Row:
    row = (await db.execute(rows().where(H.id == delivery_id, visible_to(actor)))).first()
    if row is None:
        raise UnknownDelivery
    return row


async def by_code(db: AsyncSession, code: str) -> Row:
    """For the public check page."""
    row = (await db.execute(rows().where(H.code == code))).first()
    if row is None:
        raise UnknownDelivery
    return row


async def used_serial(db: AsyncSession, keys: list[str]) -> str | None:
    query = (
        select(HandedSerial.serial).where(HandedSerial.serial_key.in_(keys), HandedSerial.ended_at.is_(None)).limit(1)
    )
    return (await db.execute(query)).scalar_one_or_none()


async def attempts(db: AsyncSession, case_id: UUID) -> Sequence[Row]:
    """The newest first."""
    receiver = Participant.name.label("receiver")
    query = select(T.id, T.kind, T.attempted_at, T.place, T.reason, T.next_on, Officer.name, receiver)
    query = query.join(Officer, Officer.person_id == T.person_id).where(T.application_id == case_id)
    query = query.outerjoin(Participant, Participant.person_id == T.receiver_id)
    return (await db.execute(query.order_by(T.id.desc()))).all()


async def scans(db: AsyncSession, delivery_id: UUID) -> Sequence[Row]:
    """The newest first."""
    query = select(HandoverScan.file_id, HandoverScan.created_at).where(HandoverScan.handover_id == delivery_id)
    return (await db.execute(query.order_by(HandoverScan.id.desc()))).all()


async def disputes(db: AsyncSession, actor: Actor, delivery_id: UUID) -> Sequence[Row]:
    """The newest first."""
    opener, decider = aliased(Officer), aliased(Officer)
    query = (
        select(
            Q.id, Q.reason, Q.created_at, Q.outcome, Q.note, Q.version, opener.name.label("opener"),
            decider.name.label("decider"), Q.opened_by.in_(actor.rows).label("mine"),
        )
        .join(opener, opener.person_id == Q.opened_by)
        .outerjoin(decider, decider.person_id == Q.decided_by)
    )  # fmt: skip
    return (await db.execute(query.where(Q.handover_id == delivery_id).order_by(Q.id.desc()))).all()


async def open_dispute(db: AsyncSession, delivery_id: UUID) -> bool:
    query = select(Q.id).where(Q.handover_id == delivery_id, Q.outcome.is_(None))
    return (await db.execute(query)).first() is not None


async def pieces_back(db: AsyncSession, delivery_id: UUID) -> Sequence[Row]:
    """What upheld disputes took back of these minutes, by dispute."""
    query = (
        select(DisputePiece.dispute_id, DisputePiece.follows, HandedSerial.serial, ApplicationLine.name)
        .join(HandedSerial, HandedSerial.id == DisputePiece.serial_id)
        .join(HandoverLine, HandoverLine.id == HandedSerial.handover_line_id)
        .join(ApplicationLine, ApplicationLine.id == HandoverLine.application_line_id)
        .where(HandoverLine.handover_id == delivery_id)
    )
    return (await db.execute(query.order_by(ApplicationLine.position, HandedSerial.serial))).all()


async def live_serials(db: AsyncSession, delivery_id: UUID) -> Sequence[HandedSerial]:
    """Numbers of these minutes that are still counted as given."""
    query = select(HandedSerial).join(HandoverLine, HandoverLine.id == HandedSerial.handover_line_id)
    query = query.where(HandoverLine.handover_id == delivery_id, HandedSerial.ended_at.is_(None))
    return (await db.execute(query)).scalars().all()


async def decree_line_of(db: AsyncSession, delivery_id: UUID) -> UUID:
    return (await db.execute(select(H.decree_line_id).where(H.id == delivery_id))).scalar_one()


async def giver_of(db: AsyncSession, delivery_id: UUID) -> UUID:
    return (await db.execute(select(H.person_id).where(H.id == delivery_id))).scalar_one()


async def case_of_dispute(db: AsyncSession, actor: Actor, dispute_id: UUID) -> UUID:
    query = select(H.application_id).join(Q, Q.handover_id == H.id)
    mine = within(actor, Permission.GRANT_READ, Q.district_code)
    found = (await db.execute(query.where(Q.id == dispute_id, mine))).scalar_one_or_none()
    if found is None:
        raise UnknownDispute
    return found


async def lock_dispute(db: AsyncSession, actor: Actor, dispute_id: UUID) -> HandoverDispute:
    """The dispute for deciding: seen and locked."""
    mine = within(actor, Permission.GRANT_READ, Q.district_code)
    query = select(Q).where(Q.id == dispute_id, mine).with_for_update(key_share=True)
    found = (await db.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()
    if found is None:
        raise UnknownDispute
    return found


async def drafts(db: AsyncSession, case_id: UUID) -> Sequence[Row]:
    """The newest first."""
    draft = HandoverDraft
    query = select(
        draft.id, draft.status, draft.created_at.label("made_at"), Officer.name.label("maker"), draft.body,
        draft.version,
    ).join(Officer, Officer.person_id == draft.made_by)  # fmt: skip
    query = query.where(draft.application_id == case_id)
    return (await db.execute(query.order_by(draft.id.desc()).limit(50))).all()


async def open_draft(db: AsyncSession, case_id: UUID) -> HandoverDraft | None:
    draft = HandoverDraft
    query = select(draft).where(draft.application_id == case_id, draft.status == DraftStatus.OPEN).with_for_update()
    return (await db.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()


async def lock_draft(db: AsyncSession, draft_id: UUID) -> HandoverDraft:
    query = select(HandoverDraft).where(HandoverDraft.id == draft_id).with_for_update()
    draft = (await db.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()
    if draft is None:
        raise UnknownDraft
    return draft


async def photo_used(db: AsyncSession, hashes: Iterable[str]) -> bool:
    """Whether one of these photos belongs to a handover already."""
    query = select(HandoverPhoto.file_id).where(HandoverPhoto.sha256.in_(hashes))
    return (await db.execute(query.limit(1))).first() is not None


async def scan_used(db: AsyncSession, sha256: str) -> bool:
    """Whether minutes carry this signed paper already."""
    return (await db.execute(select(H.id).where(H.scan_sha256 == sha256))).first() is not None


async def photos(db: AsyncSession, handover_id: UUID) -> Sequence[HandoverPhoto]:
    query = select(HandoverPhoto).where(HandoverPhoto.handover_id == handover_id)
    return (await db.execute(query.order_by(HandoverPhoto.shows, HandoverPhoto.file_id))).scalars().all()
