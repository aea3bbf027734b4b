"""Words of training sessions, their questions and opinions."""

from bimtek_web.ui.i18n import N_
from bimtek_web.ui.i18n import gettext as _

STATES = {
    "draft": ("act", N_("Rancangan")),
    "published": ("info", N_("Diumumkan")),
    "paused": ("wait", N_("Dijeda")),
    "postponed": ("wait", N_("Ditunda")),
    "in_progress": ("ok", N_("Sedang berjalan")),
    "completed": ("ok", N_("Selesai")),
    "cancelled": ("stop", N_("Dibatalkan")),
}
QUESTION_KINDS = {
    "text": N_("Teks pendek"),
    "paragraph": N_("Teks panjang"),
    "number": N_("Angka"),
    "date": N_("Tanggal"),
    "yes_no": N_("Ya atau tidak"),
    "choice": N_("Pilih satu"),
    "choices": N_("Pilih beberapa"),
    "photo": N_("Foto"),
    "file": N_("Foto atau PDF"),
}
OPINIONS = {
    "content": N_("Materi"),
    "trainer": N_("Pelatih"),
    "venue": N_("Tempat"),
    "organisation": N_("Penyelenggaraan"),
    "usefulness": N_("Manfaat bagi usaha"),
}


def status(code: str) -> tuple[str, str]:
    tone, text = STATES[code]
    return tone, _(text)
