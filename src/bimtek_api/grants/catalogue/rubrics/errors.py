"""What keeping rubrics refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownRubric(Missing):
    code = "rubric_not_found"
    text = N_("Rubrik penilaian ini tidak ditemukan.")


class WrongRubricEdition(Conflict):
    code = "wrong_edition"
    text = N_("Edisi berikutnya dari rubrik ini adalah {edition}. Muat ulang, lalu ubah yang terbaru.")
