"""What signatures refuse."""

from bimtek_api.core.errors import Conflict
from bimtek_api.core.i18n import N_


class SignatureUsed(Conflict):
    """One picture, one signature: not the other side's, not another case's, not twice."""

    code = "signature_used"
    text = N_("Gambar tanda tangan ini sudah dipakai. Setiap pihak menandatangani sendiri, setiap kali.")
