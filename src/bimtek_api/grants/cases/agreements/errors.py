"""What printing an agreement refuses."""

from bimtek_api.core.errors import Conflict
from bimtek_api.core.i18n import N_


class AgreementNeedsDecree(Conflict):
    code = "agreement_needs_decree"
    text = N_("Perjanjian dicetak setelah kelompok ini ditetapkan dengan SK.")


class NoAgreement(Conflict):
    code = "no_agreement"
    text = N_("Perjanjian hibah hanya untuk bantuan dari APBD.")
