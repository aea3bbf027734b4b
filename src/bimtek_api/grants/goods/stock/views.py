"""Rows as the API shows them."""

from sqlalchemy import Row

from bimtek_api.core.fields import Ref
from bimtek_api.grants.goods.stock.schemas import UnitRow

UNIT = ("id", "serial", "name", "group_name", "application_id", "line_id", "order_id", "order_number", "receipt_id",
        "opening_id", "status", "condition", "note", "cost_rupiah", "days", "version")  # fmt: skip


def taken(row: Row, names: tuple[str, ...]) -> dict[str, object]:
    return {name: getattr(row, name) for name in names} | {
        "district": Ref(code=row.district_code, name=row.district_name)
    }


def unit_shown(row: Row) -> UnitRow:
    return UnitRow(**taken(row, UNIT))
