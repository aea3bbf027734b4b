"""Sets of rules in editions, what they found in a case and when, and who let a case pass in spite of one."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from bimtek_api.access.duties.models import LEDGER, Act
from bimtek_api.core.models import Mapped, Row, Stamped, choice
from bimtek_api.core.personal import CaseText, Plain
from bimtek_api.core.shapes import Json
from bimtek_api.grants.catalogue.editions.models import Edition, numbered
from bimtek_api.grants.catalogue.rules.eligibility import RuleCode


class RuleSet(Edition, table=True):
    """Calls keep the edition they were announced with."""

    __tablename__ = "rule_sets"
    __table_args__ = numbered()

    rules: Mapped[list[Json]] = Field(sa_column=Column(JSONB, nullable=False))


class Occasion(StrEnum):
    """The acts at which the rules are looked at again."""

    SUBMIT = "submit"
    VERIFY = "verify"
    APPROVE = "approve"
    DECREE = "decree"
    HAND_OVER = "hand_over"


class RuleRun(Row, Stamped, table=True):
    """What was found at one act. The verdicts name people by id only."""

    __tablename__ = "rule_runs"
    __table_args__ = (Index(None, "application_id"),)

    application_id: Plain[UUID] = Field(foreign_key="applications.id")
    rule_set_id: Plain[UUID] = Field(foreign_key="rule_sets.id")
    occasion: Plain[Occasion] = choice(Occasion, "occasion")
    verdicts: CaseText[list[Json]] = Field(sa_column=Column(JSONB, nullable=False))


class RuleWaiver(Row, Stamped, Act, table=True):
    """A rule this case need not meet, decided above the district, with the reason."""

    __tablename__ = "rule_waivers"
    __table_args__ = (
        ForeignKeyConstraint(["application_id", "person_id", "duty_group"], LEDGER, name="fk_rule_waivers_duty"),
        CheckConstraint("duty_group = 'waive'", name="duty"),
        UniqueConstraint("application_id", "rule"),
    )

    rule: Plain[RuleCode] = Field(sa_type=String(40), nullable=False)
    reason: CaseText[str] = Field(max_length=2000)
