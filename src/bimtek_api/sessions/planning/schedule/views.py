"""Rows of sessions as the API shows them."""

from collections.abc import Sequence
from typing import Any

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
PLAIN = (
    "id", "number", "title", "audience", "status", "venue", "address", "map_url", "zone", "starts_on", "ends_on",
    "moderated",
)  # fmt: skip


def window(row: Any) -> Window:
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


def session_row(row: Any) -> SessionRow:
    return SessionRow(**_parts(row))


def _parts(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in PLAIN} | {
        "trade": trade_ref(row.trade),
        "district": Ref(code=row.district_code, name=row.district_name),
        "registration": window(row),
        "seats": Seats(size=row.size, taken=row.taken, free=max(0, row.size - row.taken), waiting=row.waiting),
    }


def day_read(day: MeetingDay) -> MeetingDayRead:
    return MeetingDayRead(
        id=day.id, date=day.date, starts_at=f"{day.starts_at:%H:%M}", ends_at=f"{day.ends_at:%H:%M}"
    )


def share_read(row: Any) -> Share:
    return Share(
        kind=row.kind, value=row.value, name=row.district_name or target_name(row.value), seats=row.share,
        released_at=row.released_at,
    )  # fmt: skip


def session_detail(
    row: Any,
    days: Sequence[MeetingDay],
    shares: Sequence[Any],
    actions: tuple[list[Available], list[Unavailable]] = ([], []),
) -> SessionDetail:
    """One session with its days and, for officers, what can be done now and why not."""
    return SessionDetail(
        **_parts(row),
        programme_id=row.programme_id,
        programme_name=row.programme_name,
        summary=row.summary,
        shares=[share_read(each) for each in shares],
        offer_hours=row.offer_hours,
        allowance_rupiah=row.allowance_rupiah,
        eligibility=row.eligibility,
        rules=eligibility.sentences(row.eligibility),
        days=[day_read(day) for day in days],
        attendance_percent=row.attendance_percent,
        form_version=row.form_version,
        version=row.version,
        available_actions=actions[0],
        unavailable_actions=actions[1],
    )
