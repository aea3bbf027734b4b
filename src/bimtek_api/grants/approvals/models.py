"""Votes on applications: insert-only, one per person."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field

from bimtek_api.access.duties.models import LEDGER, Act
from bimtek_api.core.models import Row, Stamped, choice


class Decision(StrEnum):
    APPROVE = "approve"
    REJECT = "reject"


class Vote(Row, Stamped, Act, table=True):
    __tablename__ = "votes"
    __table_args__ = (
        ForeignKeyConstraint(["application_id", "person_id", "duty_group"], LEDGER, name="fk_votes_duty"),
        CheckConstraint("duty_group IN ('approve_1', 'approve_2', 'approve_3')", name="duty"),
        UniqueConstraint("application_id", "duty_group", "person_id"),
    )

    decision: Decision = choice(Decision, "decision")
    snapshot_hash: str = Field(max_length=64)
    note: str | None = Field(default=None, max_length=2000)
