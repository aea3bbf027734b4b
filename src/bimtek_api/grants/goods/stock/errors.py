"""What the stock room refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownReceipt(Missing):
    code = "receipt_goods_not_found"
    text = N_("Penerimaan barang ini tidak ditemukan.")


class UnknownUnit(Missing):
    code = "unit_not_found"
    text = N_("Barang ini tidak ditemukan.")


class NotOrdered(Conflict):
    code = "not_ordered"
    text = N_("Barang ini tidak ada di pesanan.")


class AboveOrdered(Conflict):
    """G7."""

    code = "above_ordered"
    text = N_("{name} untuk {group}: paling banyak {left} lagi menurut pesanan.")


class SerialInStock(Conflict):
    code = "serial_in_stock"
    text = N_("Nomor seri {serial} sudah tercatat di gudang.")


class UnitsMissing(Conflict):
    code = "units_missing"
    text = N_("Beri hasil untuk setiap barang yang datang, masing-masing satu kali.")


class InspectsOwn(Conflict):
    """Four eyes."""

    code = "inspects_own_receipt"
    text = N_("Orang lain yang harus memeriksa: Anda sendiri yang menerima barangnya.")


class NoSuchPlace(Conflict):
    code = "no_such_place"
    text = N_("Kelompok itu tidak membutuhkan barang ini lagi, atau barangnya sudah keluar gudang.")


class NotAccepted(Conflict):
    """G7, G11: what was ordered is handed over only once it was accepted."""

    code = "not_accepted"
    text = N_("{name}: nomor seri {serial} tidak ada di gudang untuk kelompok ini.")


class NotFoundBad(Conflict):
    """Nobody sends back or writes off what only who keeps the store calls bad."""

    code = "not_found_bad"
    text = N_("Bawa barang ini ke gudang dulu: pemeriksa yang menyatakan rusak atau tidak.")


class NoSupplier(Conflict):
    code = "no_supplier"
    text = N_("Barang ini dari persediaan awal, bukan dari penyedia. Hapus dari persediaan.")


class OnlyByDispute(Conflict):
    code = "only_by_dispute"
    text = N_("Penyerahan hanya dibatalkan oleh sanggahan yang dibenarkan.")
