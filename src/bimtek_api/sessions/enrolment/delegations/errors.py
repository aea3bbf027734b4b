"""What registering a delegation refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownDelegation(Missing):
    code = "delegation_not_found"
    text = N_("Rombongan ini tidak ditemukan. Periksa alamatnya.")


class QuestionsAsked(Conflict):
    code = "questions_asked"
    text = N_("Sesi ini punya pertanyaan yang wajib dijawab tiap orang. Daftarkan satu per satu.")


class NothingToDo(Conflict):
    code = "nothing_to_do"
    text = N_("Tidak ada anggota rombongan yang dapat dikenai tindakan ini sekarang.")
