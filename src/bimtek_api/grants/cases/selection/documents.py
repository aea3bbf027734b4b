"""The paper of a ranked list: what is printed is what is hashed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lokal import terbilang
from sqlalchemy import Row

from bimtek_api.core import papers
from bimtek_api.core.shapes import Json
from bimtek_api.grants.cases.selection.ranking import Candidate, Selected

TEMPLATE = Path(__file__).with_name("ranking.typ")
OUTCOMES = {Selected.SELECTED: "Terpilih", Selected.RESERVE: "Cadangan", Selected.NOT_SELECTED: "Tidak terpilih"}
Placed = Sequence[tuple[Candidate, Selected]]


def points(number: Any) -> str:
    """`87,5` as Indonesia writes it."""
    return f"{float(number):g}".replace(".", ",")


def content(about: Json, placed: Placed, rows: dict[Any, Row], ceiling: int) -> dict[str, object]:
    """The snapshot. `about` names call, district, day and maker; `rows` the cases by id."""
    taken = sum(each.amount for each, outcome in placed if outcome == Selected.SELECTED)
    return about | {
        "ceiling": papers.rupiah(ceiling), "taken": papers.rupiah(taken), "taken_words": f"{terbilang(taken)} rupiah",
        "lines": [
            {
                "place": place, "case": rows[each.case_id].number, "group": rows[each.case_id].group_name,
                "totals": " / ".join(points(one) for one in rows[each.case_id].totals),
                "score": points(each.score), "amount": papers.rupiah(each.amount), "outcome": OUTCOMES[outcome],
            }
            for place, (each, outcome) in enumerate(placed, start=1)
        ],
    }  # fmt: skip


async def pdf(snapshot: Json, snapshot_hash: str) -> bytes:
    return await papers.render(TEMPLATE, snapshot | {"hash": papers.mark(snapshot_hash)})
