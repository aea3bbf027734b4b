"""Words of lists that are asked or shown as they are, beside the states in `words`."""

from bimtek_web.ui.i18n import N_

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
WAITING = {
    "registrations_to_review": N_("Pendaftaran perlu diperiksa"),
    "people_to_tell": N_("Peserta perlu dikabari"),
    "corrections_to_decide": N_("Perbaikan kehadiran perlu diputuskan"),
    "sessions_to_complete": N_("Sesi perlu diselesaikan"),
    "sessions_to_publish": N_("Rancangan sesi perlu diumumkan"),
    "complaints_to_answer": N_("Pengaduan perlu dijawab"),
    "applications_to_check": N_("Berkas permohonan perlu diperiksa"),
    "applications_to_vote": N_("Permohonan menunggu suara Anda"),
    "applications_to_decree": N_("Permohonan menunggu SK"),
    "goods_to_hand_over": N_("Barang perlu diserahkan"),
}
