"""What registering refuses."""

from bimtek_api.core.errors import Conflict
from bimtek_api.core.i18n import N_
from bimtek_api.core.idempotency import KeyReused


class RegisteredAlready(KeyReused):
    """The form was sent again with other fields: it made a registration already."""

    text = N_("Anda sudah terdaftar, nomor {number}. Isian yang baru dikirim tidak disimpan.")
    tells = ("number",)


class NoticeOutdated(Conflict):
    code = "notice_outdated"
    text = N_("Pemberitahuan data pribadi sudah diperbarui. Baca yang baru, lalu kirim lagi.")
