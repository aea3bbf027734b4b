"""The paper of a decree with its annex: what is printed is what is hashed."""

from collections.abc import Sequence
from pathlib import Path

from lokal import terbilang
from sqlalchemy import Row

from bimtek_api.core import papers
from bimtek_api.core.shapes import Json
from bimtek_api.grants.cases.decrees.models import Decree

TEMPLATE = Path(__file__).with_name("decree.typ")


def content(decree: Decree, about: Row, lines: Sequence[Row], amended: Row | None) -> dict[str, object]:
    """The snapshot of one decree. `about` names district, programme, funds and year."""
    total = sum(line.amount_rupiah for line in lines)
    return {
        "number": decree.number, "dated": papers.spelt(decree.dated), "basis": list(decree.basis),
        "signatory": decree.signatory_name, "position": decree.signatory_position,
        "nip": decree.signatory_nip or "", "district": about.district_name, "programme": about.programme_name,
        "funds": about.funding_source, "year": about.fiscal_year,
        "amends": {"number": amended.number, "dated": papers.spelt(amended.dated)} if amended else None,
        "amends_reason": decree.amends_reason or "", "lines": [line_of(line) for line in lines],
        "total": papers.rupiah(total), "total_words": f"{terbilang(total)} rupiah",
    }  # fmt: skip


def line_of(line: Row) -> dict[str, object]:
    return {
        "position": line.position, "group": line.group_name, "chair": line.chair or "", "address": line.address,
        "package": line.package_name, "case": line.application_number, "amount": papers.rupiah(line.amount_rupiah),
    }  # fmt: skip


async def pdf(snapshot: Json, snapshot_hash: str) -> bytes:
    """The decree as PDF: its articles on portrait pages, its annex on landscape ones."""
    return await papers.render(TEMPLATE, snapshot | {"hash": papers.mark(snapshot_hash)})
