"""Words of what may be done with one kind of record, where the common word in `words.ACTIONS` says too little."""

from bimtek_web.ui import words
from bimtek_web.ui.i18n import N_

ASSET = {
    "use": N_("Dipakai"),
    "idle": N_("Menganggur"),
    "repair": N_("Diperbaiki"),
    "break": N_("Rusak"),
    "lose": N_("Hilang"),
    "recall": N_("Tarik alat"),
    "restock": N_("Masukkan ke gudang"),
    "write_off": N_("Hapus dari daftar"),
}
BUDGET = {
    "approve": N_("Setujui"),
    "refuse": N_("Tolak"),
    "lock": N_("Kunci tahun ini"),
    "close": N_("Tutup tahun ini"),
}
CASE = words.ACTIONS | {
    "close": N_("Tutup kasus"),
    "withdraw": N_("Tarik permohonan"),
    "visit_again": N_("Minta kunjungan kedua"),
    "renew_people": N_("Perbarui orang dalam kasus ini"),
    "visit_newcomers": N_("Catat kunjungan kepada anggota baru"),
}
# Steps of a case beside checks, votes and papers, as the page offers them.
CASE_SIDE = (
    "visit_again", "close_ineligible", "close", "remedy", "find_breach", "recall_aid", "recall", "cancel_approval",
    "withdraw",
)  # fmt: skip
