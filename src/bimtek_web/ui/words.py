"""Codes as words and tones: one table, so that every page says the same thing."""

from bimtek_web.ui.i18n import N_
from bimtek_web.ui.i18n import gettext as _

# code: (tone, word) for the participant, then for the officer (look.md, section 6)
REGISTRATION = {
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
SESSION = {
    "draft": ("act", N_("Rancangan")),
    "published": ("info", N_("Diumumkan")),
    "paused": ("wait", N_("Dijeda")),
    "postponed": ("wait", N_("Ditunda")),
    "in_progress": ("ok", N_("Sedang berjalan")),
    "completed": ("ok", N_("Selesai")),
    "cancelled": ("stop", N_("Dibatalkan")),
}
MESSAGE = {
    "queued": ("info", N_("Menunggu dikirim")),
    "sending": ("info", N_("Sedang dikirim")),
    "sent": ("ok", N_("Terkirim")),
    "undelivered": ("act", N_("Tidak sampai")),
    "to_tell": ("act", N_("Harus disampaikan")),
    "told": ("ok", N_("Disampaikan petugas")),
}
CORRECTION = {
    "proposed": ("act", N_("Menunggu keputusan")),
    "approved": ("ok", N_("Disetujui")),
    "refused": ("stop", N_("Ditolak")),
}
APPLICATION = {
    "draft": ("act", N_("Rancangan")),
    "discarded": ("ended", N_("Dibuang")),
    "in_desk_check": ("act", N_("Berkas diperiksa")),
    "returned": ("wait", N_("Menunggu perbaikan")),
    "lapsed": ("ended", N_("Lewat waktu")),
    "withdrawn": ("ended", N_("Ditarik kelompok")),
    "ineligible": ("stop", N_("Tidak memenuhi syarat")),
    "in_field_check": ("act", N_("Menunggu kunjungan")),
    "field_failed": ("act", N_("Lapangan belum layak")),
    "ready_for_scoring": ("act", N_("Menunggu nilai")),
    "scored": ("act", N_("Menunggu peringkat")),
    "reserve": ("wait", N_("Daftar cadangan")),
    "not_selected": ("ended", N_("Tidak terpilih")),
    "in_approval": ("act", N_("Menunggu keputusan")),
    "sent_back": ("act", N_("Dikembalikan pemutus")),
    "rejected": ("stop", N_("Ditolak")),
    "approval_cancelled": ("ended", N_("Persetujuan dibatalkan")),
    "approved": ("ok", N_("Disetujui, menunggu SK")),
    "decreed": ("ok", N_("Ditetapkan (SK), siap diserahkan")),
    "decree_revoked": ("ended", N_("Dikeluarkan dari SK")),
    "partly_delivered": ("wait", N_("Diterima sebagian")),
    "delivered": ("ok", N_("Diterima")),
    "closed": ("ended", N_("Selesai")),
    "breached": ("stop", N_("Melanggar perjanjian")),
    "recalled": ("ended", N_("Bantuan ditarik")),
}
ACTIONS = {
    "verify": N_("Nyatakan berkas lengkap"),
    "find_ineligible": N_("Tidak memenuhi syarat"),
    "score": N_("Beri nilai"),
    "select": N_("Pilih menurut peringkat"),
    "promote": N_("Naikkan dari cadangan"),
    "approve": N_("Setujui"),
    "send_back": N_("Kembalikan"),
    "submit": N_("Ajukan"),
    "discard": N_("Buang rancangan"),
    "resubmit": N_("Ajukan perbaikan"),
    "send": N_("Kirim lagi"),
    "recall": N_("Tarik kembali"),
    "cancel_approval": N_("Batalkan persetujuan"),
    "close_ineligible": N_("Tidak memenuhi syarat"),
    "decree": N_("Terbitkan SK"),
    "hand_over": N_("Serahkan barang"),
    "find_breach": N_("Nyatakan melanggar perjanjian"),
    "remedy": N_("Nyatakan sudah diperbaiki"),
    "recall_aid": N_("Tarik bantuan"),
    "hand_over_part": N_("Serahkan sebagian"),
    "accept": N_("Terima"),
    "let_in": N_("Beri tempat"),
    "reject": N_("Tolak"),
    "return": N_("Minta perbaikan"),
    "withdraw": N_("Catat pengunduran diri"),
    "pause": N_("Jeda pendaftaran"),
    "resume": N_("Buka lagi pendaftaran"),
    "postpone": N_("Tunda sesi"),
    "republish": N_("Umumkan tanggal baru"),
    "take": N_("Tangani"),
    "hold": N_("Tunda penanganan"),
    "resolve": N_("Kirim jawaban"),
    "close": N_("Tutup"),
    "bind": N_("Ini orangnya: hubungkan"),
    "record_acceptance": N_("Catat: menerima kursi"),
    "renew_pass": N_("Ganti kode masuk"),
    "refuse": N_("Tolak"),
    "publish": N_("Umumkan"),
    "start": N_("Mulai pelatihan"),
    "complete": N_("Selesaikan sesi"),
    "cancel": N_("Batalkan sesi"),
}
OWN = {"rejoin": N_("Kembali ke daftar tunggu"), "give_up": N_("Batalkan pendaftaran")}
COMPLAINT = {
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
MARKS = {"present": N_("Hadir"), "late": N_("Terlambat"), "excused": N_("Izin"), "absent": N_("Tidak hadir")}
SEX = {"female": N_("Perempuan"), "male": N_("Laki-laki")}
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
ACTOR_KINDS = {
    "public": N_("Peserta"),
    "integrator": N_("Aplikasi lain"),
    "system": N_("Sistem"),
    "officer": N_("Petugas"),
    "holder": N_("Peserta"),
}
SCANS = {
    ("accepted", "in"): ("ok", N_("Masuk")),
    ("accepted", "out"): ("ok", N_("Keluar")),
    ("repeated", "in"): ("wait", N_("Sudah masuk")),
    ("repeated", "out"): ("wait", N_("Sudah keluar")),
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


def complaint_status(code: str) -> tuple[str, str]:
    tone, text = COMPLAINT[code]
    return tone, _(text)


def correction_status(code: str) -> tuple[str, str]:
    tone, text = CORRECTION[code]
    return tone, _(text)


def message_status(code: str) -> tuple[str, str]:
    tone, text = MESSAGE[code]
    return tone, _(text)


def scan(result: dict[str, str]) -> tuple[str, str]:
    """Tone and word of what came of one reading at the door."""
    tone, text = SCANS.get((result["outcome"], result["direction"]), ("stop", N_("Ditolak")))
    return tone, _(text)


def session_status(code: str) -> tuple[str, str]:
    tone, text = SESSION[code]
    return tone, _(text)
