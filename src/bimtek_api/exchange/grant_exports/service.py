"""Applications, decrees, machines and handovers as files; every file is a line of history."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import Any

from sqlalchemy import Row, Select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.i18n import translate
from bimtek_api.core.sheets import Format, Rows, written
from bimtek_api.events.recorder import Entry, record
from bimtek_api.exchange.exports.service import head
from bimtek_api.exchange.grant_exports import labels, repository
from bimtek_api.exchange.grant_exports.schemas import GrantTable


def moment(instant: Any, zone: str) -> str:
    return f"{clock.local(instant, zone):%Y-%m-%d %H:%M} {zone}" if instant else ""


def case_cells(row: Row) -> list[str]:
    return [
        row.number, row.group_name, row.district_name, row.programme_name, str(row.fiscal_year), row.funding_source,
        row.call_name, row.package_name, str(row.amount or 0), translate(labels.STATUS[row.status]),
        moment(row.created_at, row.zone), row.decree_number or "",
    ]  # fmt: skip


def annex_cells(row: Row) -> list[str]:
    return [
        row.number, row.dated.isoformat(), row.signatory_name, row.signatory_position, row.district_name,
        str(row.position), row.group_name, row.case_number, row.package_name, str(row.amount_rupiah),
        str(row.released_rupiah), moment(row.ended_at, row.zone),
    ]  # fmt: skip


def machine_cells(row: Row) -> list[str]:
    title_on = row.title_on.isoformat() if row.title_on else ""
    return [
        row.name, row.serial, row.group_name, row.district_name, row.keeper or "", row.place or "",
        translate(labels.MACHINES[row.status]), row.handed_on.isoformat(), str(row.price_rupiah), title_on,
        row.title_letter or "",
    ]  # fmt: skip


def handover_cells(row: Row) -> list[str]:
    return [
        row.number, moment(row.handed_at, row.zone), row.district_name, row.place, row.group_name, row.case_number,
        row.item, str(row.quantity), row.serials or "", row.giver, row.receiver,
    ]  # fmt: skip


def piece_cells(row: Row) -> list[str]:
    return [
        row.name, row.serial, row.group_name, row.district_name, row.order_number,
        translate(labels.PIECES[row.status]), row.note or "", str(row.cost_rupiah),
        "" if row.days is None else str(row.days),
    ]  # fmt: skip


@dataclass(frozen=True)
class Table:
    columns: Sequence[str]
    query: Callable[[Actor], Select]
    cells: Callable[[Any], list[str]]


TABLES = {
    GrantTable.APPLICATIONS: Table(labels.APPLICATIONS, repository.cases, case_cells),
    GrantTable.DECREES: Table(labels.DECREES, repository.annexes, annex_cells),
    GrantTable.ASSETS: Table(labels.ASSETS, repository.machines, machine_cells),
    GrantTable.STOCK: Table(labels.STOCK, repository.pieces, piece_cells),
    GrantTable.HANDOVERS: Table(labels.HANDOVERS, repository.handovers, handover_cells),
}


async def export(db: AsyncSession, actor: Actor, name: GrantTable, kind: Format) -> SpooledTemporaryFile[bytes]:
    """One table within the caller's districts, every cell text."""
    table, seen = TABLES[name], 0

    async def rows() -> Rows:
        nonlocal seen
        async for row in repository.stream(db, table.query(actor)):
            seen += 1
            yield table.cells(row)

    file = await written(kind, head(table.columns), rows())
    place = next((region for region in actor.regions(Permission.GRANT_READ) if region), "")
    data = {"table": str(name), "rows": seen, "format": kind}
    await record(db, actor, Entry("grants.exported", ("caller", actor.own_id), place, data=data))
    return file
