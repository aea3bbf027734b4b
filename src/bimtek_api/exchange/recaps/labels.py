"""Column heads of the allowance list. Papers are Indonesian; files follow the reader."""

from bimtek_api.core.i18n import N_

ALLOWANCE = (
    N_("Nomor pendaftaran"), N_("Nama"), N_("NIK (disamarkan)"), N_("Hari hadir"), N_("Uang saku per hari (Rp)"),
    N_("Jumlah (Rp)"),
)  # fmt: skip
