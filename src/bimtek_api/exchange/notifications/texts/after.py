"""To the chair of a group, once the aid is there."""

from bimtek_api.core.i18n import N_
from bimtek_api.exchange.notifications.kinds import MessageKind as K
from bimtek_api.exchange.notifications.texts.template import Template

TEXTS: dict[K, Template] = {
    K.VISIT_DUE: Template(
        N_("Petugas akan memantau bantuan"),
        N_("Petugas akan melihat pemakaian bantuan kelompok {group} paling lambat {until}. Siapkan alatnya di"
           " tempat, dan catatan hasil usaha. Petugas tidak meminta uang."),
    ),
    K.REPORT_DUE: Template(
        N_("Laporan pertanggungjawaban segera jatuh tempo"),
        N_("Laporan pertanggungjawaban (LPJ) kelompok {group} harus masuk paling lambat {until}. Bawa laporan,"
           " foto, dan nota ke kantor. Bila terlambat, kelompok dan anggotanya tidak dapat menerima bantuan baru."),
    ),
    K.REPORT_OVERDUE: Template(
        N_("Laporan pertanggungjawaban terlambat"),
        N_("Laporan pertanggungjawaban (LPJ) kelompok {group} seharusnya masuk paling lambat {until} dan belum"
           " kami terima. Bawa ke kantor secepatnya. Sampai diterima, kelompok dan anggotanya tidak dapat menerima"
           " bantuan baru."),
    ),
    K.REPORT_RECEIVED: Template(
        N_("Laporan pertanggungjawaban kami terima"),
        N_("Laporan pertanggungjawaban kelompok {group} kami terima. Petugas memeriksanya, lalu kami mengabari"
           " Anda."),
    ),
    K.REPORT_ACCEPTED: Template(
        N_("Laporan pertanggungjawaban disetujui"),
        N_("Laporan pertanggungjawaban kelompok {group} disetujui. Simpan salinannya. Anda tidak perlu berbuat"
           " apa-apa sekarang."),
    ),
    K.REPORT_RETURNED: Template(
        N_("Laporan pertanggungjawaban harus diperbaiki"),
        N_("Laporan pertanggungjawaban kelompok {group} dikembalikan. Keterangan petugas: {reason} Perbaiki dan"
           " bawa lagi ke kantor paling lambat {until}."),
    ),
    K.ASSET_RECALLED: Template(
        N_("Alat akan ditarik"),
        N_("Penarikan alat kelompok {group} disetujui: {items}. Keterangan: {reason} Petugas datang mengambilnya"
           " dengan surat tugas dan berita acara. Jangan menyerahkannya tanpa surat."),
    ),
    K.TITLE_TRANSFERRED: Template(
        N_("Alat menjadi milik kelompok"),
        N_("Hak milik alat dialihkan kepada kelompok {group}: {items}, dengan surat {letter}. Simpan suratnya."),
    ),
    K.CASE_BREACHED: Template(
        N_("Perjanjian bantuan dilanggar"),
        N_("Kelompok {group} dinyatakan melanggar perjanjian bantuan. Alasan: {reason} Hubungi kantor secepatnya"
           " untuk memperbaikinya. Selama itu tidak ada bantuan baru."),
    ),
    K.CASE_REMEDIED: Template(
        N_("Pelanggaran sudah diperbaiki"),
        N_("Pelanggaran kelompok {group} sudah diperbaiki dan dicatat. Anda tidak perlu berbuat apa-apa sekarang."),
    ),
    K.CASE_AID_RECALLED: Template(
        N_("Bantuan ditarik kembali"),
        N_("Bantuan untuk kelompok {group} ditarik kembali. Alasan: {reason} Tanyakan ke kantor apa yang harus"
           " diserahkan dan kapan. Bila tidak setuju, laporkan: {complaints}"),
    ),
    K.CASE_CLOSED: Template(
        N_("Bantuan selesai"),
        N_("Semua kewajiban kelompok {group} untuk bantuan ini selesai. Terima kasih. Kelompok boleh mengajukan"
           " bantuan lain pada panggilan berikutnya."),
    ),
}  # fmt: skip
