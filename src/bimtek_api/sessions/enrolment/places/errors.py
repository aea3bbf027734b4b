"""What windows for a place refuse."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownWindow(Missing):
    code = "place_window_not_found"
    text = N_("Jendela tempat ini tidak ditemukan.")


class WindowOver(Conflict):
    code = "place_window_over"
    text = N_("Jendela tempat ini sudah ditutup.")
