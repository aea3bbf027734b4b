"""Delegations: people who register together and get seats together or wait together."""

from uuid import UUID

from sqlalchemy import Index, SmallInteger, UniqueConstraint
from sqlmodel import Field, SQLModel

from bimtek_api.core.models import Mapped, Row, Stamped


class Delegation(Row, Stamped, table=True):
    """Who sends them, and who answers for them."""

    __tablename__ = "delegations"
    __table_args__ = (Index(None, "session_id", "id"),)

    number: Mapped[str] = Field(max_length=12, unique=True)
    session_id: Mapped[UUID] = Field(foreign_key="sessions.id")
    district_code: Mapped[str] = Field(foreign_key="regions.code", max_length=13)
    name: Mapped[str] = Field(max_length=200)
    contact_name: Mapped[str] = Field(max_length=120)
    phone: Mapped[str] = Field(max_length=16)
    email: Mapped[str | None] = Field(default=None, max_length=254)


class DelegationMember(SQLModel, table=True):
    """One person of a delegation by the receipt made for her."""

    __tablename__ = "delegation_members"
    __table_args__ = (UniqueConstraint("receipt_id"),)

    delegation_id: Mapped[UUID] = Field(primary_key=True, foreign_key="delegations.id")
    position: Mapped[int] = Field(primary_key=True, sa_type=SmallInteger)
    receipt_id: Mapped[UUID] = Field(foreign_key="receipts.id")
