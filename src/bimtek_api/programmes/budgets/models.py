"""The budget tree: year > programme > province > district > line. Every level is a hard ceiling."""

from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, SmallInteger, text
from sqlmodel import Field

from bimtek_api.core.models import Row, Stamped

DEPTHS = {"year": 1, "programme": 2, "province": 3, "district": 4, "line": 5}


class BudgetNode(Row, Stamped, table=True):
    """Whole rupiah. `reserved` is decreed and not yet spent."""

    __tablename__ = "budget_nodes"
    __table_args__ = (
        Index(None, "parent_id"),
        CheckConstraint("depth BETWEEN 1 AND 5", name="depth"),
        CheckConstraint("ceiling >= 0 AND reserved >= 0 AND spent >= 0", name="no_negatives"),
        CheckConstraint("reserved + spent <= ceiling", name="ceiling"),
        CheckConstraint("(depth = 1) = (parent_id IS NULL)", name="root"),
    )

    parent_id: UUID | None = Field(default=None, foreign_key="budget_nodes.id")
    depth: int = Field(sa_type=SmallInteger, nullable=False)
    name: str = Field(max_length=200)
    fiscal_year: int
    district_code: str | None = Field(default=None, foreign_key="regions.code", max_length=13)
    ceiling: int = Field(sa_type=BigInteger, nullable=False)
    reserved: int = Field(
        default=0, sa_type=BigInteger, nullable=False, sa_column_kwargs={"server_default": text("0")}
    )
    spent: int = Field(default=0, sa_type=BigInteger, nullable=False, sa_column_kwargs={"server_default": text("0")})
