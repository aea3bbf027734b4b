"""The budget tree: year > programme > province > district > line. Every level is a hard ceiling."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, SmallInteger, text
from sqlmodel import Field

from bimtek_api.core.models import Mapped, Row, Stamped, Versioned, choice
from bimtek_api.core.personal import ActedBy, CaseText, Plain
from bimtek_api.programmes.programmes.service import COUNTRY

KINDS = ("year", "programme", "province", "district", "line")
DEPTHS = {kind: depth for depth, kind in enumerate(KINDS, start=1)}


def zero() -> Mapped[int]:
    """A sum in whole rupiah that starts at nothing."""
    return Field(default=0, sa_type=BigInteger, nullable=False, sa_column_kwargs={"server_default": text("0")})


class YearStatus(StrEnum):
    """`locked`: no new promises and no moves, what is promised is still paid. `closed`: nothing changes any more."""

    OPEN = "open"
    LOCKED = "locked"
    CLOSED = "closed"


class FiscalYear(Versioned, table=True):
    __tablename__ = "fiscal_years"
    __table_args__ = (
        CheckConstraint("(status = 'open') = (locked_by IS NULL)", name="locked"),
        CheckConstraint("(status = 'closed') = (closed_by IS NOT NULL)", name="closed"),
        CheckConstraint("closed_by <> locked_by", name="two_people"),
    )

    year: Plain[int] = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    status: Plain[YearStatus] = choice(YearStatus, "status", server_default="open")
    locked_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    locked_at: Plain[datetime | None] = Field(default=None)
    closed_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    closed_at: Plain[datetime | None] = Field(default=None)

    @property
    def district_code(self) -> str:
        """A year is the whole country's."""
        return COUNTRY


class BudgetNode(Row, Stamped, table=True):
    """Whole rupiah. `allocated` is given to the nodes below (a trigger keeps it), `reserved` decreed, not yet spent.

    `ceiling` is what approved moves made of it, and what was there before moves were asked for (`carried`); it begins
    with nothing. Triggers keep it, hold a node below its parent, and a locked or closed year still.
    """

    __tablename__ = "budget_nodes"
    __table_args__ = (
        Index(None, "parent_id"),
        Index(None, "fiscal_year"),
        CheckConstraint("depth BETWEEN 1 AND 5", name="depth"),
        CheckConstraint("ceiling >= 0 AND reserved >= 0 AND spent >= 0", name="no_negatives"),
        CheckConstraint("reserved + spent <= ceiling", name="ceiling"),
        CheckConstraint("allocated BETWEEN 0 AND ceiling", name="allocated"),
        CheckConstraint("(depth = 1) = (parent_id IS NULL)", name="root"),
    )

    parent_id: Mapped[UUID | None] = Field(default=None, foreign_key="budget_nodes.id")
    depth: Mapped[int] = Field(sa_type=SmallInteger, nullable=False)
    name: Mapped[str] = Field(max_length=200)
    fiscal_year: Mapped[int] = Field(foreign_key="fiscal_years.year")
    programme_id: Mapped[UUID | None] = Field(default=None, foreign_key="programmes.id")
    district_code: Mapped[str | None] = Field(default=None, foreign_key="regions.code", max_length=13)
    ceiling: Mapped[int] = Field(default=0, sa_type=BigInteger, nullable=False)
    carried: Mapped[int] = zero()
    allocated: Mapped[int] = zero()
    reserved: Mapped[int] = zero()
    spent: Mapped[int] = zero()


def free(node: Any) -> int:
    """What a node, or a row of one, may still give away or promise."""
    return node.ceiling - max(node.allocated, node.reserved + node.spent)


class MoveStatus(StrEnum):
    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"


class BudgetMove(Row, Versioned, Stamped, table=True):
    """Ceiling moved from one node to another: without `from_id` new money, without `to_id` money taken away.

    `district_code` is the region that holds both ends, or the country. One proposes, another decides.
    """

    __tablename__ = "budget_moves"
    __table_args__ = (
        Index(None, "fiscal_year", "id"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("from_id IS DISTINCT FROM to_id", name="ends"),
        CheckConstraint("decided_by <> proposed_by", name="two_people"),
        CheckConstraint("(status = 'proposed') = (decided_by IS NULL)", name="decided"),
    )

    fiscal_year: Plain[int] = Field(foreign_key="fiscal_years.year")
    district_code: Plain[str] = Field(max_length=13)
    from_id: Plain[UUID | None] = Field(default=None, foreign_key="budget_nodes.id")
    to_id: Plain[UUID | None] = Field(default=None, foreign_key="budget_nodes.id")
    amount: Plain[int] = Field(sa_type=BigInteger, nullable=False)
    letter_number: Plain[str] = Field(max_length=80)
    reason: CaseText[str] = Field(max_length=2000)
    status: Plain[MoveStatus] = choice(MoveStatus, "status", server_default="proposed")
    proposed_by: ActedBy[UUID] = Field(foreign_key="identities.id")
    decided_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    decided_at: Plain[datetime | None] = Field(default=None)
    decision_note: CaseText[str | None] = Field(default=None, max_length=2000)
