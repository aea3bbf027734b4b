"""What the regions refuse."""

from bimtek_api.core.errors import Missing
from bimtek_api.core.i18n import N_


class UnknownRegion(Missing):
    code = "region_not_found"
    text = N_("Daerah ini tidak ditemukan.")
