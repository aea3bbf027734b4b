"""What keeping programmes refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownProgramme(Missing):
    code = "programme_not_found"
    text = N_("Program ini tidak ditemukan.")


class ProgrammeCodeTaken(Conflict):
    code = "programme_code_taken"
    text = N_("Kode program ini sudah dipakai.")
