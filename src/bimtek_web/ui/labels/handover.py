"""Words of handovers and capital."""

from bimtek_web.ui.i18n import N_
from bimtek_web.ui.labels import goods

ATTEMPTS = {"refused": N_("Barang ditolak"), "no_show": N_("Penerima tidak datang")}
DISPUTES = {"upheld": N_("Sanggahan dibenarkan"), "dismissed": N_("Sanggahan tidak diterima")}
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
EVIDENCE = {
    "goods_photo": N_("Foto barang"),
    "receiver_photo": N_("Foto penerima"),
    "signature": N_("Tanda tangan kedua pihak, digambar atau dipindai"),
}
SHOWS = {"goods": N_("Foto barang"), "receiver": N_("Foto penerima"), "other": N_("Foto lain")}
REFUSALS = {
    "broken": N_("Rusak"),
    "incomplete": N_("Tidak lengkap"),
    "wrong": N_("Tidak sesuai SK"),
    "not_needed": N_("Tidak diperlukan lagi"),
    "site_not_ready": N_("Tempat belum siap"),
    "other": N_("Alasan lain"),
}
NEXT = {
    "inspect": ("act", N_("Periksa di gudang")),
    "send_back": ("act", N_("Kembalikan kepada penyedia")),
    "write_off": ("act", N_("Hapus dari persediaan, lalu pesan yang lain")),
    "hand_over": ("act", N_("Serahkan lagi, sudah dinyatakan baik")),
    "replace": ("wait", N_("Datangkan penggantinya")),
    "nothing": ("ended", N_("Selesai")),
}
GROUNDS = {"consent": N_("Persetujuan pemilik"), "ruling": N_("Putusan")}
DEMANDS = {
    "proposed": ("act", N_("Menunggu keputusan")),
    "approved": ("wait", N_("Diminta kembali")),
    "refused": ("ended", N_("Tidak jadi diminta")),
    "paid": ("ok", N_("Lunas")),
    "withdrawn": ("ended", N_("Ditarik")),
    "let_go": ("ended", N_("Sisanya dilepas")),
}
RULINGS = {
    "proposed": ("act", N_("Menunggu keputusan")),
    "approved": ("ok", N_("Disetujui")),
    "refused": ("ended", N_("Ditolak")),
}
RULING_KINDS = {"let_go": N_("Lepaskan sisanya"), "withdrawn": N_("Tarik permintaan")}
REFUNDS = {
    "recorded": ("act", N_("Menunggu disahkan")),
    "confirmed": ("ok", N_("Sah, sudah dibukukan")),
    "refused": ("ended", N_("Tidak sah")),
}
UNBOOKED = ("ok", N_("Sah, diterima sesudah tahun anggaran ditutup"))
PAID_TO = {
    "tranche": N_("Modal kelompok"),
    "supplier": N_("Penyedia, seluruh pesanan"),
    "refund": N_("Dikembalikan kelompok"),
}
PAYMENTS = {"tranche": TRANCHES, "supplier": goods.PAYMENTS, "refund": REFUNDS}
