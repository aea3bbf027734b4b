"""What keeping packages refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownPackage(Missing):
    code = "package_not_found"
    text = N_("Paket ini tidak ditemukan.")


class PackageCodeTaken(Conflict):
    code = "package_code_taken"
    text = N_("Kode paket ini sudah dipakai.")


class NewerEdition(Conflict):
    code = "newer_edition"
    text = N_("Paket ini sudah punya edisi yang lebih baru. Buka edisi itu dan ubah di sana.")
