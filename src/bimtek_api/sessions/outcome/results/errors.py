"""What recording results refuses."""

from bimtek_api.core.errors import Conflict
from bimtek_api.core.i18n import N_


class NotYet(Conflict):
    code = "results_not_yet"
    text = N_("Nilai dicatat sesudah pelatihan dimulai.")


class NotAttended(Conflict):
    code = "not_attended"
    text = N_("Penilaian hanya untuk peserta yang hadir.")


class EvaluatedAlready(Conflict):
    code = "evaluated_already"
    text = N_("Penilaian Anda sudah kami terima. Terima kasih.")
