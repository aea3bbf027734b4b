"""What consents refuse."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class NoConsent(Conflict):
    code = "no_consent"
    text = N_("Ia belum menyetujui dihubungi untuk pelatihan lain. Tanyakan dahulu, lalu catat di pendaftarannya.")


class UnknownNotice(Missing):
    code = "notice_not_found"
    text = N_("Pemberitahuan versi ini tidak ada.")
