"""What marking attendance refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class DayNotReached(Conflict):
    code = "day_not_reached"
    text = N_("Hari {day} belum tiba.")


class SessionNotRunning(Conflict):
    code = "session_not_running"
    text = N_("Kehadiran hanya dicatat pada sesi yang diumumkan atau sedang berjalan.")


class NotAttending(Conflict):
    code = "not_accepted"
    text = N_("Kehadiran hanya dicatat untuk peserta yang diterima.")


class ExcuseNeedsReason(Conflict):
    code = "excuse_needs_reason"
    text = N_("Tulis alasan izin.")


class UnknownPaper(Missing):
    code = "paper_not_found"
    text = N_("Foto daftar hadir ini tidak ditemukan.")
