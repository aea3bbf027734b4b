"""What a receipt refuses."""

from bimtek_api.core.errors import Conflict, Missing, Unprocessable
from bimtek_api.core.i18n import N_


class RepeatOpensNothing(Conflict):
    code = "receipt_repeated"
    text = N_(
        "Nomor ini milik kiriman ulang. Yang berlaku bukti pendaftaran yang pertama: buka lewat alamatnya, atau minta"
        " kode di halaman Cek status."
    )


class UnknownReceipt(Missing):
    code = "receipt_not_found"
    text = N_("Nomor pendaftaran dan tanggal lahir tidak cocok dengan data kami. Periksa keduanya.")


class CodeWrong(Unprocessable):
    code = "code_wrong"
    text = N_("Kode itu salah atau sudah tidak berlaku. Periksa angkanya, atau minta kode baru sesudah satu jam.")
