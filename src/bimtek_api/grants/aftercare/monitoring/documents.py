"""The form of the accountability report (LPJ): what is known is printed, what only the group knows is left open."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Row

from bimtek_api.core import papers

TEMPLATE = Path(__file__).with_name("report.typ")


async def form(case: Row, chair: str, decree: Row | None, assets: Sequence[Row], due: str) -> bytes:
    """`assets`: machines of the case; `due`: the last day in words."""
    goods = [
        {"name": each.name, "serial": each.serial, "day": papers.spelt(each.handed_on),
         "value": papers.rupiah(each.price_rupiah)}
        for each in assets
    ]  # fmt: skip
    return await papers.render(
        TEMPLATE,
        {
            "number": case.number, "district": case.district_name, "group": case.group_name, "chair": chair,
            "programme": case.programme_name, "year": case.fiscal_year, "funds": case.funding_source, "due": due,
            "decree": f"{decree.number} tanggal {papers.spelt(decree.dated)}" if decree else "",
            "goods": goods, "total": papers.rupiah(sum(each.price_rupiah for each in assets)),
        },
    )  # fmt: skip
