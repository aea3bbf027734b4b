"""What two of a case have in common, and who looked at it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, text
from sqlmodel import Field

from bimtek_api.access.duties.models import LEDGER
from bimtek_api.core.models import Row, Stamped
from bimtek_api.core.personal import ActedBy, CaseText, Plain


class LookAlike(Row, Stamped, table=True):
    """One mark of one pair. Whoever clears it holds a duty of exception in the case, so no other duty."""

    __tablename__ = "look_alikes"
    __table_args__ = (
        ForeignKeyConstraint(["application_id", "decided_by", "duty_group"], LEDGER, name="fk_look_alikes_duty"),
        CheckConstraint("num_nulls(decided_by, duty_group, cleared, note, decided_at) IN (0, 5)", name="decided"),
        CheckConstraint("duty_group = 'waive'", name="duty"),
        CheckConstraint(
            "decided_by <> asked_by AND decided_by <> one_id AND decided_by <> other_id", name="another"
        ),
        CheckConstraint("mark IN ('phone', 'email', 'account', 'family')", name="mark"),
        Index(None, "application_id"),
        Index(
            "uq_look_alikes_open", "application_id", "one_id", "other_id", "mark", unique=True,
            postgresql_where=text("cleared IS DISTINCT FROM false"),
        ),
    )  # fmt: skip

    application_id: Plain[UUID] = Field(foreign_key="applications.id")
    one_kind: Plain[str] = Field(max_length=10)
    one_id: Plain[UUID]
    other_kind: Plain[str] = Field(max_length=10)
    other_id: Plain[UUID]
    mark: Plain[str] = Field(max_length=10)
    asked_by: ActedBy[UUID] = Field(foreign_key="officers.person_id")
    reason: CaseText[str] = Field(max_length=2000)
    decided_by: ActedBy[UUID | None] = Field(default=None)
    duty_group: Plain[str | None] = Field(default=None, max_length=12)
    cleared: Plain[bool | None] = Field(default=None)
    note: CaseText[str | None] = Field(default=None, max_length=2000)
    decided_at: Plain[datetime | None] = Field(default=None)
