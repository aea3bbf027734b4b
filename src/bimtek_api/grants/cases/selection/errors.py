"""What selecting refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownSelection(Missing):
    code = "selection_not_found"
    text = N_("Daftar peringkat ini tidak ditemukan.")


class NotRanked(Conflict):
    code = "not_ranked"
    text = N_("Panggilan ini tidak memakai penilaian, jadi tidak ada peringkatnya.")


class CallStillOpen(Conflict):
    code = "call_still_open"
    text = N_("Panggilan ini masih dibuka. Peringkat ditetapkan sesudah ditutup.")


class SomeUnscored(Conflict):
    code = "some_unscored"
    text = N_("{count} permohonan belum selesai diperiksa atau dinilai.")


class NothingScored(Conflict):
    code = "nothing_scored"
    text = N_("Belum ada permohonan yang menunggu peringkat.")


class CaseChanged(Conflict):
    code = "case_changed"
    text = N_("Isi permohonan {number} berubah sesudah dikunci. Peringkat belum dapat ditetapkan.")


class NotFirstInReserve(Conflict):
    code = "not_first_in_reserve"
    text = N_("Yang pertama dalam daftar cadangan adalah {group}.")


class NoRoom(Conflict):
    code = "no_room"
    text = N_("Dana yang masih bebas Rp {left}, kurang dari nilai permohonan ini.")
