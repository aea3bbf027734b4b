"""Rounds of approval and their votes. A round copies what its policy asked for; votes are insert-only."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field

from bimtek_api.access.duties.models import LEDGER, Act
from bimtek_api.core.models import Row, Stamped, choice, words_column
from bimtek_api.core.personal import ActedBy, CaseText, Frozen, Plain
from bimtek_api.core.shapes import Json


class Outcome(StrEnum):
    PASSED = "passed"
    REJECTED = "rejected"
    SENT_BACK = "sent_back"
    CANCELLED = "cancelled"


class ApprovalRound(Row, Stamped, table=True):
    """`votes_needed` and `levels` by stage, `snapshot` what is voted on and `snapshot_hash` its fingerprint.

    `roster`: the edition of the people it is about.
    """

    __tablename__ = "approval_rounds"
    __table_args__ = (
        UniqueConstraint("application_id", "number"),
        UniqueConstraint("application_id", "id"),
        ForeignKeyConstraint(
            ["application_id", "roster"],
            ["case_rosters.application_id", "case_rosters.number"],
            name="fk_approval_rounds_roster",
        ),
        Index("uq_approval_rounds_open", "application_id", unique=True, postgresql_where=text("outcome IS NULL")),
        CheckConstraint("stage BETWEEN 1 AND cardinality(votes_needed)", name="stage"),
        CheckConstraint("cardinality(votes_needed) = cardinality(levels)", name="levels"),
        CheckConstraint("(outcome IS NULL) = (closed_at IS NULL)", name="closed"),
    )

    application_id: Plain[UUID] = Field(foreign_key="applications.id")
    number: Plain[int] = Field(sa_type=SmallInteger, nullable=False)
    policy_id: Plain[UUID | None] = Field(default=None, foreign_key="approval_policies.id")
    roster: Plain[int | None] = Field(default=None, sa_type=SmallInteger)
    votes_needed: Plain[list[int]] = Field(sa_column=Column(ARRAY(SmallInteger), nullable=False))
    levels: Plain[list[str]] = words_column()
    stage: Plain[int] = Field(
        default=1, sa_type=SmallInteger, nullable=False, sa_column_kwargs={"server_default": text("1")}
    )
    outcome: Plain[Outcome | None] = choice(Outcome, "outcome", nullable=True)
    snapshot: Frozen[Json] = Field(sa_column=Column(JSONB, nullable=False))
    snapshot_hash: Frozen[str] = Field(max_length=64)
    closed_at: Plain[datetime | None] = Field(default=None)


class Decision(StrEnum):
    APPROVE = "approve"
    REJECT = "reject"
    SEND_BACK = "send_back"


class Vote(Row, Stamped, Act, table=True):
    """`principal_id`: whose vote it is, her own or another one's. `same_hand` marks a second one from before."""

    __tablename__ = "votes"
    __table_args__ = (
        ForeignKeyConstraint(["application_id", "person_id", "duty_group"], LEDGER, name="fk_votes_duty"),
        ForeignKeyConstraint(
            ["application_id", "round_id"],
            ["approval_rounds.application_id", "approval_rounds.id"],
            name="fk_votes_round",
        ),
        CheckConstraint("duty_group = 'approve_' || stage", name="duty"),
        UniqueConstraint("round_id", "stage", "person_id"),
        Index(
            "uq_votes_hand", "round_id", "stage", "principal_id", unique=True, postgresql_where=text("NOT same_hand")
        ),
        Index(None, "application_id"),
    )

    round_id: Plain[UUID] = Field(foreign_key="approval_rounds.id")
    stage: Plain[int] = Field(sa_type=SmallInteger, nullable=False)
    decision: Plain[Decision] = choice(Decision, "decision")
    snapshot_hash: Frozen[str] = Field(max_length=64)
    note: CaseText[str | None] = Field(default=None, max_length=2000)
    principal_id: ActedBy[UUID] = Field(foreign_key="identities.id")
    same_hand: Plain[bool] = Field(default=False, nullable=False, sa_column_kwargs={"server_default": text("false")})
