"""To the chair of a group, until there is a decree."""

from bimtek_api.core.i18n import N_
from bimtek_api.exchange.notifications.kinds import MessageKind as K
from bimtek_api.exchange.notifications.texts.template import Template

TEXTS: dict[K, Template] = {
    K.CALL_CLOSING: Template(
        N_("Permohonan bantuan belum dikirim"),
        N_("Permohonan bantuan kelompok {group} masih berupa rancangan dan belum dikirim. Panggilan ditutup"
           " {until}. Datang ke kantor sebelum itu dengan berkas yang diminta; sesudahnya permohonan tidak dapat"
           " dikirim."),
    ),
    K.CASE_RECEIVED: Template(
        N_("Permohonan bantuan kami terima"),
        N_("Permohonan bantuan kelompok {group} kami terima. Petugas memeriksa berkasnya, lalu kami mengabari"
           " Anda. Simpan nomor permohonan di bawah ini."),
    ),
    K.CASE_RETURNED: Template(
        N_("Berkas harus diperbaiki"),
        N_("Permohonan kelompok {group} dikembalikan. Yang harus diperbaiki: {fields}. Keterangan petugas:"
           " {reason} Bawa perbaikannya ke kantor paling lambat {until}. Lewat hari itu permohonan gugur."),
    ),
    K.CASE_RETURN_CLOSING: Template(
        N_("Batas perbaikan hampir lewat"),
        N_("Perbaikan permohonan kelompok {group} belum kami terima. Batasnya {until}. Yang harus diperbaiki:"
           " {fields}. Bawa ke kantor sebelum itu supaya permohonan tidak gugur."),
    ),
    K.CASE_CORRECTED: Template(
        N_("Perbaikan kami terima"),
        N_("Perbaikan permohonan kelompok {group} kami terima. Petugas memeriksanya lagi. Anda tidak perlu"
           " berbuat apa-apa sekarang."),
    ),
    K.CASE_LAPSED: Template(
        N_("Permohonan gugur"),
        N_("Perbaikan permohonan kelompok {group} tidak kami terima sampai batas waktu, jadi permohonannya gugur."
           " Kelompok boleh mengajukan lagi pada panggilan berikutnya."),
    ),
    K.CASE_WITHDRAWN: Template(
        N_("Permohonan ditarik"),
        N_("Permohonan bantuan kelompok {group} ditarik. Alasan: {reason} Bila kelompok tidak memintanya, segera"
           " hubungi kantor."),
    ),
    K.CASE_COMPLETE: Template(
        N_("Berkas lengkap"),
        N_("Berkas permohonan kelompok {group} lengkap. Permohonan masuk ke penilaian. Kami mengabari Anda"
           " hasilnya."),
    ),
    K.CASE_VISIT_COMES: Template(
        N_("Berkas lengkap, petugas akan berkunjung"),
        N_("Berkas permohonan kelompok {group} lengkap. Petugas akan melihat tempat usaha dan menemui anggota."
           " Hari dan jamnya kami kabarkan."),
    ),
    K.CASE_FIT: Template(
        N_("Tempat usaha dinyatakan layak"),
        N_("Tempat usaha kelompok {group} sudah dilihat dan dinyatakan layak. Permohonan masuk ke penilaian. Anda"
           " tidak perlu berbuat apa-apa sekarang."),
    ),
    K.CASE_UNFIT: Template(
        N_("Tempat usaha belum layak"),
        N_("Tempat usaha kelompok {group} sudah dilihat dan belum layak. Keterangan petugas: {reason} Kantor"
           " memutuskan apakah ada kunjungan kedua."),
    ),
    K.CASE_VISIT_AGAIN: Template(
        N_("Petugas akan berkunjung lagi"),
        N_("Petugas akan melihat tempat usaha kelompok {group} sekali lagi. Keterangan: {reason} Siapkan dahulu"
           " yang diminta. Hari dan jamnya kami kabarkan."),
    ),
    K.CASE_INELIGIBLE: Template(
        N_("Permohonan tidak memenuhi syarat"),
        N_("Permohonan bantuan kelompok {group} tidak memenuhi syarat. Alasan: {reason} Bila kelompok tidak"
           " setuju, ajukan keberatan paling lambat {until}, lewat halaman permohonan atau di kantor."),
    ),
    K.CASE_SELECTED: Template(
        N_("Kelompok Anda terpilih"),
        N_("Kelompok {group} terpilih pada daftar peringkat. Bantuan belum pasti: permohonan masih harus"
           " disetujui dan ditetapkan. Kami mengabari Anda."),
    ),
    K.CASE_RESERVE: Template(
        N_("Kelompok Anda masuk daftar cadangan"),
        N_("Kelompok {group} masuk daftar cadangan. Bila ada kelompok yang mundur, kelompok Anda dapat naik. Kami"
           " mengabari Anda."),
    ),
    K.CASE_NOT_SELECTED: Template(
        N_("Kelompok Anda tidak terpilih"),
        N_("Kelompok {group} tidak terpilih pada panggilan ini. Bila kelompok tidak setuju, ajukan keberatan"
           " paling lambat {until}, lewat halaman permohonan atau di kantor. Kelompok boleh mengajukan lagi pada"
           " panggilan berikutnya."),
    ),
    K.CASE_PROMOTED: Template(
        N_("Kelompok Anda naik dari daftar cadangan"),
        N_("Kelompok {group} naik dari daftar cadangan dan sekarang menunggu persetujuan. Bantuan belum pasti."
           " Kami mengabari Anda."),
    ),
    K.CASE_APPROVED: Template(
        N_("Permohonan disetujui"),
        N_("Permohonan bantuan kelompok {group} disetujui. Berikutnya surat keputusan (SK) ditandatangani. Jangan"
           " membeli apa pun atas nama bantuan sebelum SK ada."),
    ),
    K.CASE_REJECTED: Template(
        N_("Permohonan ditolak"),
        N_("Permohonan bantuan kelompok {group} ditolak. Alasan: {reason} Bila kelompok tidak setuju, ajukan"
           " keberatan paling lambat {until}, lewat halaman permohonan atau di kantor."),
    ),
    K.CASE_APPROVAL_CANCELLED: Template(
        N_("Persetujuan dibatalkan"),
        N_("Persetujuan bantuan untuk kelompok {group} dibatalkan sebelum ada SK. Alasan: {reason} Tanyakan ke"
           " kantor apa yang dapat dilakukan."),
    ),
    K.CASE_DECREED: Template(
        N_("Bantuan ditetapkan dalam SK"),
        N_("Bantuan untuk kelompok {group} ditetapkan dalam SK nomor {decree}, tanggal {dated}. Berikutnya barang"
           " dipesan atau modal disiapkan. Kami mengabari Anda harinya."),
    ),
    K.CASE_DECREE_REVOKED: Template(
        N_("Kelompok dikeluarkan dari SK"),
        N_("Kelompok {group} dikeluarkan dari SK penerima bantuan. Alasan: {reason} Bila ini keliru, segera"
           " hubungi kantor."),
    ),
    K.CASE_PEOPLE_AMENDED: Template(
        N_("Anggota penerima bantuan diubah"),
        N_("Daftar orang penerima bantuan kelompok {group} diubah dengan perubahan SK. Periksa daftarnya di"
           " kantor. Bila kelompok tidak memintanya, segera beri tahu kantor."),
    ),
    K.CASE_HELD: Template(
        N_("Permohonan ditahan dahulu"),
        N_("Permohonan kelompok {group} ditahan dahulu karena ada yang harus diperiksa. Selama itu tidak ada"
           " barang atau uang yang keluar. Kami mengabari Anda bila pemeriksaan selesai."),
    ),
    K.CASE_LET_GO: Template(
        N_("Permohonan dilanjutkan"),
        N_("Permohonan kelompok {group} tidak ditahan lagi dan dilanjutkan. Anda tidak perlu berbuat apa-apa"
           " sekarang."),
    ),
    K.APPEAL_CLOSING: Template(
        N_("Batas keberatan hampir lewat"),
        N_("Permohonan kelompok {group} berakhir tanpa bantuan. Bila kelompok tidak setuju, keberatan harus masuk"
           " paling lambat {until}, lewat halaman permohonan atau di kantor. Sesudah itu tidak dapat lagi."),
    ),
    K.APPEAL_RECEIVED: Template(
        N_("Keberatan kami terima"),
        N_("Keberatan kelompok {group} kami terima. Petugas lain yang memutuskannya. Kami mengabari Anda"
           " hasilnya."),
    ),
    K.APPEAL_DISMISSED: Template(
        N_("Keberatan tidak diterima"),
        N_("Keberatan kelompok {group} tidak diterima, jadi keputusan yang lama tetap. Alasan: {reason} Kelompok"
           " boleh mengajukan lagi pada panggilan berikutnya."),
    ),
    K.APPEAL_UPHELD: Template(
        N_("Keberatan dibenarkan"),
        N_("Keberatan kelompok {group} dibenarkan. Permohonannya diperiksa lagi dari berkas. Kami mengabari Anda."),
    ),
}  # fmt: skip
