"""What a session outside its window refuses."""

from bimtek_api.core.errors import Conflict
from bimtek_api.core.i18n import N_


class RegistrationNotOpen(Conflict):
    code = "registration_not_open"
    text = N_("Pendaftaran sesi ini belum dibuka.")


class RegistrationPaused(Conflict):
    code = "registration_paused"
    text = N_("Pendaftaran sesi ini sedang dijeda oleh dinas.")
