"""Why a code at the door is not accepted. Each has a machine code and one sentence for the officer."""

from bimtek_api.core.errors import Conflict
from bimtek_api.core.i18n import N_


class PassUnreadable(Conflict):
    code = "pass_unreadable"
    text = N_("Ini bukan kode peserta kami.")


class PassForged(Conflict):
    code = "pass_forged"
    text = N_("Kode ini bukan buatan kami. Periksa KTP dan ketik nomor pendaftarannya.")


class PassRenewed(Conflict):
    code = "pass_renewed"
    text = N_("Kode ini sudah diganti. Minta peserta membuka halaman pendaftarannya lagi.")


class NumberUnknown(Conflict):
    code = "number_unknown"
    text = N_("Nomor pendaftaran ini tidak ada. Periksa hurufnya.")


class OtherSession(Conflict):
    code = "other_session"
    text = N_("Pendaftaran ini untuk sesi lain.")


class NotAccepted(Conflict):
    code = "not_accepted"
    text = N_("Belum mendapat kursi di sesi ini. Lihat pendaftarannya.")


class NoMeetingDay(Conflict):
    code = "no_meeting_day"
    text = N_("Tanggal pindaian bukan hari pertemuan sesi ini.")


class FromTheFuture(Conflict):
    code = "from_the_future"
    text = N_("Jam perangkat ini terlalu maju. Betulkan jamnya, lalu pindai lagi.")


class SessionOver(Conflict):
    code = "session_over"
    text = N_("Sesi tidak sedang berjalan. Perbaiki lewat daftar hadir.")


class AlreadyIn(Conflict):
    code = "already_in"
    text = N_("Sudah tercatat masuk pada hari ini.")


class AlreadyOut(Conflict):
    code = "already_out"
    text = N_("Sudah tercatat keluar pada hari ini.")


class EntryMissing(Conflict):
    code = "entry_missing"
    text = N_("Keluar tercatat, tetapi belum ada catatan masuk.")


REASONS = {
    each.code: each
    for each in (
        PassUnreadable, PassForged, PassRenewed, NumberUnknown, OtherSession, NotAccepted, NoMeetingDay,
        FromTheFuture, SessionOver, AlreadyIn, AlreadyOut, EntryMissing,
    )
}  # fmt: skip
