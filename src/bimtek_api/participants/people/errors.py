"""What the room of people refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownParticipant(Missing):
    code = "participant_not_found"
    text = N_("Peserta ini tidak ditemukan.")


class FamilyCardKept(Conflict):
    code = "family_card_kept"
    text = N_("Kartu keluarganya sudah tercatat. Ajukan perbaikan; petugas lain memutuskannya.")


class NoNik(Conflict):
    code = "no_nik"
    text = N_("Peserta ini tidak punya NIK dalam catatan.")
