"""What telling people refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownMessage(Missing):
    code = "message_not_found"
    text = N_("Pesan ini tidak ada, atau bukan di daerah Anda.")


class ToldAlready(Conflict):
    code = "told_already"
    text = N_("Pesan ini sudah terkirim atau sudah disampaikan.")


class NotUndelivered(Conflict):
    code = "not_undelivered"
    text = N_("Hanya kabar yang tidak sampai dapat dikirim ulang.")
