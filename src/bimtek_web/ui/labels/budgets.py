"""Words of budgets and where their money comes from."""

from bimtek_web.ui.i18n import N_

FUNDING = {"APBN": N_("APBN (pusat)"), "APBD": N_("APBD (daerah)")}
LEVELS = {
    "year": N_("Tahun"),
    "programme": N_("Program"),
    "province": N_("Provinsi"),
    "district": N_("Kabupaten/kota"),
    "line": N_("Baris anggaran"),
}
YEARS = {
    "open": ("ok", N_("Terbuka")),
    "locked": ("wait", N_("Dikunci")),
    "closed": ("ended", N_("Ditutup")),
}
