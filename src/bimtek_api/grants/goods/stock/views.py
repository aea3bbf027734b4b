"""Rows as the API shows them."""

from sqlalchemy import Row

from bimtek_api.core.fields import Ref
from bimtek_api.grants.goods.stock.schemas import UnitRow


def unit_shown(row: Row) -> UnitRow:
    return UnitRow.from_row(row, district=Ref.district(row))
