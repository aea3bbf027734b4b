"""What keeping bank accounts refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownAccount(Missing):
    code = "account_not_found"
    text = N_("Rekening ini tidak ditemukan.")


class NumberDiffers(Conflict):
    code = "number_differs"
    text = N_("Nomor yang Anda ketik berbeda dari yang tercatat. Lihat buku tabungan; bila catatannya salah, ganti.")


class AccountVerified(Conflict):
    code = "account_verified"
    text = N_("Rekening ini sudah diperiksa. Ajukan perbaikan; petugas lain memutuskannya.")


class VerifiesOwn(Conflict):
    """Four eyes."""

    code = "verifies_own"
    text = N_("Orang lain yang harus memeriksa: Anda sendiri yang mencatat rekening ini.")


class HolderDiffers(Conflict):
    code = "holder_differs"
    text = N_(
        "Rekening ini atas nama lain, bukan nama kelompok atau anggotanya. Ganti rekeningnya, atau minta petugas lain"
        " menyetujuinya dengan surat."
    )


class HolderMatches(Conflict):
    code = "holder_matches"
    text = N_("Rekening ini atas nama kelompok atau anggotanya; tidak ada yang perlu disetujui.")


class ClearsOwn(Conflict):
    """Three people: who records, who verifies, who says yes to another name."""

    code = "clears_own"
    text = N_("Orang lain yang harus menyetujui: Anda sendiri yang mencatat atau memeriksa rekening ini.")


class NoBankPaper(Conflict):
    code = "no_bank_paper"
    text = N_("Berkas buku tabungan kelompok belum ada. Unggah dulu di halaman kelompok.")
