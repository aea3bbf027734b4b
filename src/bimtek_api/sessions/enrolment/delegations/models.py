"""Delegations: people who register together and get seats together or wait together."""

from uuid import UUID

from sqlalchemy import Index, SmallInteger, UniqueConstraint
from sqlmodel import Field, SQLModel

from bimtek_api.core.models import Row, Stamped
from bimtek_api.core.personal import Answering, Partner, Plain


class Delegation(Row, Stamped, table=True):
    """Who sends them, and who answers for them."""

    __tablename__ = "delegations"
    __table_args__ = (Index(None, "session_id", "id"),)

    number: Plain[str] = Field(max_length=12, unique=True)
    session_id: Plain[UUID] = Field(foreign_key="sessions.id")
    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    name: Partner[str] = Field(max_length=200)
    contact_name: Answering[str] = Field(max_length=120)
    phone: Answering[str] = Field(max_length=16)
    email: Answering[str | None] = Field(default=None, max_length=254)


class DelegationMember(SQLModel, table=True):
    """One person of a delegation by the receipt made for her."""

    __tablename__ = "delegation_members"
    __table_args__ = (UniqueConstraint("receipt_id"),)

    delegation_id: Plain[UUID] = Field(primary_key=True, foreign_key="delegations.id")
    position: Plain[int] = Field(primary_key=True, sa_type=SmallInteger)
    receipt_id: Plain[UUID] = Field(foreign_key="receipts.id")
