"""Shapes of appointments."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from bimtek_api.core.fields import OptionalTitle, Paragraph, Read, Title, Write
from bimtek_api.core.values.instants import Instant
from bimtek_api.grants.cases.appointments.models import AppointmentKind


class AppointmentCreate(Write):
    """`bring`: what the group has ready or brings along."""

    kind: AppointmentKind
    starts_at: Instant
    place: Title
    bring: OptionalTitle = None


class AppointmentEnd(Write):
    reason: Annotated[Paragraph, StringConstraints(min_length=1, max_length=500)]


class AppointmentRead(Read):
    id: UUID
    kind: AppointmentKind
    starts_at: datetime
    place: str
    bring: str | None


class Appointments(Read):
    items: list[AppointmentRead]
    kinds: list[AppointmentKind]  # what the caller may plan now
