"""Codes as words in exported cells."""

from bimtek_api.core.i18n import N_
from bimtek_api.participants.people.models import Sex
from bimtek_api.sessions.attendance.attendance.models import Mark
from bimtek_api.sessions.enrolment.registrations.models import Channel
from bimtek_api.sessions.enrolment.registrations.models import RegistrationStatus as S

STATUS = {
    S.PENDING_REVIEW: N_("Perlu diperiksa"),
    S.HELD: N_("Ditahan, periksa dahulu"),
    S.RETURNED: N_("Menunggu perbaikan"),
    S.LAPSED: N_("Lewat waktu"),
    S.WAITLISTED: N_("Daftar tunggu"),
    S.OFFERED: N_("Ditawari kursi"),
    S.DECLINED: N_("Tawaran dilepas"),
    S.OFFER_LAPSED: N_("Tawaran lewat waktu"),
    S.CONFIRMED: N_("Mendapat kursi"),
    S.ATTENDING: N_("Sedang ikut"),
    S.COMPLETED: N_("Selesai"),
    S.NOT_COMPLETED: N_("Tidak selesai"),
    S.NO_SHOW: N_("Tidak hadir"),
    S.REJECTED: N_("Ditolak"),
    S.WITHDRAWN: N_("Mengundurkan diri"),
    S.SUBSTITUTED: N_("Digantikan"),
    S.CANCELLED_BY_OFFICE: N_("Sesi dibatalkan"),
    S.CLOSED_UNSERVED: N_("Tidak kebagian kursi"),
}
MARKS = {
    Mark.PRESENT: N_("Hadir"), Mark.LATE: N_("Terlambat"), Mark.EXCUSED: N_("Izin"), Mark.ABSENT: N_("Tidak hadir"),
}  # fmt: skip
CHANNELS = {
    Channel.SELF: N_("Mendaftar sendiri"), Channel.OFFICER: N_("Lewat petugas"),
    Channel.INTEGRATOR: N_("Lewat aplikasi lain"), Channel.WALK_IN: N_("Datang langsung"),
}  # fmt: skip
SEX = {Sex.FEMALE: N_("Perempuan"), Sex.MALE: N_("Laki-laki")}
REGISTRATIONS = (
    N_("Nomor pendaftaran"), N_("Nama"), N_("NIK"), N_("Kelamin"), N_("Ponsel"), N_("Surel"),
    N_("Kabupaten/kota domisili"), N_("Kecamatan"), N_("Nama usaha"), N_("Bidang usaha"), N_("Sesi"), N_("Mulai"),
    N_("Status"), N_("Antrean"), N_("Cara mendaftar"), N_("Waktu mendaftar"),
)  # fmt: skip
PERSON = (N_("Nomor pendaftaran"), N_("Nama"), N_("NIK"))
PRESENT_DAYS = N_("Hari hadir")
