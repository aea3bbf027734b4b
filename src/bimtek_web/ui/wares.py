"""Words of the API about goods as people read them: a tone with its words, or words alone."""

from bimtek_web.ui.i18n import N_

ORDERS = {
    "placed": ("wait", N_("Menunggu barang")),
    "completed": ("ok", N_("Lengkap")),
    "closed_short": ("ended", N_("Ditutup, sisanya batal")),
}
RECEIPTS = {
    "received": ("act", N_("Menunggu diperiksa")),
    "inspected": ("ok", N_("Sudah diperiksa")),
}
UNITS = {
    "received": ("act", N_("Menunggu diperiksa")),
    "in_stock": ("ok", N_("Di gudang")),
    "rejected": ("act", N_("Ditolak")),
    "returned": ("ended", N_("Dikembalikan kepada penyedia")),
    "handed_over": ("ended", N_("Diserahkan")),
}
CONDITIONS = {
    "good": N_("Baik"),
    "broken": N_("Rusak"),
    "incomplete": N_("Tidak lengkap"),
    "wrong": N_("Tidak sesuai pesanan"),
}
PAYMENTS = {
    "prepared": ("act", N_("Disiapkan")),
    "paid": ("ok", N_("Cair")),
    "failed": ("act", N_("Gagal")),
    "cancelled": ("ended", N_("Dibatalkan")),
}
PAYMENT_ACTIONS = {
    "release": N_("Cairkan"),
    "cancel": N_("Batalkan pembayaran"),
    "fail": N_("Nyatakan gagal"),
}
