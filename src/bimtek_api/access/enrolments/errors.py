"""What an enrolment refuses."""

from bimtek_api.core.errors import Missing
from bimtek_api.core.i18n import N_


class EnrolmentOver(Missing):
    code = "enrolment_over"
    text = N_("Tautan ini tidak berlaku lagi. Minta tautan baru kepada administrator.")


class NothingWaits(Missing):
    code = "replacement_not_found"
    text = N_("Tidak ada autentikator baru yang sedang menunggu. Mungkin sudah berlaku atau sudah dibatalkan.")
