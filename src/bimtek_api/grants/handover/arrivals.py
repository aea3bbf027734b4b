"""Aid has reached a group, as goods or as money: what comes after it is the aftercare's, and follows by itself."""

from dataclasses import dataclass
from datetime import date

from bimtek_api.core.signals import Signal
from bimtek_api.grants.cases.applications.models import Application


@dataclass(frozen=True)
class Arrival:
    """`day`: the local day on which goods were handed over or money reached the account."""

    case: Application
    day: date


aid_arrived: Signal[Arrival] = Signal("aid_arrived")
