"""Labels for machines: a sheet of stickers, each with the code that leads to its public page."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Row

from bimtek_api.core import papers

TEMPLATE = Path(__file__).with_name("labels.typ")


async def labels(assets: Sequence[Row], web: str) -> bytes:
    """Ten stickers a page, in the order of `assets`."""
    items = [
        {
            "name": each.name, "serial": each.serial, "group": each.group_name, "day": papers.spelt(each.handed_on),
            "address": f"{web}/alat/{each.code}", "qr": papers.qr(f"{web}/alat/{each.code}"),
        }
        for each in assets
    ]  # fmt: skip
    return await papers.render(TEMPLATE, {"items": items})
