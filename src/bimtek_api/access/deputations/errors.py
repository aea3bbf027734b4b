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


class ActsAlready(Conflict):
    code = "acts_already"
    text = N_("Petugas itu sudah mewakili orang lain dalam peran ini di daerah dan waktu yang sama.")


class AcceptedAlready(Conflict):
    code = "accepted_already"
    text = N_("Penunjukan ini sudah diterima.")


class NotForThePrincipal(Conflict):
    code = "deputy_accepts"
    text = N_("Penunjukan diterima oleh petugas yang ditunjuk sendiri.")
