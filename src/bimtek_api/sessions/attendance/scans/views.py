"""Readings and the door as the API shows them."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from bimtek_api.core.crypto import Vault
from bimtek_api.sessions.attendance.attendance.views import sheet_day
from bimtek_api.sessions.attendance.scans.errors import REASONS
from bimtek_api.sessions.attendance.scans.models import Direction
from bimtek_api.sessions.attendance.scans.schemas import Door, DoorDay, RosterRow, ScanResult
from bimtek_api.sessions.enrolment.receipts import documents as passes
from bimtek_api.sessions.planning.schedule import views
from bimtek_api.sessions.planning.schedule.models import MeetingDay


def result(row: Row) -> ScanResult:
    detail = REASONS[row.code]().detail if row.code else None
    return ScanResult.model_validate(dict(row._mapping) | {"detail": detail})


def door_day(day: MeetingDay, kept: Sequence[Row], today: date | None) -> DoorDay:
    counts = {way: sum(each.meeting_day_id == day.id and each.direction == way for each in kept) for way in Direction}
    shown = sheet_day(day, today).model_dump()
    return DoorDay(**shown, came=counts[Direction.IN], left=counts[Direction.OUT])


def door(
    row: Row,
    days: Sequence[MeetingDay],
    kept: Sequence[Row],
    expected: int,
    lists: tuple[Sequence[Any], Sequence[Any]],
    today: date | None,
) -> Door:
    """`lists`: the latest readings, and those somebody should look at."""
    latest, conflicts = lists
    return Door(
        session=views.session_row(row),
        expected=expected,
        days=[door_day(day, kept, today) for day in days],
        latest=[result(each) for each in latest],
        conflicts=[result(each) for each in conflicts],
    )


def roster_row(vault: Vault, row: Row) -> RosterRow:
    mark = passes.fingerprint(passes.text_of(vault, row))
    return RosterRow(number=row.number, name=row.name, nik_last4=row.nik_last4, fingerprint=mark)


def results(found: dict[UUID, Any], asked: list[UUID]) -> list[ScanResult]:
    """In the order they were sent."""
    return [result(found[nonce]) for nonce in asked]
