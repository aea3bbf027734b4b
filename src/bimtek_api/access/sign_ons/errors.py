"""What signing on with the office's account refuses."""

from bimtek_api.core.errors import Conflict, LoginRequired, Missing, Unavailable
from bimtek_api.core.i18n import N_


class SignOnOff(Missing):
    code = "sign_on_off"
    text = N_("Masuk dengan akun kantor tidak dipakai di sini.")


class SignOnFailed(LoginRequired):
    code = "sign_on_failed"
    text = N_("Masuk dengan akun kantor tidak selesai. Mulai lagi dari halaman masuk.")


class AccountUnknown(Conflict):
    """Said only to somebody the provider has just vouched for."""

    code = "account_unknown"
    text = N_("Akun kantor Anda belum terdaftar atau belum aktif di Bimtek. Hubungi administrator.")


class ProviderUnreachable(Unavailable):
    code = "provider_unreachable"
    text = N_("Layanan akun kantor tidak menjawab. Coba lagi, atau masuk dengan kata sandi Bimtek.")
