"""Words of messages: what they tell, by which way, how far they came."""

from bimtek_web.api import shapes
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
    "offer_taken": N_("Kursi menjadi milik Anda"),
    "seated": N_("Anda mendapat kursi"),
    "withdrawn": N_("Pendaftaran dibatalkan"),
    "substituted": N_("Anda digantikan"),
    "not_completed": N_("Pelatihan belum selesai"),
    "no_show": N_("Anda tercatat tidak hadir"),
    "unserved": N_("Sesi sudah berakhir"),
    "erasure_refused": N_("Jawaban atas permintaan penghapusan data"),
    "certificate_revoked": N_("Sertifikat dicabut"),
    "certificate_reissued": N_("Sertifikat baru"),
    "delegation_received": N_("Rombongan Anda terdaftar"),
    "call_closing": N_("Permohonan bantuan belum dikirim"),
    "case_received": N_("Permohonan bantuan kami terima"),
    "case_returned": N_("Berkas harus diperbaiki"),
    "case_return_closing": N_("Batas perbaikan hampir lewat"),
    "case_corrected": N_("Perbaikan kami terima"),
    "case_lapsed": N_("Permohonan gugur"),
    "case_withdrawn": N_("Permohonan ditarik"),
    "case_complete": N_("Berkas lengkap"),
    "case_visit_comes": N_("Berkas lengkap, petugas akan berkunjung"),
    "case_fit": N_("Tempat usaha dinyatakan layak"),
    "case_unfit": N_("Tempat usaha belum layak"),
    "case_visit_again": N_("Petugas akan berkunjung lagi"),
    "case_ineligible": N_("Permohonan tidak memenuhi syarat"),
    "case_selected": N_("Kelompok Anda terpilih"),
    "case_reserve": N_("Kelompok Anda masuk daftar cadangan"),
    "case_not_selected": N_("Kelompok Anda tidak terpilih"),
    "case_promoted": N_("Kelompok Anda naik dari daftar cadangan"),
    "case_approved": N_("Permohonan disetujui"),
    "case_rejected": N_("Permohonan ditolak"),
    "case_approval_cancelled": N_("Persetujuan dibatalkan"),
    "case_decreed": N_("Bantuan ditetapkan dalam SK"),
    "case_decree_revoked": N_("Kelompok dikeluarkan dari SK"),
    "case_people_amended": N_("Anggota penerima bantuan diubah"),
    "case_held": N_("Permohonan ditahan dahulu"),
    "case_let_go": N_("Permohonan dilanjutkan"),
    "appeal_closing": N_("Batas keberatan hampir lewat"),
    "appeal_received": N_("Keberatan kami terima"),
    "appeal_dismissed": N_("Keberatan tidak diterima"),
    "appeal_upheld": N_("Keberatan dibenarkan"),
    "visit_planned": N_("Petugas akan berkunjung"),
    "handover_planned": N_("Hari serah terima bantuan"),
    "appointment_cancelled": N_("Janji temu dibatalkan"),
    "goods_expected": N_("Barang bantuan sudah dipesan"),
    "goods_on_the_way": N_("Barang bantuan dalam perjalanan"),
    "goods_arrived": N_("Kiriman bantuan sampai"),
    "handover_done": N_("Bantuan diserahterimakan"),
    "handover_missed": N_("Serah terima belum terjadi"),
    "handover_refused": N_("Barang ditolak saat serah terima"),
    "pieces_refused": N_("Sebagian barang ditolak"),
    "dispute_received": N_("Sanggahan kami terima"),
    "dispute_upheld": N_("Sanggahan dibenarkan"),
    "dispute_dismissed": N_("Sanggahan tidak diterima"),
    "case_closed_short": N_("Sisa barang dibatalkan"),
    "money_sent": N_("Modal dikirim ke bank"),
    "money_paid": N_("Modal masuk ke rekening kelompok"),
    "money_failed": N_("Modal dikembalikan bank"),
    "funds_report_due": N_("Laporan penggunaan dana segera jatuh tempo"),
    "funds_report_overdue": N_("Laporan penggunaan dana terlambat"),
    "funds_report_received": N_("Laporan penggunaan dana kami terima"),
    "funds_report_accepted": N_("Laporan penggunaan dana disetujui"),
    "funds_report_returned": N_("Laporan penggunaan dana harus diperbaiki"),
    "refund_asked": N_("Modal diminta kembali"),
    "refund_ended": N_("Modal tidak diminta lagi"),
    "refund_received": N_("Setoran pengembalian disahkan"),
    "refund_not_accepted": N_("Setoran pengembalian tidak sah"),
    "visit_due": N_("Petugas akan memantau bantuan"),
    "report_due": N_("Laporan pertanggungjawaban segera jatuh tempo"),
    "report_overdue": N_("Laporan pertanggungjawaban terlambat"),
    "report_received": N_("Laporan pertanggungjawaban kami terima"),
    "report_accepted": N_("Laporan pertanggungjawaban disetujui"),
    "report_returned": N_("Laporan pertanggungjawaban harus diperbaiki"),
    "asset_recalled": N_("Alat akan ditarik"),
    "title_transferred": N_("Alat menjadi milik kelompok"),
    "case_breached": N_("Perjanjian bantuan dilanggar"),
    "case_remedied": N_("Pelanggaran sudah diperbaiki"),
    "case_aid_recalled": N_("Bantuan ditarik kembali"),
    "case_closed": N_("Bantuan selesai"),
    "complaint_received": N_("Pengaduan kami terima"),
    "complaint_message": N_("Ada pesan pada pengaduan"),
    "complaint_held": N_("Penanganan pengaduan ditunda"),
    "complaint_resumed": N_("Pengaduan ditangani lagi"),
    "complaint_answered": N_("Pengaduan sudah dijawab"),
    "complaint_closed": N_("Pengaduan ditutup"),
}
WAYS = {"email": N_("surel"), "chat": N_("pesan ke ponsel"), "person": N_("petugas")}

HINDRANCES = {
    "not_composed": N_("alamat surel atau isinya tidak dapat dikirim"),
    "503": N_("jalan ini tidak dipakai lagi"),
    "550": N_("alamat surel tidak dikenal penerimanya"),
    "552": N_("kotak surel penuh"),
}


def hindrance(code: str) -> str:
    """Why it did not leave, as an officer can act on it; else the receiver's own code."""
    return _(HINDRANCES[code]) if code in HINDRANCES else _("jawaban: %(code)s") % {"code": code}


def page_of(message: shapes.NotificationsMessageRead) -> str:
    """Where what it is about is looked after."""
    pages = {
        "pendaftaran": message["registration_id"], "permohonan": message["application_id"],
        "pengaduan": message["complaint_id"],
    }  # fmt: skip
    return next((f"/petugas/{page}/{each}" for page, each in pages.items() if each), "")


def status(code: str) -> tuple[str, str]:
    tone, text = STATES[code]
    return tone, _(text)
