"""Who holds which duty in which case. One person, one duty: the primary key says so, for administrators too."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from bimtek_api.core.models import now_column
from bimtek_api.core.personal import ActedBy, Plain

APPLICANT, DESK, APPROVE_1, DECREE, HAND_OVER = "applicant", "desk", "approve_1", "decree", "hand_over"
WAIVE, VISIT, APPEAL, SCORE, SEND = "waive", "visit", "appeal", "score", "send"
BUY, INSPECT, FINANCE_1, FINANCE_2 = "buy", "inspect", "finance_1", "finance_2"
GROUPS = (APPLICANT, DESK, WAIVE, VISIT, APPEAL, SCORE, SEND, APPROVE_1, "approve_2", "approve_3", DECREE, BUY,
          INSPECT, HAND_OVER, FINANCE_1, FINANCE_2)  # fmt: skip


class CaseDuty(SQLModel, table=True):
    """Acts (checks, votes, decree lines, handovers) refer to all three columns, so none exists without its entry.

    A trigger fills in `human_id` and refuses whoever has no confirmed identity. `identity_known` is false where the
    duty was taken before there were any.
    """

    __tablename__ = "case_duties"
    __table_args__ = (
        UniqueConstraint("case_id", "person_id", "duty_group"),
        UniqueConstraint("case_id", "human_id"),
        Index(None, "human_id"),
        CheckConstraint("duty_group IN (" + ", ".join(f"'{group}'" for group in GROUPS) + ")", name="duty_group"),
    )

    case_id: Plain[UUID] = Field(primary_key=True)
    person_id: ActedBy[UUID] = Field(primary_key=True, foreign_key="identities.id")
    duty_group: Plain[str] = Field(max_length=12)
    human_id: ActedBy[UUID] = Field(foreign_key="identities.id")
    identity_known: Plain[bool] = Field(
        default=True, nullable=False, sa_column_kwargs={"server_default": text("true")}
    )
    declared_free: Plain[bool] = Field(nullable=False)
    taken_at: Plain[datetime] = now_column()


LEDGER = ["case_duties.case_id", "case_duties.person_id", "case_duties.duty_group"]


class Act(SQLModel):
    """Columns every act under a duty carries: together they refer to the duty ledger."""

    application_id: Plain[UUID] = Field(foreign_key="applications.id")
    person_id: ActedBy[UUID]
    duty_group: Plain[str] = Field(max_length=12)
