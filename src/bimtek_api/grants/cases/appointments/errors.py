"""What appointments refuse."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownAppointment(Missing):
    code = "appointment_not_found"
    text = N_("Janji temu ini tidak ada atau sudah berakhir.")


class NothingToMeetFor(Conflict):
    code = "nothing_to_meet_for"
    text = N_("Kunjungan dijadwalkan selama pemeriksaan lapangan, serah terima sesudah SK ditandatangani.")
