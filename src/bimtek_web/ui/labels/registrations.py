"""Words of registrations: states for the participant and for the officer, channels, steps of a receipt."""

from bimtek_web.ui.i18n import N_
from bimtek_web.ui.i18n import gettext as _

# code: (tone, word) for the participant, then for the officer (look.md, section 6)
STATES = {
    "pending_review": (("wait", N_("Sedang diperiksa")), ("act", N_("Perlu diperiksa"))),
    "held": (("wait", N_("Sedang diperiksa")), ("act", N_("Ditahan, periksa dahulu"))),
    "returned": (("act", N_("Perlu diperbaiki")), ("wait", N_("Menunggu perbaikan"))),
    "lapsed": (("ended", N_("Lewat waktu")), ("ended", N_("Lewat waktu"))),
    "offered": (("act", N_("Ada kursi untuk Anda")), ("wait", N_("Ditawari kursi"))),
    "declined": (("ended", N_("Tawaran dilepas")), ("ended", N_("Tawaran dilepas"))),
    "offer_lapsed": (("ended", N_("Tawaran lewat waktu")), ("ended", N_("Tawaran lewat waktu"))),
    "substituted": (("ended", N_("Digantikan")), ("ended", N_("Digantikan"))),
    "cancelled_by_office": (("stop", N_("Sesi dibatalkan")), ("stop", N_("Sesi dibatalkan"))),
    "waitlisted": (("wait", N_("Daftar tunggu")), ("wait", N_("Daftar tunggu"))),
    "confirmed": (("ok", N_("Mendapat kursi")), ("ok", N_("Mendapat kursi"))),
    "attending": (("ok", N_("Sedang ikut")), ("ok", N_("Sedang ikut"))),
    "completed": (("ok", N_("Selesai")), ("ok", N_("Selesai"))),
    "not_completed": (("ended", N_("Tidak selesai")), ("ended", N_("Tidak selesai"))),
    "no_show": (("ended", N_("Tidak hadir")), ("ended", N_("Tidak hadir"))),
    "rejected": (("stop", N_("Ditolak")), ("stop", N_("Ditolak"))),
    "withdrawn": (("ended", N_("Mengundurkan diri")), ("ended", N_("Mengundurkan diri"))),
    "closed_unserved": (("ended", N_("Tidak kebagian kursi")), ("ended", N_("Tidak kebagian kursi"))),
}
OWN = {"rejoin": N_("Kembali ke daftar tunggu"), "give_up": N_("Batalkan pendaftaran")}
CHANNELS = {
    "self": N_("Mendaftar sendiri"),
    "officer": N_("Didaftarkan petugas"),
    "integrator": N_("Lewat aplikasi lain"),
    "walk_in": N_("Datang langsung"),
    "invited": N_("Diundang petugas"),
}
STEPS = {
    "received": N_("Pendaftaran diterima"),
    "queued": N_("Semua kursi terisi, masuk daftar tunggu"),
    "promoted": N_("Mendapat kursi dari daftar tunggu"),
    "offered": N_("Ditawari kursi yang kosong"),
    "invited": N_("Diundang petugas"),
    "offer_accepted": N_("Tawaran kursi diterima"),
    "offer_declined": N_("Tawaran kursi dilepas"),
    "offer_lapsed": N_("Tawaran kursi lewat waktu"),
    "rejoined": N_("Kembali ke ujung daftar tunggu"),
    "returned": N_("Diminta memperbaiki isian"),
    "corrected": N_("Isian diperbaiki"),
    "lapsed": N_("Isian tidak diperbaiki sampai batas waktu"),
    "substituted": N_("Digantikan orang lain"),
    "cancelled": N_("Dibatalkan bersama sesinya"),
    "answer": N_("Menunggu jawaban Anda"),
    "correction": N_("Menunggu perbaikan Anda"),
    "seat": N_("Menunggu kursi kosong"),
    "review": N_("Petugas memeriksa pendaftaran"),
    "file_sent": N_("Berkas dikirim"),
    "accepted": N_("Pendaftaran disetujui"),
    "attending": N_("Mengikuti pelatihan"),
    "completed": N_("Pelatihan selesai"),
    "not_completed": N_("Pelatihan tidak selesai"),
    "no_show": N_("Tidak hadir"),
    "rejected": N_("Pendaftaran ditolak"),
    "withdrawn": N_("Mengundurkan diri"),
    "closed_unserved": N_("Sesi berakhir sebelum ada kursi"),
}
TARGETS = {
    "women": N_("Perempuan"),
    "disabled": N_("Penyandang disabilitas"),
    "first_timers": N_("Baru pertama kali ikut"),
}
FIELDS = {
    "name": N_("Nama lengkap"),
    "phone": N_("Nomor ponsel"),
    "email": N_("Surel"),
    "business_name": N_("Nama usaha"),
    "equipment_note": N_("Keterangan peralatan"),
    "answers": N_("Jawaban formulir"),
}
ACTORS = {
    "office": N_("Yang bertindak: petugas dinas."),
    "system": N_("Yang bertindak: sistem, otomatis."),
    "you": N_("Yang bertindak: Anda."),
}


def status(code: str, *, officer: bool = False) -> tuple[str, str]:
    """Tone and word of a registration's status for whoever reads."""
    tone, text = STATES[code][1 if officer else 0]
    return tone, _(text)
