"""What keeping approval policies refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownPolicy(Missing):
    code = "policy_not_found"
    text = N_("Kebijakan persetujuan ini tidak ditemukan.")


class WrongPolicyEdition(Conflict):
    code = "wrong_edition"
    text = N_("Edisi berikutnya dari kebijakan ini adalah {edition}. Muat ulang, lalu ubah yang terbaru.")
