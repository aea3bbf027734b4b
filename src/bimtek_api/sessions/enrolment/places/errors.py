"""What windows for a place refuse."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownWindow(Missing):
    code = "place_window_not_found"
    text = N_("Jendela tempat ini tidak ditemukan.")


class WindowOver(Conflict):
    code = "place_window_over"
    text = N_("Jendela tempat ini sudah ditutup.")


class EnoughHeld(Conflict):
    """Nobody fills an officer's list from one place."""

    code = "registrations_enough"
    text = N_(
        "Dari tempat ini sudah banyak pendaftaran yang menunggu dilihat petugas. Minta petugas dinas mendaftarkan"
        " Anda, atau membuka jendela untuk tempat Anda."
    )


class DelegationsEnough(Conflict):
    code = "delegations_enough"
    text = N_(
        "Dari jaringan ini sudah ada rombongan untuk sesi ini. Minta petugas dinas membuka jendela untuk tempat Anda,"
        " atau mendaftarkan rombongan ini."
    )
