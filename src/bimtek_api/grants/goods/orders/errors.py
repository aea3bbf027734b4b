"""What ordering refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownOrder(Missing):
    code = "order_not_found"
    text = N_("Pesanan ini tidak ditemukan.")


class UnknownWant(Conflict):
    code = "want_unknown"
    text = N_("Barang ini tidak ada di lampiran SK yang berlaku.")


class OrderDistricts(Conflict):
    code = "order_districts"
    text = N_("Satu pesanan memuat barang untuk satu daerah.")


class OrderNumberTaken(Conflict):
    code = "order_number_taken"
    text = N_("Nomor kontrak ini sudah dipakai tahun ini.")


class AboveWanted(Conflict):
    """G7."""

    code = "above_wanted"
    text = N_("{name} untuk {group}: paling banyak {left} lagi yang boleh dipesan.")


class AboveReserved(Conflict):
    code = "above_reserved"
    text = N_("Pesanan untuk {group} melebihi nilai SK: Rp {total} dari Rp {amount}.")


class PriceUnexplained(Conflict):
    """G8."""

    code = "price_unexplained"
    text = N_("{name}: harga termasuk pajak di atas harga acuan Rp {reference}. Tulis alasannya.")


class GoodsUninspected(Conflict):
    code = "goods_uninspected"
    text = N_("Masih ada barang datang yang belum diperiksa.")
