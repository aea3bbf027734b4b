"""What calls refuse."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownCall(Missing):
    code = "call_not_found"
    text = N_("Panggilan bantuan ini tidak ditemukan.")


class CallClosed(Conflict):
    code = "call_closed"
    text = N_("Panggilan bantuan ini tidak sedang dibuka.")


class PackageNotInCall(Conflict):
    code = "package_not_in_call"
    text = N_("Paket ini tidak termasuk panggilan bantuan itu.")


class CallNumberTaken(Conflict):
    code = "call_number_taken"
    text = N_("Nomor panggilan ini sudah dipakai.")
