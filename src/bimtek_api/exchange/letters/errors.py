"""What writing letters refuses."""

from bimtek_api.core.errors import Conflict
from bimtek_api.core.i18n import N_


class NobodyToWriteTo(Conflict):
    code = "nobody_to_write_to"
    text = N_("Belum ada penerima surat ini. Terima peserta atau isi jadwal pelajaran dahulu.")


class NoDateToWrite(Conflict):
    code = "no_date_to_write"
    text = N_("Tanggal sesi ini belum pasti. Umumkan sesi ini dengan tanggalnya, lalu cetak surat.")
