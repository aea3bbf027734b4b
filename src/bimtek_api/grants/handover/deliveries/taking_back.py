"""What an upheld dispute does: pieces are no longer counted as given, and their money follows."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.core.actor import SYSTEM, Actor
from bimtek_api.core.numbering import serial_key
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.cases.applications import service as applications
from bimtek_api.grants.cases.applications.models import Application
from bimtek_api.grants.cases.decrees import service as decreeing
from bimtek_api.grants.goods.stock import service as stock
from bimtek_api.grants.handover.assets import repository as machines
from bimtek_api.grants.handover.assets import service as assets
from bimtek_api.grants.handover.deliveries import repository
from bimtek_api.grants.handover.deliveries.errors import PieceNotHanded
from bimtek_api.grants.handover.deliveries.models import DisputePiece, HandedSerial, HandoverDispute
from bimtek_api.grants.handover.deliveries.schemas import PieceTakenBack


async def chosen(
    db: AsyncSession, handover_id: UUID, pieces: Sequence[PieceTakenBack]
) -> list[tuple[HandedSerial, PieceTakenBack]]:
    """The numbers of these minutes that are still counted as given."""
    known = {each.serial_key: each for each in await repository.live_serials(db, handover_id)}
    for each in pieces:
        if serial_key(each.serial) not in known:
            raise PieceNotHanded(serial=each.serial)
    return [(known[serial_key(each.serial)], each) for each in pieces]


async def take_back(
    db: AsyncSession, actor: Actor, case: Application, dispute: HandoverDispute, pieces: Sequence[PieceTakenBack]
) -> None:
    """Rows first, then machines and pieces in stock, then the money, then the case."""
    found = await chosen(db, dispute.handover_id, pieces)
    db.add_all(DisputePiece(dispute_id=dispute.id, serial_id=each.id, follows=said.follows) for each, said in found)
    await db.flush()
    worth, now, reason = 0, await clock.now(db), dispute.note or dispute.reason
    for each, said in found:
        price = await assets.void(db, actor, case.id, each.serial_key, reason)
        cost = await stock.undo_handover(db, actor, case.id, each.unit_id, said.follows, reason)
        await machines.end_handover(db, each.serial_key, now)
        worth += price if cost is None else cost
    line_id = await repository.decree_line_of(db, dispute.handover_id)
    if await decreeing.take_back(db, line_id, worth, dispute.id):
        await reopen(db, case)


async def reopen(db: AsyncSession, case: Application) -> None:
    """What was taken back is owed again, as long as the recipient is in force."""
    given = sum(each.handed_over for each in await cases.lines(db, case.id))
    await applications.act(db, SYSTEM, case, "take_back_part" if given else "take_back")
