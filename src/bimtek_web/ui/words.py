"""Codes as words and tones: one table, so that every page says the same thing."""

from bimtek_web.ui.i18n import N_
from bimtek_web.ui.i18n import gettext as _

# code: (tone, word) for the participant, then for the officer (look.md, section 6)
REGISTRATION = {
    "pending_review": (("wait", N_("Sedang diperiksa")), ("act", N_("Perlu diperiksa"))),
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
SESSION = {
    "draft": ("act", N_("Rancangan")),
    "published": ("info", N_("Diumumkan")),
    "in_progress": ("ok", N_("Sedang berjalan")),
    "completed": ("ok", N_("Selesai")),
    "cancelled": ("stop", N_("Dibatalkan")),
}
APPLICATION = {
    "in_desk_check": ("act", N_("Berkas diperiksa")),
    "ineligible": ("stop", N_("Tidak memenuhi syarat")),
    "in_approval": ("act", N_("Menunggu keputusan")),
    "rejected": ("stop", N_("Ditolak")),
    "approved": ("ok", N_("Disetujui, menunggu SK")),
    "decreed": ("ok", N_("Ditetapkan (SK), siap diserahkan")),
    "partly_delivered": ("wait", N_("Diterima sebagian")),
    "delivered": ("ok", N_("Diterima")),
}
DUTIES = {
    "applicant": N_("Mengusulkan"),
    "desk": N_("Memeriksa berkas"),
    "approve_1": N_("Memberi suara"),
    "decree": N_("Menerbitkan SK"),
    "hand_over": N_("Menyerahkan barang"),
}
ACTIONS = {
    "verify": N_("Nyatakan berkas lengkap"),
    "find_ineligible": N_("Tidak memenuhi syarat"),
    "approve": N_("Setujui"),
    "decree": N_("Terbitkan SK"),
    "hand_over": N_("Serahkan barang"),
    "hand_over_part": N_("Serahkan sebagian"),
    "accept": N_("Terima"),
    "reject": N_("Tolak"),
    "withdraw": N_("Catat pengunduran diri"),
    "bind": N_("Ini orangnya: hubungkan"),
    "publish": N_("Umumkan"),
    "start": N_("Mulai pelatihan"),
    "complete": N_("Selesaikan sesi"),
    "cancel": N_("Batalkan sesi"),
}
MARKS = {"present": N_("Hadir"), "late": N_("Terlambat"), "excused": N_("Izin"), "absent": N_("Tidak hadir")}
SEX = {"female": N_("Perempuan"), "male": N_("Laki-laki")}
CHANNELS = {
    "self": N_("Mendaftar sendiri"),
    "officer": N_("Didaftarkan petugas"),
    "integrator": N_("Lewat aplikasi lain"),
}
STEPS = {
    "received": N_("Pendaftaran diterima"),
    "queued": N_("Semua kursi terisi, masuk daftar tunggu"),
    "promoted": N_("Mendapat kursi dari daftar tunggu"),
    "seat": N_("Menunggu kursi kosong"),
    "review": N_("Petugas memeriksa pendaftaran"),
    "accepted": N_("Pendaftaran disetujui"),
    "attending": N_("Mengikuti pelatihan"),
    "completed": N_("Pelatihan selesai"),
    "not_completed": N_("Pelatihan tidak selesai"),
    "no_show": N_("Tidak hadir"),
    "rejected": N_("Pendaftaran ditolak"),
    "withdrawn": N_("Mengundurkan diri"),
    "closed_unserved": N_("Sesi berakhir sebelum ada kursi"),
}
ACTORS = {
    "office": N_("Yang bertindak: petugas dinas."),
    "system": N_("Yang bertindak: sistem, otomatis."),
    "you": N_("Yang bertindak: Anda."),
}
ACTOR_KINDS = {
    "public": N_("Peserta"),
    "integrator": N_("Aplikasi lain"),
    "system": N_("Sistem"),
    "officer": N_("Petugas"),
}


def word(table: dict[str, str], code: str) -> str:
    return _(table[code]) if code in table else code


def registration_status(code: str, *, officer: bool = False) -> tuple[str, str]:
    """Tone and word of a registration's status for whoever reads."""
    tone, text = REGISTRATION[code][1 if officer else 0]
    return tone, _(text)


def application_status(code: str) -> tuple[str, str]:
    tone, text = APPLICATION[code]
    return tone, _(text)


def session_status(code: str) -> tuple[str, str]:
    tone, text = SESSION[code]
    return tone, _(text)
