"""One district at a glance."""

from datetime import datetime

from bimtek_api.core.fields import Read, Ref
from bimtek_api.regions.schemas import District


class RegistrationCounts(Read):
    total: int
    by_status: dict[str, int]


class SeatSums(Read):
    """Over the sessions that have not ended."""

    sessions: int
    size: int
    taken: int
    free: int
    waiting: int


class Need(Read):
    equipment: Ref
    people: int


class TradeCount(Read):
    trade: Ref
    people: int


class AidSoFar(Read):
    """Groups served and what they received, at reference prices."""

    applications: int
    handovers: int
    pieces: int
    value_rupiah: int


class DistrictSummary(Read):
    """Registrations and seats by the session's district; needs and trades by where people live."""

    district: District
    as_of: datetime
    registrations: RegistrationCounts
    participants: int
    certificates: int
    seats: SeatSums
    needs: list[Need]
    trades: list[TradeCount]
    aid: AidSoFar
