"""What answering a session's own questions refuses."""

from bimtek_api.core.errors import Conflict
from bimtek_api.core.i18n import N_


class FormChanged(Conflict):
    code = "form_changed"
    text = N_("Pertanyaan sesi ini baru saja diubah. Periksa jawaban Anda, lalu kirim lagi.")
