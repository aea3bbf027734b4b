"""What logging in refuses. One sentence for every reason: it must not tell which part was wrong."""

from uuid import UUID

from bimtek_api.core.errors import Fault, Forbidden, Invalid, LoginRequired, Missing
from bimtek_api.core.i18n import N_

PASSWORD_WRONG = N_("Kata sandi ini tidak cocok.")


class LoginFailed(LoginRequired):
    """Whose account was tried, and whether the password fitted, is for us to know: the answer never tells."""

    code = "login_failed"
    text = N_("Surel, kata sandi, atau kode tidak cocok. Periksa lalu coba lagi.")

    def __init__(self, officer_id: UUID | None = None, *, password_fits: bool = False) -> None:
        super().__init__()
        self.officer_id, self.password_fits = officer_id, password_fits


class PasswordRefused(Invalid):
    """Of somebody who is logged in already."""

    def __init__(self) -> None:
        super().__init__(Fault("/password", "password_wrong", PASSWORD_WRONG))


class CodeRefused(LoginFailed):
    """The officer is known; only her code is asked for."""

    text = N_("Kode tidak cocok atau sudah dipakai. Tunggu kode berikutnya, lalu coba lagi.")


class LoginEnded(LoginRequired):
    code = "login_ended"
    text = N_("Terlalu banyak kode yang salah, jadi Anda dikeluarkan. Masuk lagi untuk melanjutkan.")


class LoginExpired(LoginRequired):
    code = "login_expired"
    text = N_("Waktu masuk Anda habis. Masuk lagi.")


class UnknownLogin(Missing):
    code = "login_not_found"
    text = N_("Perangkat ini tidak sedang masuk.")


class StepUpRequired(Forbidden):
    code = "step_up_required"
    text = N_("Masukkan kode sekali pakai yang baru: tindakan ini perlu bukti bahwa ini Anda.")
