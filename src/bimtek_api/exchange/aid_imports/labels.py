"""Columns of a sheet of earlier aid: their names, the field each fills, an example."""

from bimtek_api.core.i18n import N_

COLUMNS = {
    "penerima": "recipient", "nik": "nik", "ponsel": "phone", "alamat": "address", "daerah": "district_code",
    "program": "programme_name", "paket": "package_name", "tanggal": "granted_on", "nilai": "amount_rupiah",
    "laporan": "reported", "kk": "family_card", "nib": "licence", "rekening": "account",
}  # fmt: skip
NEEDED = ("penerima", "daerah", "program", "paket", "tanggal", "nilai")
EXAMPLE = {
    "penerima": "KUB Contoh Jaya", "nik": "", "ponsel": "081200000001", "alamat": "Jalan Contoh 1, Plaju",
    "daerah": "16.71", "program": "Peralatan IKM 2023", "paket": "Paket mesin jahit", "tanggal": "2023-08-17",
    "nilai": "45000000", "laporan": "sudah", "kk": "", "nib": "", "rekening": "",
}  # fmt: skip
DONE, MISSING = ("sudah", "ya", "1", ""), ("belum", "tidak", "0")
REPORTED = N_("Tulis “sudah” atau “belum”.")
NO_MARK = N_("Isi paling sedikit satu tanda pengenal: NIK, kartu keluarga, NIB, rekening, ponsel, atau alamat.")
IN_FUTURE = N_("Tanggal bantuan belum tiba.")
REPEATED = N_("Baris ini sama dengan baris {row}.")
