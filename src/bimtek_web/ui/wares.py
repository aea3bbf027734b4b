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
    "damaged": ("act", N_("Rusak di jalan")),
    "lost": ("act", N_("Hilang di jalan")),
    "to_inspect": ("act", N_("Dibawa kembali, menunggu diperiksa")),
    "handed_over": ("ended", N_("Diserahkan")),
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
}
PAYMENTS = {
    "prepared": ("act", N_("Disiapkan")),
    "paid": ("ok", N_("Cair")),
    "failed": ("act", N_("Gagal")),
    "cancelled": ("ended", N_("Dibatalkan")),
}
SAMPLES = {
    "active": ("act", N_("Berjalan")),
    "finished": ("ok", N_("Selesai")),
    "invalid": ("ended", N_("Dibatalkan")),
}
ANSWERS = {
    "pending": ("act", N_("Belum diperiksa")),
    "received": ("ok", N_("Diterima sesuai berita acara")),
    "received_with_issues": ("act", N_("Ada yang kurang")),
    "not_received": ("stop", N_("Tidak diterima")),
    "unreachable": ("wait", N_("Belum dapat dihubungi")),
}
FOUND = {code: word for code, (_tone, word) in ANSWERS.items() if code != "pending"}
ASKED = {"phone": N_("Lewat telepon"), "visit": N_("Dikunjungi")}
SELECTED = {
    "selected": ("ok", N_("Terpilih")),
    "reserve": ("wait", N_("Cadangan")),
    "not_selected": ("ended", N_("Tidak terpilih")),
}
TRANCHES = {
    "prepared": ("act", N_("Disiapkan")),
    "sent": ("wait", N_("Dikirim ke bank")),
    "paid": ("ok", N_("Masuk ke rekening")),
    "failed": ("act", N_("Dikembalikan bank")),
    "cancelled": ("ended", N_("Dibatalkan")),
}
TRANCHE_ACTIONS = {
    "send": N_("Kirim ke bank"),
    "confirm": N_("Catat uang masuk"),
    "cancel": N_("Batalkan pencairan"),
}
PLEDGES = {
    "statement": N_("Surat pernyataan kesanggupan"),
    "integrity_pact": N_("Pakta integritas"),
    "agreement": N_("Perjanjian hibah (NPHD)"),
}
PAYMENT_ACTIONS = {
    "release": N_("Cairkan"),
    "cancel": N_("Batalkan pembayaran"),
}
EVIDENCE = {
    "goods_photo": N_("Foto barang"),
    "receiver_photo": N_("Foto penerima"),
    "signature": N_("Tanda tangan kedua pihak, digambar atau dipindai"),
}
SHOWS = {"goods": N_("Foto barang"), "receiver": N_("Foto penerima"), "other": N_("Foto lain")}
GROUNDS = {"consent": N_("Persetujuan pemilik"), "ruling": N_("Putusan")}
FOLLOWS = {
    "returned": N_("Kembali ke gudang, diperiksa lagi"),
    "not_received": N_("Ternyata tidak pernah diterima"),
}
