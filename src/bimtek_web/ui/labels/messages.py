"""Words of messages: what they tell, by which way, how far they came."""

from bimtek_web.ui.i18n import N_
from bimtek_web.ui.i18n import gettext as _

STATES = {
    "queued": ("info", N_("Menunggu dikirim")),
    "sending": ("info", N_("Sedang dikirim")),
    "sent": ("ok", N_("Terkirim")),
    "undelivered": ("act", N_("Tidak sampai")),
    "to_tell": ("act", N_("Harus disampaikan")),
    "told": ("ok", N_("Disampaikan petugas")),
}
KINDS = {
    "all": N_("Semua kabar"),
    "received": N_("Pendaftaran diterima"),
    "confirmed": N_("Kursi pasti"),
    "queued": N_("Masuk daftar tunggu"),
    "offered": N_("Kursi ditawarkan"),
    "invited": N_("Undangan"),
    "offer_lapsed": N_("Tawaran lewat waktu"),
    "accepted": N_("Pendaftaran disetujui"),
    "rejected": N_("Pendaftaran tidak disetujui"),
    "returned": N_("Isian harus diperbaiki"),
    "lapsed": N_("Pendaftaran gugur"),
    "cancelled": N_("Sesi dibatalkan"),
    "completed": N_("Sertifikat terbit"),
    "postponed": N_("Sesi ditunda"),
    "new_dates": N_("Tanggal baru"),
    "plan_changed": N_("Jadwal atau tempat berubah"),
    "reminder": N_("Pengingat sehari sebelumnya"),
    "record_corrected": N_("Data diperbaiki"),
}
WAYS = {"email": N_("surel"), "chat": N_("pesan ke ponsel"), "person": N_("petugas")}


def status(code: str) -> tuple[str, str]:
    tone, text = STATES[code]
    return tone, _(text)
