"""What an export of grants is asked for."""

from enum import StrEnum

from bimtek_api.core.fields import Read
from bimtek_api.core.sheets import Format


class GrantTable(StrEnum):
    APPLICATIONS = "applications"
    DECREES = "decrees"
    ASSETS = "assets"
    HANDOVERS = "handovers"
    STOCK = "stock"


class GrantExport(Read):
    format: Format = "csv"
