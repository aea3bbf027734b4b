"""What monitoring and accountability reports refuse."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownVisit(Missing):
    code = "visit_not_found"
    text = N_("Pemantauan ini tidak ditemukan.")


class UnknownReport(Missing):
    code = "report_not_found"
    text = N_("Laporan pertanggungjawaban ini tidak ditemukan.")


class AcceptsOwn(Conflict):
    """Four eyes: whoever reported does not accept."""

    code = "accepts_own_report"
    text = N_("Orang lain yang harus memeriksa: Anda sendiri yang melaporkan.")


class EveryMachine(Conflict):
    code = "every_machine"
    text = N_("Beri keadaan untuk setiap alat kelompok ini: {names}.")


class VisitNotOpen(Conflict):
    """A visit is of its time: months 6 and 12 are not seen on the day of the handover."""

    code = "visit_not_open"
    text = N_("Kunjungan ini baru dapat dilaporkan mulai {day}.")


class VisitedTooEarly(Conflict):
    code = "visited_before_handover"
    text = N_("Tanggal kunjungan lebih awal dari serah terima.")
