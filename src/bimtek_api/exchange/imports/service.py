"""Sessions from a sheet: every row is judged like a session planned by hand; all are created, or none."""

from datetime import datetime, timedelta

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock, readers
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.errors import Fault
from bimtek_api.core.fields import fault_of
from bimtek_api.core.readers import Line
from bimtek_api.events.recorder import Entry, record_all
from bimtek_api.exchange.imports import labels
from bimtek_api.exchange.imports.errors import NoRows
from bimtek_api.exchange.imports.schemas import CellFault, ImportResult, ImportRow
from bimtek_api.regions import repository as regions
from bimtek_api.regions.models import Region
from bimtek_api.sessions.planning.schedule import service as schedule
from bimtek_api.sessions.planning.schedule.models import TrainingSession
from bimtek_api.sessions.planning.schedule.schemas import SessionCreate

COLUMN_OF = {field: column for column, field in labels.COLUMNS.items()}
Judged = tuple[ImportRow, SessionCreate | None]


async def sessions(db: AsyncSession, actor: Actor, content: bytes, *, dry_run: bool) -> ImportResult:
    """Reads, judges and, unless it is a dry run or something is wrong, creates all sessions of a sheet as drafts."""
    names, lines = await readers.read(content)
    if not lines:
        raise NoRows
    absent = [column for column in labels.NEEDED if column not in names]
    zones = await zones_of(db, actor, lines)
    taken = await numbers_taken(db, lines)
    judged = [judge(line, absent, zones) for line in lines]
    refuse_doubles(judged, taken)
    rows = [row for row, _ in judged]
    wrong = sum(bool(row.errors) for row in rows)
    made = [new for _, new in judged if new] if not (dry_run or wrong) else []
    await create(db, actor, made, zones)
    return ImportResult(dry_run=dry_run, rows=rows, wrong=wrong, created=len(made))


async def zones_of(db: AsyncSession, actor: Actor, lines: list[Line]) -> dict[str, str]:
    """The districts of the sheet in which the caller plans, with their zones."""
    wanted = {line.cells.get("daerah", "") for line in lines}
    rows = (await db.execute(regions.districts().where(Region.code.in_(wanted)))).all()
    return {row.code: row.zone for row in rows if actor.can(Permission.SESSION_PLAN, row.code)}


async def numbers_taken(db: AsyncSession, lines: list[Line]) -> set[str]:
    wanted = {line.cells.get("nomor", "") for line in lines}
    return set((await db.execute(select(TrainingSession.number).where(TrainingSession.number.in_(wanted)))).scalars())


def judge(line: Line, absent: list[str], zones: dict[str, str]) -> Judged:
    """One row: a session to be, or what is wrong with which cell."""
    cells = line.cells
    row = ImportRow(row=line.number, number=cells.get("nomor", ""), title=cells.get("judul", ""), errors=[])
    row.errors += [
        cell_fault(Fault(column, "column_missing", labels.MISSING_COLUMN, {"column": column})) for column in absent
    ]
    if cells.get("daerah", "") not in zones and "daerah" not in absent:
        row.errors.append(cell_fault(Fault("daerah", "district_unknown", labels.NOT_YOURS)))
    body, faults = body_of(cells, zones.get(cells.get("daerah", ""), "WIB"))
    row.errors += [cell_fault(fault) for fault in faults]
    try:
        new = SessionCreate.model_validate(body)
    except ValidationError as error:
        known = {each.column for each in row.errors}
        found = [cell_fault(fault_of(item)) for item in error.errors()]
        row.errors += [each for each in found if each.column not in known]
        return row, None
    return row, None if row.errors else new


def cell_fault(fault: Fault) -> CellFault:
    """A fault of the API's field as a fault of the sheet's column."""
    field = fault.pointer.strip("/").split("/")
    name = field[-1] if field[-1] in COLUMN_OF else field[0]
    shown = fault.shown()
    return CellFault(column=COLUMN_OF.get(name, name or "ditutup"), code=shown["code"], detail=shown["detail"])


def body_of(cells: dict[str, str], zone: str) -> tuple[dict[str, object], list[Fault]]:
    """The row as the API wants a session: a day opens at its start and closes at its end, in the district's zone."""
    plain = [name for name in labels.COLUMNS if name not in labels.READ_APART]
    body: dict[str, object] = {labels.COLUMNS[name]: cells[name] for name in plain if cells.get(name)}
    body["moderated"] = cells.get("diperiksa", "ya").lower() in labels.YES
    faults = []
    for column, after in (("dibuka", 0), ("ditutup", 1)):
        try:
            body[labels.COLUMNS[column]] = instant(cells[column], zone, after) if cells.get(column) else None
        except ValueError:
            faults.append(Fault(column, "not_a_date", labels.NO_DAY))
    try:
        days = [labels.day(text) for text in cells.get("hari", "").replace(",", ";").split(";") if text.strip()]
    except ValueError:
        days, faults = [], [*faults, Fault("hari", "not_a_date", labels.NO_DAY)]
    hours = {"starts_at": cells.get("jam_mulai") or "08:00", "ends_at": cells.get("jam_selesai") or "16:00"}
    body["days"] = [{"date": day.isoformat()} | hours for day in days]
    return body, faults


def instant(text: str, zone: str, after: int) -> datetime:
    return clock.end_of(labels.day(text) - timedelta(days=1 - after), zone)


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
