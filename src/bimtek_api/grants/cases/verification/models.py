"""Desk checks of applications, with a finding for every paper the call asks for."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlmodel import Field, SQLModel

from bimtek_api.access.duties.models import LEDGER, Act
from bimtek_api.core.models import Row, Stamped, choice
from bimtek_api.core.personal import CaseText, Plain
from bimtek_api.participants.groups.models import PaperKind


class CheckAction(StrEnum):
    VERIFY = "verify"
    RETURN = "return"
    FIND_INELIGIBLE = "find_ineligible"


class DeskCheck(Row, Stamped, Act, table=True):
    """One look at the papers: complete, returned for correction, or the end of the case."""

    __tablename__ = "desk_checks"
    __table_args__ = (
        ForeignKeyConstraint(["application_id", "person_id", "duty_group"], LEDGER, name="fk_desk_checks_duty"),
        CheckConstraint("duty_group = 'desk'", name="duty"),
        Index(None, "application_id"),
    )

    action: Plain[CheckAction] = choice(CheckAction, "action")
    note: CaseText[str | None] = Field(default=None, max_length=2000)


class PaperResult(StrEnum):
    OK = "ok"
    ILLEGIBLE = "illegible"
    EXPIRED = "expired"
    MISMATCH = "mismatch"
    MISSING = "missing"


class PaperFinding(SQLModel, table=True):
    """What was found of one paper; `paper_id` is the very one that was looked at."""

    __tablename__ = "paper_findings"
    __table_args__ = (CheckConstraint("(result = 'missing') = (paper_id IS NULL)", name="missing"),)

    check_id: Plain[UUID] = Field(primary_key=True, foreign_key="desk_checks.id")
    kind: Plain[PaperKind] = choice(PaperKind, "kind", primary_key=True)
    result: Plain[PaperResult] = choice(PaperResult, "result")
    paper_id: Plain[UUID | None] = Field(default=None, foreign_key="group_papers.id")
    note: CaseText[str | None] = Field(default=None, max_length=200)
