"""Shapes of consents."""

from datetime import datetime

from bimtek_api.core.fields import Read, Write
from bimtek_api.sessions.enrolment.consents.models import Purpose


class PurposeRead(Read):
    """One use of data that needs her consent, in the words she agrees to."""

    code: Purpose
    text: str


class ConsentChange(Write):
    """Agreed to one purpose, or not any more."""

    purpose: Purpose
    given: bool


class ConsentRead(PurposeRead):
    """`given_at` null: she has not agreed, or has withdrawn it."""

    given_at: datetime | None
    notice_version: str | None
    channel: str | None
