"""Queries of handovers."""

from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.officers.models import Officer
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.pagination import Slice, cut, keyset
from bimtek_api.core.scope import within
from bimtek_api.files.models import StoredFile
from bimtek_api.grants.applications.models import Application
from bimtek_api.grants.deliveries.errors import UnknownDelivery
from bimtek_api.grants.deliveries.models import HandedSerial, Handover
from bimtek_api.participants.groups.models import Group
from bimtek_api.regions.models import Region

H = Handover


def visible_to(actor: Actor) -> ColumnElement[bool]:
    return within(actor, Permission.GRANT_READ, H.district_code)


def rows() -> Select:
    return (
        select(
            H.id, H.number, H.application_id, Application.number.label("application_number"),
            Group.name.label("group_name"), H.district_code, Region.name.label("district_name"), H.handed_at, H.place,
            Officer.name.label("giver"), H.code, H.photo_id, H.minutes_id, H.snapshot, H.snapshot_hash,
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
    query = select(HandedSerial.serial).where(HandedSerial.serial_key.in_(keys)).limit(1)
    return (await db.execute(query)).scalar_one_or_none()
