"""What acting for somebody else refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownDeputation(Missing):
    code = "deputation_not_found"
    text = N_("Penunjukan ini tidak ditemukan.")


class NotYourRole(Conflict):
    code = "not_your_role"
    text = N_("Anda hanya dapat menunjuk pelaksana untuk peran yang Anda pegang sendiri.")


class EndedAlready(Conflict):
    code = "ended_already"
    text = N_("Penunjukan ini sudah berakhir.")
