"""Rows of regions as the API shows them."""

from sqlalchemy import Row

from bimtek_api.core.fields import Ref
from bimtek_api.regions.schemas import District


def district_read(row: Row) -> District:
    """A row of `repository.districts()`."""
    province = Ref(code=row.province_code, name=row.province_name)
    return District(code=row.code, name=row.name, zone=row.zone, province=province)
