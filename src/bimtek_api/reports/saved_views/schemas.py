"""Saved views as they are sent and shown."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from bimtek_api.core.fields import Read, Search, Write
from bimtek_api.sessions.enrolment.registrations.models import RegistrationStatus


class ViewFilters(Write):
    """The filters of the registrations table that are worth keeping."""

    session: UUID | None = None
    status: RegistrationStatus | None = None
    delegation: UUID | None = None
    file_missing: bool | None = None
    q: Search | None = None


class ViewWrite(Write):
    """A name she used before is given to the new filters."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
    filters: ViewFilters


class ViewRead(Read):
    id: UUID
    name: str
    filters: ViewFilters


class Views(Read):
    items: list[ViewRead] = Field(description="By name.")
