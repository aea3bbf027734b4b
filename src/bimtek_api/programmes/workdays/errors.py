"""What the calendar refuses."""

from bimtek_api.core.errors import Conflict, Missing
from bimtek_api.core.i18n import N_


class UnknownHoliday(Missing):
    code = "holiday_not_found"
    text = N_("Hari libur ini tidak tercatat.")


class UnknownFreeze(Missing):
    code = "freeze_not_found"
    text = N_("Masa beku ini tidak ditemukan.")


class HolidayKnown(Conflict):
    code = "holiday_known"
    text = N_("Hari ini sudah tercatat sebagai hari libur.")


class Frozen(Conflict):
    """C41: no act that binds money in these days."""

    code = "frozen"
    text = N_("Masa beku sampai {until}: {reason}")
