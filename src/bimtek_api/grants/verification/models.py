"""Desk checks of applications."""

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field

from bimtek_api.core.models import Row, Stamped
from bimtek_api.grants.applications.models import Act

LEDGER = ["case_duties.case_id", "case_duties.person_id", "case_duties.duty_group"]


class DeskCheck(Row, Stamped, Act, table=True):
    """One finding per case: papers complete, or why the case ends."""

    __tablename__ = "desk_checks"
    __table_args__ = (
        ForeignKeyConstraint(["application_id", "person_id", "duty_group"], LEDGER, name="fk_desk_checks_duty"),
        CheckConstraint("duty_group = 'desk'", name="duty"),
        UniqueConstraint("application_id"),
    )

    complete: bool
    note: str | None = Field(default=None, max_length=2000)
