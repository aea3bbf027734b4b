"""Shape of the order of districts."""

from datetime import date

from bimtek_api.core.fields import Read, Ref


class Turn(Read):
    """`why` says in one sentence what put the district here."""

    place: int
    district: Ref
    waiting: int
    participants: int
    last_session_on: date | None
    handovers: int
    why: str


class Turns(Read):
    items: list[Turn]
