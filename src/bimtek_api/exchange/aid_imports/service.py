"""Aid of the years before, from a sheet: every row is judged; all are written into the register, or none (C32)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import orjson
from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock, readers
from bimtek_api.core.actor import Actor
from bimtek_api.core.crypto import Vault
from bimtek_api.core.errors import Fault
from bimtek_api.core.fields import fault_of
from bimtek_api.core.readers import Line
from bimtek_api.core.shapes import Json
from bimtek_api.events.recorder import Entry, record
from bimtek_api.exchange.aid_imports import labels, repository
from bimtek_api.exchange.aid_imports.schemas import AidImportResult, EarlierAid
from bimtek_api.exchange.imports import labels as sheets
from bimtek_api.exchange.imports.errors import NoRows
from bimtek_api.exchange.imports.schemas import CellFault, ImportRow
from bimtek_api.grants.aftercare.monitoring.fields import report_due_on
from bimtek_api.grants.catalogue.prior_aid import service as prior_aid
from bimtek_api.grants.catalogue.prior_aid.fields import KeyKind, address_key, licence_key
from bimtek_api.grants.catalogue.prior_aid.models import AidRecord, AidSource

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
    names, lines = await readers.read(content)
    if not lines:
        raise NoRows
    absent = [column for column in labels.NEEDED if column not in names]
    zones = await repository.zones(db, actor, {line.cells.get("daerah", "") for line in lines})
    now = await clock.now(db)
    today = {code: clock.local_date(now, zone) for code, zone in zones.items()}
    judged = [judge(vault, line, absent, today) for line in lines]
    refuse_doubles(judged)
    wrong = sum(bool(each.row.errors) for each in judged)
    there = await repository.known(db, [each.key for each in judged if each.key])
    fresh = [each for each in judged if each.aid and each.key not in there]
    if not (dry_run or wrong):
        await write(db, actor, fresh)
        late = [each.key for each in judged if each.aid and each.aid.reported and each.key in there]
        await prior_aid.reported(db, late)
    return AidImportResult(
        dry_run=dry_run, rows=[each.row for each in judged], wrong=wrong, known=len(there),
        created=0 if dry_run or wrong else len(fresh),
    )  # fmt: skip


def judge(vault: Vault, line: Line, absent: list[str], today: Json) -> Judged:
    """Aid that was given, or what is wrong with which cell. No sentence quotes what was written."""
    cells = line.cells
    row = ImportRow(row=line.number, number=cells.get("tanggal", ""), title=cells.get("penerima", ""), errors=[])
    faults = [Fault(column, "column_missing", sheets.MISSING_COLUMN, {"column": column}) for column in absent]
    body, more = body_of(cells)
    faults += more
    try:
        aid = EarlierAid.model_validate(body)
    except ValidationError as error:
        known = {fault.pointer for fault in faults}
        found = [fault_of(item) for item in error.errors()]
        row.errors += [cell_fault(each) for each in faults + [each for each in found if column(each) not in known]]
        return Judged(row, None)
    marks = marks_of(vault, aid)
    faults += unfit(aid, marks, today)
    row.errors += [cell_fault(each) for each in faults]
    return Judged(row, None if faults else aid, marks, key_of(aid, marks))


def body_of(cells: dict[str, str]) -> tuple[Json, list[Fault]]:
    """The row as the fields of EarlierAid: a day as people write it, rupiah with dots, a yes or no."""
    body: Json = {field: cells[name] for name, field in labels.COLUMNS.items() if cells.get(name)}
    faults = []
    try:
        if "granted_on" in body:
            body["granted_on"] = sheets.day(body["granted_on"])
    except ValueError:
        body.pop("granted_on")
        faults.append(Fault("tanggal", "not_a_date", sheets.NO_DAY))
    if "amount_rupiah" in body:
        body["amount_rupiah"] = body["amount_rupiah"].lower().removeprefix("rp").replace(".", "").strip()
    reported = cells.get("laporan", "").lower()
    if reported not in labels.DONE + labels.MISSING:
        faults.append(Fault("laporan", "unknown_choice", labels.REPORTED))
    return body | {"reported": reported not in labels.MISSING}, faults


def unfit(aid: EarlierAid, marks: Sequence[tuple[KeyKind, str]], today: Json) -> list[Fault]:
    if aid.district_code not in today:
        return [Fault("daerah", "district_unknown", sheets.NOT_YOURS)]
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
