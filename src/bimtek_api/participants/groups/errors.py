"""What the room of groups refuses."""

from bimtek_api.core.errors import Missing
from bimtek_api.core.i18n import N_


class UnknownGroup(Missing):
    code = "group_not_found"
    text = N_("Kelompok ini tidak ditemukan.")
