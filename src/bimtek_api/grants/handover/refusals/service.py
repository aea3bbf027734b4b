"""What a group does not take goes back as a piece: it waits in the store for somebody who says whether it is good."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor
from bimtek_api.core.numbering import serial_key
from bimtek_api.events.recorder import Entry, record
from bimtek_api.grants.cases.applications import service as applications
from bimtek_api.grants.cases.applications.models import Application
from bimtek_api.grants.goods.stock import repository as stock
from bimtek_api.grants.goods.stock.models import StockReturn, StockUnit
from bimtek_api.grants.goods.stock.workflow import UNIT
from bimtek_api.grants.handover.refusals.errors import NotBrought, RefusedTooEarly
from bimtek_api.grants.handover.refusals.models import RefusedPiece
from bimtek_api.grants.handover.refusals.schemas import LineHanded, PieceRefused

Refused = Mapping[UUID, tuple[str, Sequence[PieceRefused]]]


async def send_back(
    db: AsyncSession, actor: Actor, case_id: UUID, refused: Refused, at: datetime, **door: UUID
) -> None:  # fmt: skip
    """Moves refused pieces to the store, to be inspected. `refused`: name and pieces by item; `at`: when they were;
    `door`: the `handover_id` or `attempt_id` they were refused in. The case is locked before."""
    stocked = await stock.lock_for_case(db, case_id)
    for line_id, (name, pieces) in refused.items():
        for said in pieces:
            unit = stocked.get((line_id, serial_key(said.serial)))
            if unit is None:
                raise NotBrought(name=name, serial=said.serial)
            ready = (await stock.ready_since(db, [unit])).get(unit.id)
            if ready is None or at.replace(second=0, microsecond=0) < ready.replace(second=0, microsecond=0):
                raise RefusedTooEarly(name=name, serial=said.serial)
            await send_one(db, actor, case_id, unit, said, door)


class Minutes(Protocol):
    """The handover that gave other pieces."""

    id: UUID
    number: str
    handed_at: datetime


async def record_with(
    db: AsyncSession, actor: Actor, case: Application, lines: Sequence[LineHanded], names: Mapping[UUID, str],
    minutes: Minutes,
) -> None:  # fmt: skip
    """What the group refused while it took other pieces: the same minutes tell of both."""
    refused = {line.line_id: (names[line.line_id], line.refused) for line in lines if line.refused}
    if not refused:
        return
    await send_back(db, actor, case.id, refused, minutes.handed_at, handover_id=minutes.id)
    subject, data = ("application", case.id), {"pieces": sum(len(pieces) for _, pieces in refused.values())}
    entry = Entry("handover.pieces_refused", subject, case.district_code, after=minutes.number, data=data)
    await record(db, actor, entry)


async def send_one(
    db: AsyncSession, actor: Actor, case_id: UUID, unit: StockUnit, said: PieceRefused, door: Mapping[str, UUID]
) -> None:  # fmt: skip
    """How it comes back, what the group said, then the piece itself."""
    brought = {"brought_by": applications.proposer(actor), "reason": said.words}
    back = StockReturn(unit_id=unit.id, application_id=case_id, **brought)
    db.add(back)
    await db.flush()
    plain = {"reason": said.reason, "words": said.words, "photo_id": said.photo_id}
    db.add(
        RefusedPiece(
            return_id=back.id, application_line_id=unit.for_line_id, unit_id=unit.id, serial=unit.serial, **plain,
            **door,
        )
    )  # fmt: skip
    await db.flush()
    moved = UNIT.move(unit, "refuse", actor, None)
    await db.flush()
    subject, steps, data = ("stock_unit", unit.id), (moved.before, moved.after), {"because": said.reason.value}
    await record(db, actor, Entry(moved.event, subject, unit.district_code, None, *steps, said.words, data))
