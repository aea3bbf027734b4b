"""The attendance list to print: names, one box per day, and a place for the officer's signature."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from uuid import UUID

from babel.dates import format_date
from sqlalchemy import Row

from bimtek_api.core import papers
from bimtek_api.exchange.exports import labels
from bimtek_api.sessions.attendance.attendance.models import Attendance
from bimtek_api.sessions.enrolment.registrations.models import Registration
from bimtek_api.sessions.planning.schedule.models import MeetingDay

TEMPLATE = Path(__file__).with_name("attendance.typ")


def person(
    number: int, registration: Registration, days: Sequence[MeetingDay], marks: Mapping[UUID, Attendance]
) -> dict[str, object]:
    cells = [labels.MARKS[marks[day.id].mark] if day.id in marks else "" for day in days]
    return {"number": number, "name": registration.name, "last4": registration.nik_last4, "cells": cells}


async def pdf(
    session: Row,
    days: Sequence[MeetingDay],
    people: Sequence[Registration],
    marks: dict[UUID, dict[UUID, Attendance]],
) -> bytes:
    """A4 across; a day without marks is an empty box to sign in. Always Indonesian: it is an office paper."""
    spelt = [
        f"{format_date(day.date, 'EEE, d MMM', locale='id')}\n{day.starts_at:%H.%M}–{day.ends_at:%H.%M}"
        for day in days
    ]
    return await papers.render(
        TEMPLATE,
        {
            "number": session.number, "title": session.title, "venue": session.venue, "address": session.address,
            "district": session.district_name, "zone": session.zone, "days": spelt,
            "people": [person(at, each, days, marks.get(each.id, {})) for at, each in enumerate(people, start=1)],
        },
    )  # fmt: skip
