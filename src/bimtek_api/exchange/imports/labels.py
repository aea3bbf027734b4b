"""Columns of a sheet of sessions: their names, the field each fills, an example."""

from bimtek_api.core.i18n import N_
from bimtek_api.participants.trades.catalogue import Trade

COLUMNS = {
    "nomor": "number", "judul": "title", "bidang": "trade", "daerah": "district_code", "tempat": "venue",
    "alamat": "address", "kursi": "size", "dibuka": "opens_at", "ditutup": "closes_at", "hari": "days",
    "jam_mulai": "starts_at", "jam_selesai": "ends_at", "peserta": "audience", "keterangan": "summary",
    "persen_hadir": "attendance_percent", "diperiksa": "moderated", "uang_saku": "allowance_rupiah",
}  # fmt: skip
READ_APART = ("dibuka", "ditutup", "hari", "jam_mulai", "jam_selesai", "diperiksa")
NEEDED = ("nomor", "judul", "bidang", "daerah", "tempat", "alamat", "kursi", "dibuka", "ditutup", "hari")
EXAMPLE = {
    "nomor": "1671/2027/001", "judul": "Konfeksi dan menjahit", "bidang": str(Trade.GARMENT), "daerah": "16.71",
    "tempat": "Balai Latihan", "alamat": "Jalan Contoh 1", "kursi": "30", "dibuka": "2027-01-04",
    "ditutup": "2027-01-29", "hari": "2027-02-01; 2027-02-02; 2027-02-03", "jam_mulai": "08:00",
    "jam_selesai": "16:00", "peserta": "Untuk pemula", "keterangan": "", "persen_hadir": "80", "diperiksa": "ya",
    "uang_saku": "0",
}  # fmt: skip
SEVERAL = N_("Nama ini dipakai lebih dari satu daerah: {names}. Tulis kodenya.")
YES_OR_NO = N_("Tulis “ya” atau “tidak”.")
REPEATED = N_("Nomor ini sudah dipakai di baris {row}.")
TAKEN = N_("Nomor ini sudah dipakai sesi lain.")
NOT_YOURS = N_("Daerah ini bukan daerah Anda.")
YES, NO = ("ya", "yes", "y", "1", "true", "benar"), ("tidak", "no", "n", "t", "0", "false", "salah")
LIST = r"[;\n]|,(?= *[0-9])"  # between the days of one cell; a comma after a weekday's name is none
