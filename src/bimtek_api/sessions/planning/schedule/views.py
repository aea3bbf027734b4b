"""Rows of sessions as the API shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Row

from bimtek_api.core.fields import Ref
from bimtek_api.core.i18n import N_, translate
from bimtek_api.core.workflow import Available, Unavailable
from bimtek_api.participants.trades.schemas import trade_ref
from bimtek_api.sessions.planning.schedule import eligibility
from bimtek_api.sessions.planning.schedule.models import ANNOUNCED, MeetingDay, SessionStatus, Target
from bimtek_api.sessions.planning.schedule.schemas import (
    MeetingDayRead,
    Seats,
    SessionDetail,
    SessionRow,
    Share,
    Window,
)

TARGETS = {
    Target.WOMEN: N_("Perempuan"),
    Target.DISABLED: N_("Penyandang disabilitas"),
    Target.FIRST_TIMERS: N_("Baru pertama kali ikut"),
}


@dataclass(frozen=True, kw_only=True)
class PublicSession:
    """What everybody may see of a session, where a statement read it beside something else."""

    id: UUID
    number: str
    status: str
    title: str
    trade: str
    audience: str
    venue: str
    address: str
    map_url: str | None
    zone: str
    starts_on: date
    ends_on: date
    moderated: bool
    opens_at: datetime
    closes_at: datetime
    district_code: str
    district_name: str
    status_reason: str | None
    size: int
    taken: int
    waiting: int
    now: datetime


def window(row: Row | PublicSession) -> Window:
    """Open only between the two instants and while the session is published or running."""
    if row.status not in (*ANNOUNCED, SessionStatus.IN_PROGRESS) or row.closes_at <= row.now:
        state = "closed"
    elif row.status in (SessionStatus.PAUSED, SessionStatus.POSTPONED):
        state = "paused"
    else:
        state = "open" if row.opens_at <= row.now else "upcoming"
    return Window(state=state, opens_at=row.opens_at, closes_at=row.closes_at, reason=row.status_reason)


def target_name(value: str) -> str:
    """A target group in the request's language."""
    return translate(TARGETS[Target(value)])


def session_row(row: Row | PublicSession) -> SessionRow:
    return SessionRow.from_row(
        row,
        trade=trade_ref(row.trade),
        district=Ref.district(row),
        registration=window(row),
        seats=Seats(size=row.size, taken=row.taken, free=max(0, row.size - row.taken), waiting=row.waiting),
    )


def day_read(day: MeetingDay) -> MeetingDayRead:
    return MeetingDayRead(
        id=day.id, date=day.date, starts_at=f"{day.starts_at:%H:%M}", ends_at=f"{day.ends_at:%H:%M}"
    )


def share_read(row: Row) -> Share:
    return Share(
        kind=row.kind, value=row.value, name=row.district_name or target_name(row.value), seats=row.share,
        released_at=row.released_at,
    )  # fmt: skip


def session_detail(
    row: Row,
    days: Sequence[MeetingDay],
    shares: Sequence[Row],
    actions: tuple[list[Available], list[Unavailable]] = ([], []),
) -> SessionDetail:
    """One session with its days and, for officers, what can be done now and why not."""
    return SessionDetail.from_row(
        row,
        **dict(session_row(row)),
        shares=[share_read(each) for each in shares],
        rules=eligibility.sentences(row.eligibility),
        days=[day_read(day) for day in days],
        available_actions=actions[0],
        unavailable_actions=actions[1],
    )
