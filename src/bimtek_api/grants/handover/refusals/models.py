"""Pieces a group refused at the door. Triggers hold that they were there, and that they went back."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from bimtek_api.core.models import Row, Stamped, choice
from bimtek_api.core.personal import CaseText, Evidence, Plain


class RefusalReason(StrEnum):
    BROKEN = "broken"
    INCOMPLETE = "incomplete"
    WRONG = "wrong"
    NOT_NEEDED = "not_needed"
    SITE_NOT_READY = "site_not_ready"
    OTHER = "other"


# What the piece itself lacks: it is shown on a photo, and its supplier is not paid for it.
DEFECTS = (RefusalReason.BROKEN, RefusalReason.INCOMPLETE, RefusalReason.WRONG)


class RefusedPiece(Row, Stamped, table=True):
    """One piece the group did not take, in a handover that gave others or in a visit that gave nothing.

    `return_id`: how it came back to the store. `words`: what the group said. A photo shows pieces of one door.
    """

    __tablename__ = "refused_pieces"
    __table_args__ = (
        CheckConstraint("num_nonnulls(handover_id, attempt_id) = 1", name="door"),
        CheckConstraint("reason NOT IN ('broken', 'incomplete', 'wrong') OR photo_id IS NOT NULL", name="photo"),
        CheckConstraint("words <> ''", name="words"),
        Index(None, "handover_id"),
        Index(None, "attempt_id"),
        Index(None, "application_line_id"),
        Index(None, "unit_id"),
    )

    return_id: Plain[UUID] = Field(foreign_key="stock_returns.id", unique=True)
    handover_id: Plain[UUID | None] = Field(default=None, foreign_key="handovers.id")
    attempt_id: Plain[UUID | None] = Field(default=None, foreign_key="handover_attempts.id")
    application_line_id: Plain[UUID] = Field(foreign_key="application_lines.id")
    unit_id: Plain[UUID] = Field(foreign_key="stock_units.id")
    serial: Plain[str] = Field(max_length=60)
    reason: Plain[RefusalReason] = choice(RefusalReason, "reason")
    words: CaseText[str] = Field(max_length=500)
    photo_id: Evidence[UUID | None] = Field(default=None, foreign_key="files.id")
    photo_sha256: Plain[str | None] = Field(default=None, max_length=64, index=True)  # written by a trigger
