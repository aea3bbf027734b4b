"""Words of complaints."""

from bimtek_web.ui.i18n import N_
from bimtek_web.ui.i18n import gettext as _

STATES = {
    "received": ("act", N_("Diterima")),
    "in_progress": ("info", N_("Sedang ditangani")),
    "on_hold": ("wait", N_("Menunggu pihak lain")),
    "resolved": ("ok", N_("Sudah dijawab")),
    "closed": ("ended", N_("Ditutup")),
}
CATEGORIES = {
    "asked_for_money": N_("Ada yang meminta uang"),
    "officer_conduct": N_("Sikap atau tindakan petugas"),
    "personal_data": N_("Data pribadi saya"),
    "unfair_selection": N_("Pemilihan peserta atau penerima tidak adil"),
    "equipment_problem": N_("Barang atau mesin bantuan"),
    "other": N_("Lainnya"),
}
OUTCOMES = {
    "upheld": N_("Terbukti"),
    "partly": N_("Terbukti sebagian"),
    "rejected": N_("Tidak terbukti"),
    "redirected": N_("Diteruskan ke lembaga lain"),
}
CHANNELS = {
    "walk_in": N_("Datang sendiri"),
    "phone": N_("Menelepon"),
    "letter": N_("Surat atau pesan"),
    "web": N_("Halaman ini"),
}


def status(code: str) -> tuple[str, str]:
    tone, text = STATES[code]
    return tone, _(text)
