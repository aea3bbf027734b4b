"""What the check page refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownCertificate(Missing):
    code = "certificate_not_found"
    text = N_("Kode ini bukan kode sertifikat kami. Periksa hurufnya.")


class CertificateRevoked(Conflict):
    code = "certificate_revoked"
    text = N_("Sertifikat ini sudah dicabut, jadi tidak dapat dicetak.")


class NotValid(Conflict):
    code = "certificate_not_valid"
    text = N_("Sertifikat ini sudah dicabut atau sudah diganti.")
