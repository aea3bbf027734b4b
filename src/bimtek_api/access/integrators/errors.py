"""What API keys refuse."""

from bimtek_api.core.errors import LoginRequired
from bimtek_api.core.i18n import N_


class KeyRefused(LoginRequired):
    code = "api_key_refused"
    text = N_("Kunci API ini tidak berlaku.")
