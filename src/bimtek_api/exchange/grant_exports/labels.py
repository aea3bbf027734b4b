"""Codes and columns of exported grants as words."""

from bimtek_api.core.i18n import N_
from bimtek_api.grants.cases.applications.models import ApplicationStatus as S
from bimtek_api.grants.goods.stock.models import UnitStatus as U
from bimtek_api.grants.handover.assets.models import AssetStatus as M

STATUS = {
    S.DRAFT: N_("Rancangan"),
    S.DISCARDED: N_("Dibuang"),
    S.IN_DESK_CHECK: N_("Berkas diperiksa"),
    S.RETURNED: N_("Menunggu perbaikan"),
    S.LAPSED: N_("Lewat waktu"),
    S.INELIGIBLE: N_("Tidak memenuhi syarat"),
    S.WITHDRAWN: N_("Ditarik kelompok"),
    S.IN_FIELD_CHECK: N_("Menunggu kunjungan"),
    S.FIELD_FAILED: N_("Lapangan belum layak"),
    S.IN_APPROVAL: N_("Menunggu keputusan"),
    S.SENT_BACK: N_("Dikembalikan pemutus"),
    S.REJECTED: N_("Ditolak"),
    S.APPROVAL_CANCELLED: N_("Persetujuan dibatalkan"),
    S.APPROVED: N_("Disetujui, menunggu SK"),
    S.DECREED: N_("Ditetapkan (SK), siap diserahkan"),
    S.DECREE_REVOKED: N_("Dikeluarkan dari SK"),
    S.PARTLY_DELIVERED: N_("Diterima sebagian"),
    S.DELIVERED: N_("Diterima"),
    S.READY_FOR_SCORING: N_("Menunggu nilai"),
    S.SCORED: N_("Menunggu peringkat"),
    S.RESERVE: N_("Daftar cadangan"),
    S.NOT_SELECTED: N_("Tidak terpilih"),
    S.CLOSED: N_("Selesai"),
    S.BREACHED: N_("Melanggar perjanjian"),
    S.RECALLED: N_("Bantuan ditarik"),
}
MACHINES = {
    M.INSTALLED: N_("Terpasang, belum dilaporkan dipakai"), M.IN_USE: N_("Dipakai"), M.IDLE: N_("Menganggur"),
    M.UNDER_REPAIR: N_("Diperbaiki"), M.BROKEN: N_("Rusak"), M.LOST: N_("Hilang"), M.RECALLED: N_("Ditarik"),
    M.RESTOCKED: N_("Di gudang"), M.VOIDED: N_("Penyerahan dibatalkan"), M.WRITTEN_OFF: N_("Dihapus"),
}  # fmt: skip
PIECES = {
    U.RECEIVED: N_("Datang, belum diperiksa"), U.IN_STOCK: N_("Di gudang"), U.REJECTED: N_("Ditolak"),
    U.RETURNED: N_("Dikembalikan kepada penyedia"), U.HANDED_OVER: N_("Diserahkan"),
    U.DISPATCHED: N_("Dikirim"), U.ARRIVED: N_("Sampai"), U.DAMAGED: N_("Rusak di jalan"),
    U.LOST: N_("Hilang di jalan"),
}  # fmt: skip
STOCK = (
    N_("Nama barang"), N_("Nomor seri"), N_("Kelompok"), N_("Kabupaten/kota"), N_("Nomor kontrak"), N_("Keadaan"),
    N_("Catatan"), N_("Nilai (Rp)"), N_("Hari di gudang"),
)  # fmt: skip
APPLICATIONS = (
    N_("Nomor permohonan"), N_("Kelompok"), N_("Kabupaten/kota"), N_("Program"), N_("Tahun"), N_("Dana"),
    N_("Panggilan"), N_("Paket"), N_("Nilai (rupiah)"), N_("Status"), N_("Masuk"), N_("Nomor SK"),
)  # fmt: skip
DECREES = (
    N_("Nomor SK"), N_("Tanggal"), N_("Penanda tangan"), N_("Jabatan"), N_("Kabupaten/kota"), N_("Baris lampiran"),
    N_("Kelompok"), N_("Nomor permohonan"), N_("Paket"), N_("Nilai (rupiah)"), N_("Dilepas (rupiah)"),
    N_("Dikeluarkan"),
)  # fmt: skip
ASSETS = (
    N_("Alat"), N_("Nomor seri"), N_("Kelompok"), N_("Kabupaten/kota"), N_("Pemegang"), N_("Tempat"), N_("Keadaan"),
    N_("Diserahkan"), N_("Harga acuan (rupiah)"), N_("Hak milik sejak"), N_("Surat hak milik"),
)  # fmt: skip
HANDOVERS = (
    N_("Nomor berita acara"), N_("Waktu"), N_("Kabupaten/kota"), N_("Tempat"), N_("Kelompok"),
    N_("Nomor permohonan"), N_("Barang"), N_("Banyaknya"), N_("Nomor seri"), N_("Penyerah"), N_("Penerima"),
)  # fmt: skip
