"""What logging in refuses. One sentence for every reason: it must not tell which part was wrong."""

from bimtek_api.core.errors import Forbidden, LoginRequired, Missing
from bimtek_api.core.i18n import N_


class LoginFailed(LoginRequired):
    code = "login_failed"
    text = N_("Surel, kata sandi, atau kode tidak cocok. Periksa lalu coba lagi.")


class CodeRefused(LoginFailed):
    """The officer is known; only her code is asked for."""

    text = N_("Kode tidak cocok atau sudah dipakai. Tunggu kode berikutnya, lalu coba lagi.")


class LoginExpired(LoginRequired):
    code = "login_expired"
    text = N_("Waktu masuk Anda habis. Masuk lagi.")


class UnknownLogin(Missing):
    code = "login_not_found"
    text = N_("Perangkat ini tidak sedang masuk.")


class StepUpRequired(Forbidden):
    code = "step_up_required"
    text = N_("Masukkan kode sekali pakai yang baru: tindakan ini perlu bukti bahwa ini Anda.")
