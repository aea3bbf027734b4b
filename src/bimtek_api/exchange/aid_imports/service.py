"""Aid of the years before, from a sheet: every row is judged; all are written into the register, or none (C32)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import orjson
from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock, readers
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.crypto import Vault
from bimtek_api.core.errors import Fault
from bimtek_api.core.fields import fault_of
from bimtek_api.core.readers import Line, Wanted
from bimtek_api.core.shapes import Json
from bimtek_api.events.recorder import Entry, record
from bimtek_api.exchange.aid_imports import labels, repository
from bimtek_api.exchange.aid_imports.schemas import AidImportResult, EarlierAid
from bimtek_api.exchange.imports import known as places
from bimtek_api.exchange.imports import views
from bimtek_api.exchange.imports.errors import NoRows
from bimtek_api.exchange.imports.known import Place
from bimtek_api.exchange.imports.schemas import CellFault, ImportRow
from bimtek_api.grants.aftercare.monitoring.fields import report_due_on
from bimtek_api.grants.catalogue.prior_aid import service as prior_aid
from bimtek_api.grants.catalogue.prior_aid.fields import KeyKind, address_key, licence_key
from bimtek_api.grants.catalogue.prior_aid.models import AidRecord, AidSource

WANTED = Wanted(tuple(labels.COLUMNS), labels.NEEDED)
NOWHERE = "00"  # the place of a row whose district was refused already
COLUMN_OF = {field: column for column, field in labels.COLUMNS.items()}


@dataclass(frozen=True)
class Judged:
    """One row, and what it says when nothing is wrong with it."""

    row: ImportRow
    aid: EarlierAid | None
    marks: tuple[tuple[KeyKind, str], ...] = ()
    key: str = ""


async def earlier_aid(
    db: AsyncSession, vault: Vault, actor: Actor, content: bytes, *, dry_run: bool
) -> AidImportResult:
    """Reads, judges and, unless it is a dry run or something is wrong, writes every row that is new."""
    table = await readers.read(content, WANTED)
    if not table.lines:
        raise NoRows
    known = await places.meant(db, table.lines, lambda code: actor.can(Permission.PROGRAMME_MANAGE, code))
    zones = {place.code: place.zone for place in known.values() if isinstance(place, Place)}
    now = await clock.now(db)
    today = {code: clock.local_date(now, zone) for code, zone in zones.items()}
    judged = [judge(vault, line, known, today) for line in table.lines]
    refuse_doubles(judged)
    wrong = sum(bool(each.row.errors) for each in judged)
    there = await repository.known(db, [each.key for each in judged if each.key])
    fresh = [each for each in judged if each.aid and each.key not in there]
    if not (dry_run or wrong):
        await write(db, actor, fresh)
        late = [each.key for each in judged if each.aid and each.aid.reported and each.key in there]
        await prior_aid.reported(db, late)
    return AidImportResult(
        dry_run=dry_run, sheet=table.sheet, rows=[each.row for each in judged], wrong=wrong, known=len(there),
        created=0 if dry_run or wrong else len(fresh),
    )  # fmt: skip


def judge(vault: Vault, line: Line, known: places.Known, today: Json) -> Judged:
    """Aid that was given, or what is wrong with which cell. No sentence quotes what was written."""
    cells, place = line.cells, places.place_of(line, known)
    row = ImportRow(row=line.number, number=cells.get("tanggal", ""), title=cells.get("penerima", ""), errors=[])
    body, faults = body_of(cells, place)
    try:
        aid = EarlierAid.model_validate(body)
    except ValidationError as error:
        known_wrong = {column(fault) for fault in faults}
        found = [each for each in map(fault_of, error.errors()) if column(each) not in known_wrong]
        row.errors += [cell_fault(each) for each in faults + found]
        return Judged(row, None)
    marks = marks_of(vault, aid)
    faults += unfit(aid, marks, today) if isinstance(place, Place) else []
    row.errors += [cell_fault(each) for each in faults]
    if not faults and isinstance(place, Place):
        row.understood = views.understood(dict(aid), labels.COLUMNS, f"{place.name} ({place.code})", place.zone)
    return Judged(row, None if faults else aid, marks, key_of(aid, marks))


def body_of(cells: dict[str, str], place: Place | Fault) -> tuple[Json, list[Fault]]:
    """The row as the fields of EarlierAid, as typed, with its district's code and a yes or no."""
    body: Json = {field: cells[name] for name, field in labels.COLUMNS.items() if cells.get(name)}
    faults = [place] if isinstance(place, Fault) else []
    reported = cells.get("laporan", "").lower()
    if reported not in labels.DONE + labels.MISSING:
        faults.append(Fault("laporan", "unknown_choice", labels.REPORTED))
    code = place.code if isinstance(place, Place) else NOWHERE
    return body | {"district_code": code, "reported": reported not in labels.MISSING}, faults


def unfit(aid: EarlierAid, marks: Sequence[tuple[KeyKind, str]], today: Json) -> list[Fault]:
    faults = [] if marks else [Fault("nik", "mark_required", labels.NO_MARK)]
    late = aid.granted_on > today[aid.district_code]
    return faults + ([Fault("tanggal", "date_in_future", labels.IN_FUTURE)] if late else [])


def marks_of(vault: Vault, aid: EarlierAid) -> tuple[tuple[KeyKind, str], ...]:
    """What the recipient is found by; numbers of people and banks only as their blind index."""
    found = [(KeyKind.NIK, vault.blind_index(aid.nik).hex())] if aid.nik else []
    found += [(KeyKind.PHONE, aid.phone)] if aid.phone else []
    found += [(KeyKind.ADDRESS, address_key(aid.address))] if aid.address and address_key(aid.address) else []
    found += [(KeyKind.FAMILY_CARD, vault.index_of("family", aid.family_card).hex())] if aid.family_card else []
    found += [(KeyKind.LICENCE, key)] if (key := licence_key(aid.licence or "")) else []
    found += [(KeyKind.ACCOUNT, vault.index_of("account", aid.account).hex())] if aid.account else []
    return tuple(found)


def key_of(aid: EarlierAid, marks: Sequence[tuple[KeyKind, str]]) -> str:
    """The same row, whenever it comes again."""
    said = [aid.recipient.casefold(), aid.programme_name.casefold(), aid.package_name.casefold(), aid.district_code,
            str(aid.granted_on), aid.amount_rupiah, *(value for _, value in marks)]  # fmt: skip
    return hashlib.sha256(orjson.dumps(said)).hexdigest()


def refuse_doubles(judged: list[Judged]) -> None:
    first: dict[str, int] = {}
    for each in judged:
        if each.key and each.key in first:
            facts: dict[str, object] = {"row": first[each.key]}
            each.row.errors.append(cell_fault(Fault("penerima", "row_repeated", labels.REPEATED, facts)))
        first.setdefault(each.key, each.row.row)


def column(fault: Fault) -> str:
    field = fault.pointer.strip("/").split("/")[0]
    return COLUMN_OF.get(field, field)


def cell_fault(fault: Fault) -> CellFault:
    return CellFault(column=column(fault), code=fault.code, detail=fault.shown()["detail"])


async def write(db: AsyncSession, actor: Actor, fresh: list[Judged]) -> None:
    """The rows of the register, with one line of history for the whole sheet."""
    for each in fresh:
        if each.aid is None:
            continue
        given = each.aid.model_dump(exclude={"nik", "phone", "address", "reported"})
        due = None if each.aid.reported else report_due_on(each.aid.granted_on)
        kept = AidRecord(**given, source=AidSource.IMPORT, import_key=each.key, report_due_on=due)
        await prior_aid.keep(db, kept, list(each.marks))
    await record(db, actor, Entry("aid.imported", ("caller", actor.own_id), "", data={"rows": len(fresh)}))
