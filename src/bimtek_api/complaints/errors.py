"""What the complaint channel refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownComplaint(Missing):
    code = "complaint_not_found"
    text = N_("Pengaduan ini tidak ditemukan.")


class NotAnswered(Conflict):
    code = "not_answered"
    text = N_("Keberatan dapat diajukan sesudah pengaduan dijawab.")


class AnswerMissing(Conflict):
    code = "answer_missing"
    text = N_("Tulis jawaban untuk pelapor dan pilih hasilnya.")
