"""Words of machines in use, visits, reports and samples."""

from bimtek_web.ui.i18n import N_

ASSETS = {
    "installed": ("wait", N_("Terpasang, belum dilaporkan dipakai")),
    "in_use": ("ok", N_("Dipakai")),
    "idle": ("act", N_("Menganggur")),
    "under_repair": ("wait", N_("Diperbaiki")),
    "broken": ("stop", N_("Rusak")),
    "lost": ("stop", N_("Hilang")),
    "recalled": ("ended", N_("Ditarik")),
    "restocked": ("ended", N_("Di gudang")),
    "voided": ("ended", N_("Penyerahan dibatalkan")),
    "written_off": ("ended", N_("Dihapus")),
}
VISITS = {
    "due": ("wait", N_("Belum dilakukan")),
    "submitted": ("act", N_("Menunggu diperiksa")),
    "returned": ("act", N_("Dikembalikan")),
    "accepted": ("ok", N_("Diterima")),
    "skipped": ("ended", N_("Dilewati")),
}
REPORTS = {
    "due": ("wait", N_("Belum diserahkan")),
    "submitted": ("act", N_("Menunggu diperiksa")),
    "returned": ("act", N_("Dikembalikan")),
    "accepted": ("ok", N_("Diterima")),
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
