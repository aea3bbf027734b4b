"""Words of rules and calls."""

from bimtek_web.ui.i18n import N_

RULES = {
    "training": N_("Pelatihan yang diikuti"),
    "members": N_("Banyaknya anggota"),
    "group_age": N_("Umur kelompok"),
    "residents": N_("Domisili anggota"),
    "same_trade": N_("Bidang usaha sama dengan paket"),
    "industry": N_("Industri pengolahan saja"),
    "prior_person": N_("Bantuan sebelumnya, anggota"),
    "prior_group": N_("Bantuan sebelumnya, kelompok"),
    "prior_phone": N_("Bantuan sebelumnya, nomor ponsel"),
    "prior_address": N_("Bantuan sebelumnya, alamat"),
    "prior_family": N_("Bantuan sebelumnya, kartu keluarga"),
    "prior_licence": N_("Bantuan sebelumnya, NIB"),
    "prior_account": N_("Bantuan sebelumnya, rekening"),
    "reports": N_("Laporan pertanggungjawaban sebelumnya"),
    "breach": N_("Perjanjian bantuan sebelumnya"),
}
RULE_NUMBERS = {
    "fewest": N_("Paling sedikit (orang)"),
    "percent": N_("Kehadiran (%)"),
    "months": N_("Jangka waktu (bulan)"),
}
SEVERITIES = {"hard": N_("Wajib"), "soft": N_("Peringatan")}
OCCASIONS = {
    "submit": N_("saat diajukan"),
    "verify": N_("saat berkas diperiksa"),
    "approve": N_("saat disetujui"),
    "decree": N_("saat SK diterbitkan"),
    "hand_over": N_("saat barang diserahkan"),
}
CHANGES = {
    "proposed": ("wait", N_("Menunggu keputusan")),
    "approved": ("ok", N_("Disetujui")),
    "refused": ("ended", N_("Ditolak")),
}
CALLS = {
    "upcoming": ("wait", N_("Belum dibuka")),
    "open": ("ok", N_("Dibuka")),
    "closed": ("ended", N_("Ditutup")),
}
