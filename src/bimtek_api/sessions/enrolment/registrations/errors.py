"""What a registration refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownRegistration(Missing):
    code = "registration_not_found"
    text = N_("Pendaftaran ini tidak ditemukan.")


class RegistrationClosed(Conflict):
    code = "registration_closed"
    text = N_("Pendaftaran sesi ini sudah ditutup.")


class Unbound(Conflict):
    code = "person_unknown"
    text = N_("Tentukan dahulu orangnya: NIK ini sudah tercatat dengan kontak lain.")


class SecondRegistration(Conflict):
    code = "second_registration"
    text = N_("Orang ini sudah punya pendaftaran lain yang berlaku di sesi ini.")


class NoFreeSeat(Conflict):
    code = "no_free_seat"
    text = N_("Belum ada kursi kosong untuk Anda gantikan dengan orang ini.")


class OffersRest(Conflict):
    code = "offers_rest"
    text = N_("Kursi tidak ditawarkan saat pendaftaran dijeda atau ditutup.")


class OfferOver(Conflict):
    code = "offer_over"
    text = N_("Batas waktu sudah lewat. Kursi sudah ditawarkan kepada orang berikutnya.")


class RejoinedAlready(Conflict):
    code = "rejoined_already"
    text = N_("Kembali ke daftar tunggu hanya dapat sekali.")


class OverruleNeedsReason(Conflict):
    code = "overrule_needs_reason"
    text = N_("Ada peringatan. Tulis alasan mengapa tetap diterima.")


class SessionEnded(Conflict):
    code = "session_ended"
    text = N_("Sesi ini sudah selesai atau dibatalkan.")
