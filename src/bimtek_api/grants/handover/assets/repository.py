"""Queries of assets."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, column, or_, select, table, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bimtek_api.access.officers.models import Officer
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.pagination import cut, keyset
from bimtek_api.core.scope import within
from bimtek_api.grants.cases.applications.models import Application
from bimtek_api.grants.handover.assets.errors import UnknownAsset
from bimtek_api.grants.handover.assets.models import Asset, AssetRecall, AssetStatus, AssetTitle, Custody
from bimtek_api.grants.handover.assets.schemas import AssetSlice
from bimtek_api.participants.groups.models import Group
from bimtek_api.participants.people.models import Participant
from bimtek_api.programmes.programmes.models import Programme
from bimtek_api.regions.models import Region

A, C = Asset, Custody
HANDED = table("handed_serials", column("serial_key"), column("ended_at"))


def visible_to(actor: Actor) -> ColumnElement[bool]:
    return within(actor, Permission.GRANT_READ, A.district_code)


def rows() -> Select:
    return (
        select(
            A.id, A.code, A.name, A.serial, A.status, A.application_id, A.group_id, Group.name.label("group_name"),
            Participant.name.label("keeper"), C.place, A.district_code, Region.name.label("district_name"),
            A.handed_on, A.title_on, A.title_letter, A.price_rupiah, A.version,
        )
        .join(Group, Group.id == A.group_id)
        .join(Region, Region.code == A.district_code)
        .outerjoin(C, and_(C.asset_id == A.id, C.until.is_(None)))
        .outerjoin(Participant, Participant.person_id == C.keeper_id)
    )  # fmt: skip


async def page(db: AsyncSession, actor: Actor, asked: AssetSlice) -> tuple[list[Row], str | None]:
    """Newest first; `q` is part of a serial number, a machine's or a group's name."""
    query = rows().where(visible_to(actor))
    if asked.status:
        query = query.where(A.status == asked.status)
    if asked.application:
        query = query.where(A.application_id == asked.application)
    if asked.q:
        text = asked.q
        query = query.where(
            or_(*(field.icontains(text, autoescape=True) for field in (A.serial, A.name, Group.name)))
        )
    return cut((await db.execute(keyset(query, [A.id], asked, descending=True))).all(), asked, "id")


async def read(db: AsyncSession, actor: Actor, asset_id: UUID) -> Row:
    row = (await db.execute(rows().where(A.id == asset_id, visible_to(actor)))).first()
    if row is None:
        raise UnknownAsset
    return row


async def lock(db: AsyncSession, actor: Actor, asset_id: UUID) -> Asset:
    """The machine for acting on: seen and locked."""
    query = select(A).where(A.id == asset_id, visible_to(actor)).with_for_update(key_share=True)
    asset = (await db.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()
    if asset is None:
        raise UnknownAsset
    return asset


async def of_case(db: AsyncSession, case_id: UUID) -> Sequence[Row]:
    """Every machine of a case, item by item."""
    return (await db.execute(rows().where(A.application_id == case_id).order_by(A.name, A.serial))).all()


async def custodies(db: AsyncSession, asset_id: UUID) -> Sequence[Row]:
    """The log of keepers, the newest first."""
    query = (
        select(
            Group.name.label("group_name"), Participant.name.label("keeper"), C.place, C.since, C.until,
            C.letter_number, C.reason,
        )
        .join(Group, Group.id == C.group_id)
        .join(Participant, Participant.person_id == C.keeper_id)
        .where(C.asset_id == asset_id)
    )  # fmt: skip
    return (await db.execute(query.order_by(C.id.desc()))).all()


async def open_custody(db: AsyncSession, asset_id: UUID) -> Custody | None:
    query = select(C).where(C.asset_id == asset_id, C.until.is_(None))
    return (await db.execute(query)).scalar_one_or_none()


async def lock_live(db: AsyncSession, case_id: UUID, serial_key: str) -> Asset:
    """The machine of a handover that still counts."""
    query = select(Asset).where(Asset.application_id == case_id, Asset.serial_key == serial_key)
    query = query.where(Asset.status.not_in((AssetStatus.RESTOCKED, AssetStatus.VOIDED))).with_for_update()
    return (await db.execute(query.execution_options(populate_existing=True))).scalar_one()


async def end_handover(db: AsyncSession, serial_key: str, now: datetime) -> None:
    """The machine is back in the store: its number may be listed, accepted and handed over again."""
    live = update(HANDED).where(HANDED.c.serial_key == serial_key, HANDED.c.ended_at.is_(None))
    await db.execute(live.values(ended_at=now))


async def by_code(db: AsyncSession, code: str) -> Row:
    """For the public page behind the label."""
    query = rows().add_columns(Programme.name.label("programme_name"))
    query = query.join(Application, Application.id == A.application_id)
    query = query.join(Programme, Programme.id == Application.programme_id)
    # The sticker may still be on the machine when another group has got it: what counts is the newest handover.
    labelled = select(A.serial_key).where(A.code == code).scalar_subquery()
    row = (await db.execute(query.where(A.serial_key == labelled).order_by(A.id.desc()).limit(1))).first()
    if row is None:
        raise UnknownAsset
    return row


async def open_recall(db: AsyncSession, asset_id: UUID) -> AssetRecall | None:
    query = select(AssetRecall).where(AssetRecall.asset_id == asset_id, AssetRecall.outcome.is_(None))
    return (await db.execute(query.with_for_update())).scalar_one_or_none()


async def asset_of_recall(db: AsyncSession, actor: Actor, recall_id: UUID) -> UUID:
    mine = within(actor, Permission.GRANT_READ, AssetRecall.district_code)
    query = select(AssetRecall.asset_id).where(AssetRecall.id == recall_id, mine)
    found = (await db.execute(query)).scalar_one_or_none()
    if found is None:
        raise UnknownAsset
    return found


async def lock_recall(db: AsyncSession, recall_id: UUID) -> AssetRecall:
    query = select(AssetRecall).where(AssetRecall.id == recall_id).with_for_update()
    return (await db.execute(query.execution_options(populate_existing=True))).scalar_one()


async def recalls(db: AsyncSession, actor: Actor, asset_id: UUID) -> Sequence[Row]:
    """The newest first."""
    asker, decider, recall = aliased(Officer), aliased(Officer), AssetRecall
    query = (
        select(
            recall.id, recall.ground, recall.letter_number, recall.reason, recall.paper_id, recall.outcome,
            recall.note, recall.version, recall.created_at, asker.name.label("asker"), decider.name.label("decider"),
            recall.requested_by.in_(actor.rows).label("mine"),
        )
        .join(asker, asker.person_id == recall.requested_by)
        .outerjoin(decider, decider.person_id == recall.decided_by)
    )  # fmt: skip
    return (await db.execute(query.where(recall.asset_id == asset_id).order_by(recall.id.desc()))).all()


async def open_title(db: AsyncSession, asset_id: UUID) -> AssetTitle | None:
    query = select(AssetTitle).where(AssetTitle.asset_id == asset_id, AssetTitle.until.is_(None))
    return (await db.execute(query.with_for_update())).scalar_one_or_none()


async def titles(db: AsyncSession, asset_id: UUID) -> Sequence[Row]:
    """Who owned it, the newest first."""
    query = select(AssetTitle.since, AssetTitle.until, AssetTitle.letter_number)
    return (await db.execute(query.where(AssetTitle.asset_id == asset_id).order_by(AssetTitle.id.desc()))).all()
