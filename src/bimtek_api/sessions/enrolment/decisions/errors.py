"""What deciding refuses."""

from bimtek_api.core.errors import Conflict
from bimtek_api.core.i18n import N_


class AlreadyBound(Conflict):
    code = "person_known"
    text = N_("Pendaftaran ini sudah terhubung dengan data peserta.")


class TooYoung(Conflict):
    code = "too_young"
    text = N_("Ia belum cukup umur untuk sesi ini pada hari pertamanya.")
