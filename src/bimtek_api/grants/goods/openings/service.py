"""An opening list comes in: entered by one, proved by a paper, looked at piece by piece by another."""

from collections import Counter
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import service as duties
from bimtek_api.access.duties.models import INSPECT
from bimtek_api.core import clock, papers
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.idempotency import Once
from bimtek_api.core.numbering import serial_key
from bimtek_api.core.scope import expect_within
from bimtek_api.core.workflow import Acting, WrongStep
from bimtek_api.events.recorder import Entry, record
from bimtek_api.events.transitions import transition
from bimtek_api.files import service as files
from bimtek_api.files.store import FileStore
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.cases.applications import service as applications
from bimtek_api.grants.goods.openings import repository
from bimtek_api.grants.goods.openings.errors import AboveReference, NotLacking, UnknownOpening
from bimtek_api.grants.goods.openings.models import OpeningStatus, OpeningStock
from bimtek_api.grants.goods.openings.schemas import OpeningCreate, OwnedPiece
from bimtek_api.grants.goods.openings.workflow import WORKFLOW
from bimtek_api.grants.goods.stock import place_statements as places
from bimtek_api.grants.goods.stock import repository as stock
from bimtek_api.grants.goods.stock import service as stocking
from bimtek_api.grants.goods.stock.errors import SerialInStock
from bimtek_api.grants.goods.stock.models import StockUnit, UnitStatus
from bimtek_api.grants.goods.stock.schemas import InspectionCreate
from bimtek_api.regions import repository as regions
from bimtek_api.regions.errors import UnknownRegion


async def enter(db: AsyncSession, actor: Actor, once: Once, code: str, new: OpeningCreate) -> UUID:
    """Writes down what lies there. Nothing of it is in stock before somebody else has looked at it."""
    district = await regions.district(db, code)
    expect_within(actor, Permission.STOCK_KEEP, district.code, UnknownRegion)
    if earlier := await once.earlier(db, actor.caller):
        return earlier
    await expect_free(db, [serial_key(each.serial) for each in new.pieces])
    await expect_lacking(db, district.code, new.pieces)
    opening = OpeningStock(
        district_code=district.code, source=new.source, place=new.place, status=OpeningStatus.ENTERED,
        entered_by=applications.proposer(actor),
    )  # fmt: skip
    db.add(opening)
    await db.flush()
    db.add_all(
        StockUnit(
            opening_id=opening.id, name=each.name, for_line_id=each.line_id, status=UnitStatus.RECEIVED,
            district_code=district.code, serial_key=serial_key(each.serial), serial=each.serial,
            cost_rupiah=each.cost_rupiah,
        )
        for each in new.pieces
    )  # fmt: skip
    await db.flush()
    await once.settle(db, actor.caller, opening.id)
    data = {"pieces": len(new.pieces), "source": new.source}
    await record(db, actor, Entry("opening.entered", ("opening_stock", opening.id), district.code, data=data))
    return opening.id


async def expect_free(db: AsyncSession, keys: list[str]) -> None:
    """A number is in stock or was handed over only once."""
    if used := await stock.known_serial(db, keys) or await stock.handed_serial(db, keys):
        raise SerialInStock(serial=used)


async def expect_lacking(db: AsyncSession, district: str, pieces: list[OwnedPiece]) -> None:
    """Pieces for a case: under a decree in force, the same item, not more than lack, not above what is reserved."""
    wanted = Counter(each.line_id for each in pieces if each.line_id)
    lines = {row.line_id: row for row in await places.of_lines(db, list(wanted))}
    for each in pieces:
        if each.line_id is None:
            continue
        line = lines.get(each.line_id)
        same = line is not None and (line.district_code, line.name.lower()) == (district, each.name.lower())
        if not same or wanted[each.line_id] > line.missing:
            raise NotLacking(name=each.name)
        if each.cost_rupiah > line.price_rupiah:
            raise AboveReference(name=each.name, most=papers.rupiah(line.price_rupiah))


async def keep_paper(db: AsyncSession, store: FileStore, actor: Actor, opening_id: UUID, content: bytes) -> None:
    """Where the goods come from, as PDF or picture. The last one counts, earlier ones stay among the files."""
    opening = await repository.lock(db, actor, opening_id)
    expect_within(actor, Permission.STOCK_KEEP, opening.district_code, UnknownOpening)
    if opening.status != OpeningStatus.ENTERED:
        raise WrongStep
    made, media_type, ending = await files.judged(content, picture_only=False)
    stored = await files.keep(
        db, store, actor, made, kind="opening", media_type=media_type, name=f"asal-barang.{ending}",
        district=opening.district_code,
    )  # fmt: skip
    opening.paper_id, opening.version = stored.id, opening.version + 1
    await db.flush()
    subject, data = ("opening_stock", opening.id), {"file_id": str(stored.id)}
    await record(db, actor, Entry("opening.paper_kept", subject, opening.district_code, data=data))


async def inspect(db: AsyncSession, actor: Actor, opening_id: UUID, seen: int, given: InspectionCreate) -> None:
    """Every piece is found good or rejected. Whoever accepts one for a case inspects there and nothing else (G16)."""
    row = await repository.read(db, actor, opening_id)
    expect_within(actor, Permission.STOCK_INSPECT, row.district_code, UnknownOpening)
    case_ids = await places.cases_of_opening(db, opening_id)
    for case_id in case_ids:
        await cases.lock(db, actor, case_id)
    opening = await repository.lock(db, actor, opening_id)
    opening.expect(seen)
    now, facts = await clock.now(db), Acting(actor)
    WORKFLOW.check(opening, "inspect", actor, facts)
    person = applications.proposer(actor)
    for case_id in case_ids:
        await duties.take(db, case_id, [person], INSPECT, free=given.no_conflict)
    async with transition(db, actor, WORKFLOW, opening, "inspect", facts, of=("opening_stock", opening.id)) as step:
        opening.decided_by, opening.decided_at = person, now
        await db.flush()
        await stocking.judge(db, actor, await repository.own_units(db, opening_id), given, now)
        accepted = sum(each.condition == "good" for each in given.units)
        step.data.update({"accepted": accepted, "rejected": len(given.units) - accepted})
