"""What the room of groups refuses."""

from bimtek_api.core.errors import Missing
from bimtek_api.core.i18n import N_


class UnknownGroupPaper(Missing):
    code = "group_paper_not_found"
    text = N_("Berkas ini tidak ditemukan.")


class UnknownGroup(Missing):
    code = "group_not_found"
    text = N_("Kelompok ini tidak ditemukan.")
