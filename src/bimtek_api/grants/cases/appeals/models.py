"""What a group says against the end of its case, and who decided it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy import text as sql
from sqlmodel import Field

from bimtek_api.access.duties.models import LEDGER
from bimtek_api.core.models import Row, Stamped, Versioned, choice
from bimtek_api.core.personal import ActedBy, CaseText, Plain


class AppealOutcome(StrEnum):
    UPHELD = "upheld"
    DISMISSED = "dismissed"


class CaseAppeal(Row, Versioned, Stamped, table=True):
    """`person_id` is who decided: a duty of its own in the case."""

    __tablename__ = "case_appeals"
    __table_args__ = (
        ForeignKeyConstraint(["application_id", "person_id", "duty_group"], LEDGER, name="fk_case_appeals_duty"),
        CheckConstraint("duty_group = 'appeal'", name="duty"),
        CheckConstraint("(outcome IS NULL) = (person_id IS NULL)", name="decided"),
        Index("uq_case_appeals_open", "application_id", unique=True, postgresql_where=sql("outcome IS NULL")),
        Index(None, "application_id"),
    )

    application_id: Plain[UUID] = Field(foreign_key="applications.id")
    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    text: CaseText[str] = Field(max_length=2000)
    outcome: Plain[AppealOutcome | None] = choice(AppealOutcome, "outcome", nullable=True)
    note: CaseText[str | None] = Field(default=None, max_length=2000)
    person_id: ActedBy[UUID | None] = Field(default=None)
    duty_group: Plain[str] = Field(
        default="appeal", max_length=12, sa_column_kwargs={"server_default": sql("'appeal'")}
    )
    decided_at: Plain[datetime | None] = Field(default=None)
