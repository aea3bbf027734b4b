"""Words of what may be done: the common ones, and those of one kind of record where these say too little."""

from bimtek_web.ui.i18n import N_

COMMON = {
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
CASE = COMMON | {
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
