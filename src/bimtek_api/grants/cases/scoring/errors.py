"""What scoring refuses."""

from bimtek_api.core.errors import Conflict
from bimtek_api.core.i18n import N_


class ScoredAlready(Conflict):
    code = "scored_already"
    text = N_("Anda sudah menilai permohonan ini. Nilai tidak dapat diubah.")
