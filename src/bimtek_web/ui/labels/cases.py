"""Words of a grant case: states, duties, papers, checks, votes, visits."""

from bimtek_web.ui.i18n import N_
from bimtek_web.ui.i18n import gettext as _

STATES = {
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
DUTIES = {
    "applicant": N_("Mengusulkan"),
    "visit": N_("Mengunjungi tempat usaha"),
    "appeal": N_("Memutuskan keberatan"),
    "desk": N_("Memeriksa berkas"),
    "waive": N_("Memberi pengecualian aturan"),
    "approve_1": N_("Memberi suara, tahap 1"),
    "approve_2": N_("Memberi suara, tahap 2"),
    "approve_3": N_("Memberi suara, tahap 3"),
    "score": N_("Menilai"),
    "send": N_("Menetapkan peringkat"),
    "decree": N_("Menerbitkan SK"),
    "buy": N_("Memesan barang"),
    "inspect": N_("Memeriksa barang"),
    "finance_1": N_("Menyiapkan pembayaran"),
    "finance_2": N_("Mencairkan pembayaran"),
    "hand_over": N_("Menyerahkan barang"),
}
PAPERS = {
    "deed": N_("Akta atau surat pendirian"),
    "member_list": N_("Daftar anggota"),
    "domicile": N_("Surat domisili"),
    "business_licence": N_("NIB"),
    "tax_number": N_("NPWP"),
    "bank_account": N_("Rekening bank"),
    "proposal": N_("Proposal"),
    "statement": N_("Surat pernyataan"),
    "integrity_pact": N_("Pakta integritas"),
    "site_photo": N_("Foto tempat usaha"),
    "members": N_("Anggota kelompok"),
}
RESULTS = {
    "ok": N_("Sesuai"),
    "illegible": N_("Tidak terbaca"),
    "expired": N_("Tidak berlaku lagi"),
    "mismatch": N_("Tidak cocok"),
    "missing": N_("Tidak ada"),
}
CHECKS = {
    "verify": N_("Berkas dinyatakan lengkap"),
    "return": N_("Dikembalikan untuk diperbaiki"),
    "find_ineligible": N_("Tidak memenuhi syarat"),
}
LEVELS = {"district": N_("kabupaten atau kota"), "province": N_("provinsi"), "country": N_("pusat")}
VOTES = {"approve": N_("Setuju"), "reject": N_("Menolak"), "send_back": N_("Mengembalikan")}
ROUNDS = {
    "open": N_("sedang diputuskan"),
    "passed": N_("disetujui"),
    "rejected": N_("ditolak"),
    "sent_back": N_("dikembalikan"),
    "cancelled": N_("ditarik kembali"),
}
SITE = {
    "power": N_("Daya listrik cukup dan stabil"),
    "space": N_("Ruang cukup untuk semua alat"),
    "floor": N_("Lantai kuat dan rata"),
    "air": N_("Sirkulasi udara dan penerangan"),
    "water": N_("Air dan saluran buang cukup, bila alat memakainya"),
    "access": N_("Jalan masuk untuk barang"),
}
FOUND = {"met": N_("Ditemui"), "absent": N_("Tidak di tempat"), "unknown": N_("Tidak dikenal")}
FITNESS = {
    "fit": ("ok", N_("Layak")),
    "unfit": ("stop", N_("Belum layak")),
}
CHECKED = {"id_card": N_("KTP"), "family_card": N_("Kartu keluarga"), "statement": N_("Surat pernyataan")}
APPEALS = {"upheld": N_("Keberatan dibenarkan"), "dismissed": N_("Keberatan tidak diterima")}
SELECTED = {
    "selected": ("ok", N_("Terpilih")),
    "reserve": ("wait", N_("Cadangan")),
    "not_selected": ("ended", N_("Tidak terpilih")),
}
AGREEMENTS = {
    "statement": N_("Surat pernyataan kesanggupan"),
    "integrity_pact": N_("Pakta integritas"),
    "agreement": N_("Perjanjian hibah (NPHD)"),
}
APPOINTMENTS = {"visit": N_("Kunjungan lapangan"), "handover": N_("Serah terima barang")}


def status(code: str) -> tuple[str, str]:
    tone, text = STATES[code]
    return tone, _(text)
