"""What people agreed to."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from bimtek_api.core.models import Row, choice, now_column
from bimtek_api.core.personal import (
    Consented,
    Plain,
    Subject,
)
from bimtek_api.sessions.enrolment.registrations.models import Channel


class Purpose(StrEnum):
    """What her data may be used for only if she agrees; everything else rests on the office's public task."""

    INVITATIONS = "invitations"
    PUBLICATION = "publication"


class Consent(Row, table=True):
    """She agreed to one purpose, under the notice shown then; a withdrawn one stays as proof of both.

    `channel` and `withdrawn_channel`: `self` by her own receipt, or somebody who wrote down what she said.
    """

    __tablename__ = "consents"
    __table_args__ = (
        Index(
            "uq_consents_registration_id_purpose",
            "registration_id",
            "purpose",
            unique=True,
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
        Index(None, "registration_id"),
        CheckConstraint("num_nulls(withdrawn_at, withdrawn_channel) IN (0, 2)", name="withdrawn"),
        CheckConstraint("withdrawn_at >= given_at", name="order"),
    )

    registration_id: Subject[UUID] = Field(foreign_key="registrations.id")
    purpose: Consented[Purpose] = choice(Purpose, "purpose")
    notice_version: Consented[str] = Field(max_length=20)
    channel: Consented[Channel] = choice(Channel, "channel")
    given_at: Consented[datetime] = now_column()
    withdrawn_at: Consented[datetime | None] = Field(default=None)
    withdrawn_channel: Plain[Channel | None] = choice(Channel, "withdrawn_channel", nullable=True)
