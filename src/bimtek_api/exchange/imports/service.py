"""Sessions from a sheet: every row is judged like a session planned by hand; all are created, or none."""

import re

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import readers
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.errors import Fault
from bimtek_api.core.fields import fault_of
from bimtek_api.core.readers import Line, Wanted
from bimtek_api.core.values.typed import Number
from bimtek_api.events.recorder import Entry, record_all
from bimtek_api.exchange.imports import known as places
from bimtek_api.exchange.imports import labels, views
from bimtek_api.exchange.imports.errors import NoRows
from bimtek_api.exchange.imports.known import Place
from bimtek_api.exchange.imports.schemas import CellFault, ImportResult, ImportRow
from bimtek_api.sessions.planning.schedule import service as schedule
from bimtek_api.sessions.planning.schedule.models import TrainingSession
from bimtek_api.sessions.planning.schedule.schemas import SessionCreate

WANTED = Wanted(tuple(labels.COLUMNS), labels.NEEDED)
COLUMN_OF = {field: column for column, field in labels.COLUMNS.items()}
Judged = tuple[ImportRow, SessionCreate | None]


async def sessions(db: AsyncSession, actor: Actor, content: bytes, *, dry_run: bool) -> ImportResult:
    """Reads, judges and, unless it is a dry run or something is wrong, creates all sessions of a sheet as drafts."""
    table = await readers.read(content, WANTED)
    if not table.lines:
        raise NoRows
    known = await places.meant(db, table.lines, lambda code: actor.can(Permission.SESSION_PLAN, code))
    taken = await numbers_taken(db, table.lines)
    judged = [judge(line, known) for line in table.lines]
    refuse_doubles(judged, taken)
    rows = [row for row, _ in judged]
    wrong = sum(bool(row.errors) for row in rows)
    made = [new for _, new in judged if new] if not (dry_run or wrong) else []
    await create(db, actor, made, {place.code: place.zone for place in known.values() if isinstance(place, Place)})
    return ImportResult(dry_run=dry_run, sheet=table.sheet, rows=rows, wrong=wrong, created=len(made))


async def numbers_taken(db: AsyncSession, lines: list[Line]) -> set[str]:
    wanted = {line.cells.get("nomor", "") for line in lines}
    return set((await db.execute(select(TrainingSession.number).where(TrainingSession.number.in_(wanted)))).scalars())


def judge(line: Line, known: places.Known) -> Judged:
    """One row: a session to be, or what is wrong with which cell."""
    cells, place = line.cells, places.place_of(line, known)
    row = ImportRow(row=line.number, number=cells.get("nomor", ""), title=cells.get("judul", ""), errors=[])
    code, zone = (place.code, place.zone) if isinstance(place, Place) else ("", "WIB")
    row.errors += [cell_fault(place)] if isinstance(place, Fault) else []
    body, faults = body_of(cells, code, zone)
    row.errors += [cell_fault(fault) for fault in faults]
    try:
        new = SessionCreate.model_validate(body)
    except ValidationError as error:
        known_wrong = {each.column for each in row.errors}
        found = [cell_fault(fault_of(item)) for item in error.errors()]
        row.errors += [each for each in found if each.column not in known_wrong]
        return row, None
    if not row.errors and isinstance(place, Place):
        row.understood = views.understood(dict(new), labels.COLUMNS, f"{place.name} ({place.code})", place.zone)
    return row, None if row.errors else new


def cell_fault(fault: Fault) -> CellFault:
    """A fault of the API's field as a fault of the sheet's column."""
    field = fault.pointer.strip("/").split("/")
    name = field[-1] if field[-1] in COLUMN_OF else field[0]
    shown = fault.shown()
    return CellFault(column=COLUMN_OF.get(name, name or "ditutup"), code=shown["code"], detail=shown["detail"])


def body_of(cells: dict[str, str], code: str, zone: str) -> tuple[dict[str, object], list[Fault]]:
    """The row as the API wants a session: a day opens at its start and closes at its end, in the district's zone."""
    plain = [name for name in labels.COLUMNS if name not in labels.READ_APART]
    body: dict[str, object] = {labels.COLUMNS[name]: cells[name] for name in plain if cells.get(name)}
    said = cells.get("diperiksa", "").lower() or labels.YES[0]
    body |= {"district_code": code, "moderated": said in labels.YES}
    for column, clock_time in (("dibuka", "00.00"), ("ditutup", "24.00")):
        if cell := cells.get(column):
            body[labels.COLUMNS[column]] = cell if isinstance(cell, Number) else f"{cell} {clock_time} {zone}"
    days = cells.get("hari", "")
    dates = [days] if isinstance(days, Number) else [each for each in re.split(labels.LIST, days) if each.strip()]
    hours = {"starts_at": cells.get("jam_mulai") or "08:00", "ends_at": cells.get("jam_selesai") or "16:00"}
    body["days"] = [{"date": day} | hours for day in dates]
    unclear = said not in labels.YES + labels.NO
    return body, [Fault("diperiksa", "unknown_choice", labels.YES_OR_NO)] if unclear else []


def refuse_doubles(judged: list[Judged], taken: set[str]) -> None:
    """A number belongs to one session, in the sheet and in the database."""
    first: dict[str, int] = {}
    for row, _ in judged:
        if row.number in taken:
            row.errors.append(cell_fault(Fault("nomor", "number_taken", labels.TAKEN)))
        elif row.number and row.number in first:
            facts: dict[str, object] = {"row": first[row.number]}
            row.errors.append(cell_fault(Fault("nomor", "number_repeated", labels.REPEATED, facts)))
        first.setdefault(row.number, row.row)


async def create(db: AsyncSession, actor: Actor, made: list[SessionCreate], zones: dict[str, str]) -> None:
    entries = []
    for new in made:
        session = await schedule.add(db, new, zones[new.district_code], actor.id)
        data = {"imported": True}
        entries.append(
            Entry("session.created", ("session", session.id), new.district_code, after=session.status, data=data)
        )
    await record_all(db, actor, entries)
