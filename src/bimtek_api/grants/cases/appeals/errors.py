"""What appeals refuse."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownAppeal(Missing):
    code = "appeal_not_found"
    text = N_("Keberatan ini tidak ditemukan.")


class NothingToAppeal(Conflict):
    code = "nothing_to_appeal"
    text = N_("Keberatan hanya untuk permohonan yang ditolak atau dinyatakan tidak memenuhi syarat.")


class AppealTooLate(Conflict):
    code = "appeal_too_late"
    text = N_("Batas waktu keberatan sudah lewat.")


class AppealOpen(Conflict):
    code = "appeal_open"
    text = N_("Keberatan Anda sudah kami terima dan sedang diperiksa.")


class AppealDecided(Conflict):
    code = "appeal_decided"
    text = N_("Keberatan ini sudah diputuskan.")
