"""Words of goods, from the order to the payment: a tone with its words, or words alone."""

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
OPENINGS = {
    "entered": ("act", N_("Menunggu diperiksa")),
    "decided": ("ok", N_("Sudah diperiksa")),
}
UNITS = {
    "received": ("act", N_("Menunggu diperiksa")),
    "in_stock": ("ok", N_("Di gudang")),
    "rejected": ("act", N_("Ditolak")),
    "returned": ("ended", N_("Dikembalikan kepada penyedia")),
    "dispatched": ("wait", N_("Dikirim")),
    "arrived": ("ok", N_("Sampai")),
    "damaged": ("act", N_("Rusak, belum ditindaklanjuti")),
    "lost": ("act", N_("Hilang di jalan")),
    "to_inspect": ("act", N_("Dibawa kembali, menunggu diperiksa")),
    "handed_over": ("ended", N_("Diserahkan")),
    "written_off": ("ended", N_("Dihapus dari persediaan")),
}
CONDITIONS = {
    "good": N_("Baik"),
    "broken": N_("Rusak"),
    "incomplete": N_("Tidak lengkap"),
    "wrong": N_("Tidak sesuai pesanan"),
}
DISPATCHES = {
    "sent": ("wait", N_("Di jalan")),
    "arrived": ("ok", N_("Sampai")),
}
OUTCOMES = {
    "arrived": N_("Sampai baik"),
    "damaged": N_("Rusak"),
    "lost": N_("Hilang"),
    "came_back": N_("Dibawa kembali sebelum sampai"),
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
}
FOLLOWS = {
    "returned": N_("Kembali ke gudang, diperiksa lagi"),
    "not_received": N_("Ternyata tidak pernah diterima"),
}
