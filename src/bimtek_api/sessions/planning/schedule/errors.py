"""What planning and running a session refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownSession(Missing):
    code = "session_not_found"
    text = N_("Sesi ini tidak ditemukan.")


class DaysAhead(Conflict):
    code = "days_ahead"
    text = N_("Hari terakhir pelatihan belum tiba.")


class MarksMissing(Conflict):
    code = "marks_missing"
    text = N_("Masih ada {count} kehadiran yang belum dicatat.")


class Undecided(Conflict):
    code = "undecided_registrations"
    text = N_("Masih ada {count} pendaftaran yang belum diputuskan.")


class NobodyAccepted(Conflict):
    code = "nobody_accepted"
    text = N_("Belum ada peserta yang diterima.")


class NumberTaken(Conflict):
    code = "session_number_taken"
    text = N_("Nomor sesi ini sudah dipakai.")


class NewDaysFirst(Conflict):
    code = "new_days_first"
    text = N_("Ubah dahulu hari pertemuan dan masa pendaftarannya ke tanggal yang akan datang.")


class StartedAlready(Conflict):
    code = "started_already"
    text = N_("Sesi ini sudah berjalan atau berakhir, jadi rencananya tidak dapat diubah.")


class TrainerTaken(Conflict):
    code = "trainer_taken"
    text = N_("{name} sudah mengajar di sesi {number} pada tanggal itu.")
