"""What printing many certificates refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownPrint(Missing):
    code = "print_not_found"
    text = N_("Cetakan ini tidak ditemukan.")


class NothingToPrint(Conflict):
    code = "nothing_to_print"
    text = N_("Sesi ini belum punya sertifikat yang berlaku.")


class PrintNotReady(Conflict):
    code = "print_not_ready"
    text = N_("Cetakan belum siap. Tunggu sebentar.")
