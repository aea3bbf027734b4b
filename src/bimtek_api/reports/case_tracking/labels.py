"""What a group reads of its case: the state in its own words, who is to act, and within how many working days."""

from bimtek_api.core.i18n import N_
from bimtek_api.grants.cases.applications.models import ApplicationStatus as S

DESK, FIELD = N_("Pemeriksa berkas dinas"), N_("Petugas lapangan dinas")
APPROVER, OFFICE, GROUP, NOBODY = N_("Pejabat pemutus"), N_("Dinas Perindustrian"), N_("Kelompok Anda"), ""
STATES: dict[S, tuple[str, str, int]] = {
    S.DRAFT: (N_("Belum diajukan"), GROUP, 0),
    S.DISCARDED: (N_("Rancangan dibuang"), NOBODY, 0),
    S.IN_DESK_CHECK: (N_("Berkas Anda sedang diperiksa"), DESK, 10),
    S.RETURNED: (N_("Ada yang harus Anda perbaiki"), GROUP, 0),
    S.LAPSED: (N_("Berakhir karena tidak diperbaiki sampai batas waktu"), NOBODY, 0),
    S.INELIGIBLE: (N_("Tidak memenuhi syarat"), NOBODY, 0),
    S.WITHDRAWN: (N_("Anda menarik permohonan ini"), NOBODY, 0),
    S.IN_FIELD_CHECK: (N_("Petugas akan mengunjungi tempat usaha Anda"), FIELD, 10),
    S.FIELD_FAILED: (N_("Tempat usaha belum siap"), DESK, 10),
    S.READY_FOR_SCORING: (N_("Sedang dinilai"), OFFICE, 15),
    S.SCORED: (N_("Sudah dinilai, peringkat sedang disusun"), OFFICE, 20),
    S.RESERVE: (N_("Daftar cadangan: dapat naik bila ada dana"), OFFICE, 0),
    S.NOT_SELECTED: (N_("Tidak terpilih"), NOBODY, 0),
    S.IN_APPROVAL: (N_("Menunggu keputusan"), APPROVER, 10),
    S.SENT_BACK: (N_("Diperbaiki dinas sebelum diputuskan lagi"), DESK, 10),
    S.REJECTED: (N_("Tidak disetujui"), NOBODY, 0),
    S.APPROVAL_CANCELLED: (N_("Persetujuan dibatalkan"), NOBODY, 0),
    S.APPROVED: (N_("Disetujui, SK sedang disiapkan"), OFFICE, 20),
    S.DECREED: (N_("Ditetapkan, barang akan diserahkan"), OFFICE, 40),
    S.DECREE_REVOKED: (N_("Dikeluarkan dari SK"), NOBODY, 0),
    S.PARTLY_DELIVERED: (N_("Sebagian barang sudah Anda terima"), OFFICE, 40),
    S.DELIVERED: (N_("Barang sudah Anda terima"), NOBODY, 0),
    S.CLOSED: (N_("Selesai: semua laporan sudah diterima"), NOBODY, 0),
    S.BREACHED: (N_("Dinyatakan melanggar perjanjian"), GROUP, 0),
    S.RECALLED: (N_("Bantuan ditarik kembali"), NOBODY, 0),
}
# Steps a group may read, with the reason where one was given to it.
TOLD = (
    "application.submitted", "application.returned", "application.resubmitted", "application.lapsed",
    "application.withdrawn", "application.verified", "application.found_fit", "application.found_unfit",
    "application.visit_again", "application.found_ineligible", "application.approved", "application.rejected",
    "application.sent_back", "application.approval_cancelled", "application.decreed",
    "application.decree_revoked", "application.scored", "application.selected", "application.kept_in_reserve",
    "application.not_selected", "application.promoted", "application.partly_delivered", "application.delivered",
    "application.appealed", "application.appeal_dismissed", "application.reopened", "application.closed",
    "application.breached", "application.remedied", "application.recalled_aid", "handover.refused",
    "handover.pieces_refused", "handover.no_show", "tranche.paid", "tranche.failed",
)  # fmt: skip
