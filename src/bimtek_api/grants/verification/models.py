"""Desk checks of applications."""

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field

from bimtek_api.access.duties.models import LEDGER, Act
from bimtek_api.core.models import Row, Stamped


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
