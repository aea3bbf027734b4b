"""Shapes of templates."""

from datetime import time
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from bimtek_api.core.fields import Name, OptionalTitle, Read, Ref, Write, required
from bimtek_api.core.i18n import N_
from bimtek_api.core.values.days import OfficeDay
from bimtek_api.participants.trades.catalogue import Trade
from bimtek_api.regions.schemas import RegionCode
from bimtek_api.sessions.planning.forms.fields import Question
from bimtek_api.sessions.planning.schedule.eligibility import Eligibility

required(
    starts_on=N_("Pilih hari pertama."),
)


class TemplateDay(Read):
    """A meeting-day `after` so many days from the first."""

    after: int
    starts_at: time
    ends_at: time


class TemplateShare(Read):
    """Seats kept for a group; open to all so many days before the first day, or never. Its name when shown."""

    kind: str
    value: str
    seats: int
    released_before: int | None
    name: str = ""


class TemplatePlan(Read):
    """What a session repeats. Registration opens and closes at 00.00, so many days before the first."""

    title: str
    trade: Trade
    summary: str
    audience: str
    venue: str
    address: str
    map_url: str | None
    moderated: bool
    attendance_percent: int
    offer_hours: int
    allowance_rupiah: int
    eligibility: Eligibility
    size: int
    opens_before: int
    closes_before: int
    days: list[TemplateDay]
    shares: list[TemplateShare]
    questions: list[Question]


class TemplateRead(Read):
    id: UUID
    name: str
    district: Ref
    plan: TemplatePlan


class Templates(Read):
    items: list[TemplateRead] = Field(description="By name.")


class TemplateCreate(Write):
    """Keeps what `session_id` repeats, for the office `district_code`: the session's own when left out."""

    session_id: UUID
    name: Name
    district_code: RegionCode | None = None


class SessionFromTemplate(Write):
    """What no two sessions share. Without a place, the template's."""

    number: Annotated[str, StringConstraints(min_length=3, max_length=40, pattern=r"^[A-Z0-9/.-]+$")]
    district_code: RegionCode
    starts_on: OfficeDay
    programme_id: UUID | None = None
    venue: OptionalTitle = None
    address: OptionalTitle = None
