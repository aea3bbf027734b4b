"""What paying refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownPayment(Missing):
    code = "payment_not_found"
    text = N_("Pembayaran ini tidak ditemukan.")


class AboveAccepted(Conflict):
    """G11."""

    code = "above_accepted"
    text = N_("Paling banyak Rp {left} lagi yang boleh dibayar: hanya barang yang sudah diterima baik.")


class ReleasesOwn(Conflict):
    """Four eyes."""

    code = "releases_own"
    text = N_("Orang lain yang harus mencairkan: Anda sendiri yang menyiapkannya.")


class SupplierChanged(Conflict):
    """Whoever prepared it looked at another record, perhaps at another account."""

    code = "supplier_changed"
    text = N_("Data penyedia berubah sesudah pembayaran ini disiapkan. Batalkan, periksa datanya, lalu siapkan lagi.")


class NotFailed(Conflict):
    code = "not_failed"
    text = N_("Yang diganti harus pembayaran gagal dari pesanan ini, dan belum diganti.")
