"""What the private store refuses."""

from bimtek_api.core.errors import Missing, Unavailable, Unprocessable
from bimtek_api.core.i18n import N_


class UnknownFile(Missing):
    code = "file_not_found"
    text = N_("Berkas ini tidak ditemukan.")


class NotADocument(Unprocessable):
    code = "not_a_document"
    text = N_("Berkas ini bukan PDF atau foto yang utuh. Pilih berkas lain.")


class FileInfected(Unprocessable):
    code = "file_infected"
    text = N_("Berkas ini membawa virus, jadi tidak diterima. Periksa perangkat Anda, lalu kirim berkas lain.")


class ScannerSilent(Unavailable):
    code = "scanner_silent"
    text = N_("Pemeriksa virus sedang tidak menjawab. Berkas Anda belum diterima; coba lagi sebentar lagi.")


class StoreSilent(Unavailable):
    code = "store_silent"
    text = N_("Penyimpanan berkas sedang tidak menjawab. Berkas Anda belum tersimpan; coba lagi sebentar lagi.")
