"""What sending goods refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownDispatch(Missing):
    code = "dispatch_not_found"
    text = N_("Surat jalan ini tidak ditemukan.")


class NotInStock(Conflict):
    code = "not_in_stock"
    text = N_("Ada barang yang tidak lagi di gudang daerah ini. Muat ulang, lalu pilih lagi.")


class NotAllCounted(Conflict):
    code = "not_all_counted"
    text = N_("Beri hasil untuk setiap barang dalam surat jalan, masing-masing satu kali.")
