"""What recording money sent back by a bank refuses."""

from bimtek_api.core.errors import Conflict
from bimtek_api.core.i18n import N_


class ReturnsOwn(Conflict):
    """Four eyes."""

    code = "returns_own"
    text = N_("Orang lain yang harus mencatat uang kembali: Anda sendiri yang menyiapkan pembayarannya.")


class ReturnKnown(Conflict):
    code = "return_known"
    text = N_("Nomor bukti bank ini sudah dipakai untuk uang kembali yang lain.")


class AlreadyProved(Conflict):
    code = "return_proved"
    text = N_("Uang kembali ini sudah dibuktikan surat bank.")
