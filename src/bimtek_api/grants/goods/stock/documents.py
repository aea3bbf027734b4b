"""Minutes between supplier and office: what is printed is what is hashed."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from lokal import terbilang
from sqlalchemy import Row

from bimtek_api.core import papers
from bimtek_api.core.shapes import Json
from bimtek_api.grants.goods.stock.models import Condition

TEMPLATE = Path(__file__).with_name("receipt.typ")
FOUND = {
    Condition.GOOD: "baik", Condition.BROKEN: "rusak", Condition.INCOMPLETE: "tidak lengkap",
    Condition.WRONG: "tidak sesuai pesanan",
}  # fmt: skip


def content(facts: Json, units: Sequence[Row]) -> Json:
    """The snapshot: items with accepted and rejected serial numbers, and the value of what was accepted."""
    items: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: {"accepted": [], "rejected": []})
    total = 0
    for each in units:
        good = each.condition == Condition.GOOD
        shown = each.serial if good else f"{each.serial} ({FOUND[each.condition]}: {each.note})"
        items[each.name, each.group_name]["accepted" if good else "rejected"].append(shown)
        total += each.cost_rupiah if good else 0
    rows = [{"name": name, "group": group, **found} for (name, group), found in sorted(items.items())]
    return facts | {"items": rows, "total": papers.rupiah(total), "total_words": f"{terbilang(total)} rupiah"}


async def pdf(snapshot: Json, snapshot_hash: str, address: str) -> bytes:
    shown = {"hash": papers.mark(snapshot_hash), "qr": papers.qr(address), "address": address}
    return await papers.render(TEMPLATE, snapshot | shown)
