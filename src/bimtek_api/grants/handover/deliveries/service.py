"""Handing over: decree in force, dates in order, quantities within what was approved, each serial once."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from babel.dates import format_date
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.duties import service as duties
from bimtek_api.access.duties.models import HAND_OVER
from bimtek_api.access.officers import repository as officers
from bimtek_api.access.roles import Role
from bimtek_api.core import clock, numbering, papers
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.idempotency import Once
from bimtek_api.core.numbering import serial_key
from bimtek_api.core.scope import expect_on
from bimtek_api.core.shapes import Json
from bimtek_api.events.recorder import Entry, record
from bimtek_api.files.printer import Printer
from bimtek_api.grants.cases.applications import people
from bimtek_api.grants.cases.applications import repository as cases
from bimtek_api.grants.cases.applications import service as applications
from bimtek_api.grants.cases.applications.errors import UnknownApplication
from bimtek_api.grants.cases.applications.models import Application
from bimtek_api.grants.cases.decrees import repository as decrees
from bimtek_api.grants.cases.decrees import service as decreeing
from bimtek_api.grants.catalogue.packages.models import ItemKind
from bimtek_api.grants.goods.stock import repository as stocked
from bimtek_api.grants.goods.stock import service as stock
from bimtek_api.grants.goods.stock.models import StockUnit
from bimtek_api.grants.handover.arrivals import Arrival, aid_arrived
from bimtek_api.grants.handover.assets import service as assets
from bimtek_api.grants.handover.deliveries import documents, drafts, evidence, repository
from bimtek_api.grants.handover.deliveries.errors import (
    AboveApproved,
    BeforeAccepted,
    BeforeDecree,
    HandoverInFuture,
    NoDecree,
    ReceiverNotMember,
    SerialUsed,
    UnknownLine,
)
from bimtek_api.grants.handover.deliveries.models import HandedSerial, Handover, HandoverLine
from bimtek_api.grants.handover.deliveries.schemas import DeliveryCreate
from bimtek_api.grants.handover.refusals import service as refusals
from bimtek_api.participants.groups import repository as groups
from bimtek_api.regions import repository as regions

SERIES = "BAST"
Values = dict[UUID, list[int]]
Pieces = Mapping[tuple[UUID, str], StockUnit]
KEPT = {
    "handed_at", "place", "receiver_id", "scan_id", "receiver_checked", "latitude", "longitude", "accuracy_m",
    "giver_signature_id", "receiver_signature_id",
}  # fmt: skip


async def hand_over(db: AsyncSession, printer: Printer, actor: Actor, once: Once, new: DeliveryCreate) -> UUID:
    """One handover with its numbered minutes."""
    if earlier := await once.earlier(db, actor.caller):
        return earlier
    case = await cases.lock(db, actor, new.application_id)
    expect_on(actor, Permission.DELIVERY_RECORD, case, UnknownApplication)
    case.expect(new.version)
    line, district = await decreed(db, case.id), await regions.district(db, case.district_code)
    await expect_dates(db, new, line, district.zone)
    await people.expect_same(db, case)
    hashes = await evidence.expect_files(db, new, case.district_code)
    items = await cases.lines(db, case.id)
    left = await expect_quantities(db, new, items)
    await applications.act(db, actor, case, "hand_over_part" if left else "hand_over")
    made, values = await minutes(db, printer, actor, new, case, items, line)
    await evidence.write_photos(db, new, made.id, hashes)
    await refusals.record_with(db, actor, case, new.lines, {item.id: item.name for item in items}, made)
    await drafts.complete(db, case.id, made.id)
    await take_effect(db, case, new, items, values, clock.local_date(new.handed_at, district.zone))
    await decreeing.spend(db, line.id, sum(map(sum, values.values())), complete=not left, handover_id=made.id)
    await once.settle(db, actor.caller, made.id)
    await record(
        db, actor, Entry("handover.recorded", ("application", case.id), case.district_code, after=made.number)
    )
    return made.id


async def minutes(
    db: AsyncSession, printer: Printer, actor: Actor, new: DeliveryCreate, case: Application, items: Sequence[Row],
    line: Row,
) -> tuple[Handover, Values]:  # fmt: skip
    """Under the giver's duty and with all the evidence: pieces leave the stock, and the minutes get their number."""
    person, district = applications.proposer(actor), await regions.district(db, case.district_code)
    await duties.take(db, case.id, [person], HAND_OVER, free=new.no_conflict)
    await evidence.expect_all(db, case, new)
    drawn = await evidence.bind(db, printer, new, case, person)
    pieces = await stock.take_out(db, actor, case.id, serials_of(new, items))
    await expect_ready(db, new, pieces)
    values = worth(new, pieces)
    paper = await draft(db, new, case, items, values, await head(db, new, case, line, district, person))
    made = Handover(
        **paper, application_id=case.id, person_id=person, duty_group=HAND_OVER, decree_line_id=line.id,
        district_code=case.district_code, **new.model_dump(include=KEPT), photo_id=evidence.first_photo(new),
        minutes_id=await print_minutes(db, printer, actor, paper, case.district_code, drawn),
    )  # fmt: skip
    await write(db, new, made, pieces)
    return made, values


async def decreed(db: AsyncSession, case_id: UUID) -> Row:
    """The annex line in force: without one nothing is handed over (G1)."""
    line = await decrees.live_line(db, case_id)
    if line is None:
        raise NoDecree
    return line


async def expect_dates(db: AsyncSession, new: DeliveryCreate, line: Row, zone: str) -> None:
    if new.handed_at > await clock.now(db):
        raise HandoverInFuture
    if not clock.follows(new.handed_at, line.dated, line.decreed_at, zone):
        raise BeforeDecree(dated=line.dated.strftime("%d-%m-%Y"))


def serials_of(new: DeliveryCreate, items: Sequence[Row]) -> dict[UUID, tuple[str, list[str]]]:
    """Name and serial numbers of every item that is handed over."""
    names = {item.id: item.name for item in items}
    return {each.line_id: (names[each.line_id], each.serials) for each in new.lines}


async def expect_ready(db: AsyncSession, new: DeliveryCreate, pieces: Pieces) -> None:
    """To the minute: nothing is handed over before it was accepted."""
    handed, ready = new.handed_at.replace(second=0, microsecond=0), await stocked.ready_since(db, pieces.values())
    for unit in pieces.values():
        if unit.id not in ready or handed < ready[unit.id].replace(second=0, microsecond=0):
            raise BeforeAccepted(serial=unit.serial)


def worth(new: DeliveryCreate, pieces: Pieces) -> Values:
    """What each piece cost: by its contract, or as the opening list says."""
    return {
        each.line_id: [pieces[each.line_id, serial_key(serial)].cost_rupiah for serial in each.serials]
        for each in new.lines
    }


async def expect_quantities(db: AsyncSession, new: DeliveryCreate, items: Sequence[Row]) -> int:
    """Never above what was approved; no serial that has left the office before. Returns what is still owed then."""
    known = {item.id: item for item in items if item.kind == ItemKind.GOODS}
    for each in new.lines:
        item = known.get(each.line_id)
        if item is None:
            raise UnknownLine
        left = item.approved - item.handed_over
        if len(each.serials) > left:
            raise AboveApproved(name=item.name, left=left)
    keys = [serial_key(serial) for each in new.lines for serial in each.serials]
    if used := await repository.used_serial(db, keys):
        raise SerialUsed(serial=used)
    return sum(each.approved - each.handed_over for each in items) - len(keys)


async def head(
    db: AsyncSession, new: DeliveryCreate, case: Application, line: Row, district: Row, person: UUID
) -> Json:
    """The texts of the minutes' head."""
    members = {each.person_id: each for each in await groups.members(db, case.group_id)}
    receiver = members.get(new.receiver_id)
    if receiver is None:
        raise ReceiverNotMember
    group = await groups.name_of(db, case.group_id)
    giver = await officers.titled(db, person, Role.HANDOVER_OFFICER)
    local = clock.local(new.handed_at, district.zone)
    return {
        "district": district.name, "place": new.place, "day": documents.day_in_words(new.handed_at, district.zone),
        "time": f"{local:%H.%M} {district.zone}", "giver": giver.name if giver else "",
        "giver_position": giver.position if giver else "", "receiver": receiver.name,
        "receiver_last4": receiver.nik_last4 or "", "group": group, "witnesses": list(new.witnesses),
        "decree_number": line.number, "decree_dated": format_date(line.dated, "d MMMM y", locale="id"),
        "decree_signatory": line.signatory_name, "decree_position": line.position,
        "checked": documents.CHECKED[new.receiver_checked],
        "coordinates": papers.coordinates(new.latitude, new.longitude, new.accuracy_m),
    }  # fmt: skip


async def draft(
    db: AsyncSession, new: DeliveryCreate, case: Application, items: Sequence[Row], values: Values,
    facts: Json,
) -> Json:  # fmt: skip
    """The minutes' number, check code and content; the number is never used again."""
    year = clock.local_date(new.handed_at, "WIB").year
    number = (await numbering.draw(db, SERIES, case.district_code, year))[0]
    named = f"{SERIES}-{case.district_code}-{year}-{number:04d}"
    serials = {each.line_id: each.serials for each in new.lines}
    refused = {each.line_id: each.refused for each in new.lines}
    snapshot = documents.minutes(facts | {"number": named}, items, serials, values, refused)
    fingerprint = papers.fingerprint(snapshot)
    return {"number": named, "code": numbering.check_code(), "snapshot": snapshot, "snapshot_hash": fingerprint}


async def print_minutes(
    db: AsyncSession, printer: Printer, actor: Actor, paper: Json, district: str, drawn: dict[str, bytes]
) -> UUID:
    """Typesets the minutes and keeps the file."""
    address = printer.check_page(paper["code"])
    content = await documents.pdf(paper["snapshot"], paper["snapshot_hash"], address, drawn)
    return await printer.keep(db, actor, content, kind="minutes", name=paper["number"], district=district)


async def write(db: AsyncSession, new: DeliveryCreate, made: Handover, pieces: Pieces) -> None:
    """The handover, its quantities and its serial numbers."""
    db.add(made)
    await db.flush()
    for each in (line for line in new.lines if line.serials):
        handed = HandoverLine(handover_id=made.id, application_line_id=each.line_id, quantity=len(each.serials))
        db.add(handed)
        await db.flush()
        db.add_all(
            HandedSerial(
                serial_key=key, serial=serial, handover_line_id=handed.id, unit_id=pieces[each.line_id, key].id
            )
            for serial, key in ((serial, serial_key(serial)) for serial in each.serials)
        )
    await db.flush()


async def take_effect(
    db: AsyncSession, case: Application, new: DeliveryCreate, items: Sequence[Row], values: Values, day: date
) -> None:
    """Every machine gets its label and keeper, the case its visits and its report."""
    names = {item.id: item.name for item in items}
    for each in new.lines:
        keys = [serial_key(serial) for serial in each.serials]
        pieces = list(zip(keys, each.serials, values[each.line_id], strict=True))
        await assets.register(db, case, names[each.line_id], pieces, new.receiver_id, new.place, day)
    await aid_arrived.send(db, Arrival(case, day))
