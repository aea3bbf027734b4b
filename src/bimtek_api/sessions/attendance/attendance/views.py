"""The attendance sheet as the API shows it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Row

from bimtek_api.sessions.attendance.attendance.errors import DayNotReached
from bimtek_api.sessions.attendance.attendance.models import Attendance
from bimtek_api.sessions.attendance.attendance.schemas import CellRead, PaperRead, Sheet, SheetDay, SheetRow
from bimtek_api.sessions.enrolment.registrations.models import Registration
from bimtek_api.sessions.planning.schedule import views
from bimtek_api.sessions.planning.schedule.models import MeetingDay


def sheet_day(day: MeetingDay, today: date | None) -> SheetDay:
    ahead = today is not None and day.date > today
    why = DayNotReached(day=day.date.strftime("%d-%m-%Y")).detail if ahead else None
    over = today is not None and day.date < today
    return SheetDay(id=day.id, date=day.date, markable=not ahead, over=over, why=why)


def sheet(
    row: Row,
    days: Sequence[MeetingDay],
    people: Sequence[Registration],
    marks: dict[UUID, dict[UUID, Attendance]],
    papers: Sequence[Row],
    today: date | None,
) -> Sheet:
    """`today` None means training mode: every day may be marked."""
    return Sheet(
        session=views.session_row(row),
        version=row.version,
        days=[sheet_day(day, today) for day in days],
        papers=[PaperRead.model_validate(paper) for paper in papers],
        rows=[
            SheetRow(
                registration_id=person.id,
                name=person.name,
                nik_last4=person.nik_last4,
                status=person.status,
                marks={day: CellRead.model_validate(cell) for day, cell in marks.get(person.id, {}).items()},
            )
            for person in people
        ],
    )
