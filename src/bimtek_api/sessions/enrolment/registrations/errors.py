"""What registering and deciding refuses."""

from bimtek_api.core.errors import Conflict, Missing, Unprocessable
from bimtek_api.core.i18n import N_
from bimtek_api.core.idempotency import KeyReused


class CodeWrong(Unprocessable):
    code = "code_wrong"
    text = N_("Kode itu salah atau sudah tidak berlaku. Periksa angkanya, atau minta kode baru sesudah satu jam.")


class UnknownRegistration(Missing):
    code = "registration_not_found"
    text = N_("Pendaftaran ini tidak ditemukan.")


class RegisteredAlready(KeyReused):
    """The form was sent again with other fields: it made a registration already."""

    text = N_("Anda sudah terdaftar, nomor {number}. Isian yang baru dikirim tidak disimpan.")
    tells = ("number",)


class EnoughHeld(Conflict):
    """Nobody fills an officer's list from one place."""

    code = "registrations_enough"
    text = N_(
        "Dari tempat ini sudah banyak pendaftaran yang menunggu dilihat petugas. Minta petugas dinas mendaftarkan"
        " Anda, atau membuka jendela untuk tempat Anda."
    )


class RepeatOpensNothing(Conflict):
    code = "receipt_repeated"
    text = N_(
        "Nomor ini milik kiriman ulang. Yang berlaku bukti pendaftaran yang pertama: buka lewat alamatnya, atau minta"
        " kode di halaman Cek status."
    )


class UnknownReceipt(Missing):
    code = "receipt_not_found"
    text = N_("Nomor pendaftaran dan tanggal lahir tidak cocok dengan data kami. Periksa keduanya.")


class RegistrationNotOpen(Conflict):
    code = "registration_not_open"
    text = N_("Pendaftaran sesi ini belum dibuka.")


class RegistrationClosed(Conflict):
    code = "registration_closed"
    text = N_("Pendaftaran sesi ini sudah ditutup.")


class NoticeOutdated(Conflict):
    code = "notice_outdated"
    text = N_("Pemberitahuan data pribadi sudah diperbarui. Baca yang baru, lalu kirim lagi.")


class Unbound(Conflict):
    code = "person_unknown"
    text = N_("Tentukan dahulu orangnya: NIK ini sudah tercatat dengan kontak lain.")


class AlreadyBound(Conflict):
    code = "person_known"
    text = N_("Pendaftaran ini sudah terhubung dengan data peserta.")


class SecondRegistration(Conflict):
    code = "second_registration"
    text = N_("Orang ini sudah punya pendaftaran lain yang berlaku di sesi ini.")


class NoFreeSeat(Conflict):
    code = "no_free_seat"
    text = N_("Belum ada kursi kosong untuk Anda gantikan dengan orang ini.")


class TooYoung(Conflict):
    code = "too_young"
    text = N_("Ia belum cukup umur untuk sesi ini pada hari pertamanya.")


class RegistrationPaused(Conflict):
    code = "registration_paused"
    text = N_("Pendaftaran sesi ini sedang dijeda oleh dinas.")


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


class NoConsent(Conflict):
    code = "no_consent"
    text = N_("Ia belum menyetujui dihubungi untuk pelatihan lain. Tanyakan dahulu, lalu catat di pendaftarannya.")


class UnknownNotice(Missing):
    code = "notice_not_found"
    text = N_("Pemberitahuan versi ini tidak ada.")


class FileNotAsked(Missing):
    code = "file_not_asked"
    text = N_("Berkas ini tidak diminta pada pendaftaran ini.")


class FilesClosed(Conflict):
    code = "files_closed"
    text = N_("Berkas tidak dapat dikirim lagi pada keadaan ini.")


class DelegationsEnough(Conflict):
    code = "delegations_enough"
    text = N_(
        "Dari jaringan ini sudah ada rombongan untuk sesi ini. Minta petugas dinas membuka jendela untuk tempat Anda,"
        " atau mendaftarkan rombongan ini."
    )
