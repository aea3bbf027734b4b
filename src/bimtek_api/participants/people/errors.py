"""What the room of people refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownParticipant(Missing):
    code = "participant_not_found"
    text = N_("Peserta ini tidak ditemukan.")


class NoNik(Conflict):
    code = "no_nik"
    text = N_("Peserta ini tidak punya NIK dalam catatan.")
