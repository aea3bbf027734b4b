"""Suppliers: who sells equipment to the offices."""

from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary
from sqlmodel import Field

from bimtek_api.core.models import Mapped, Row, Stamped, Versioned

PARTS = "owner_name, owner_id, bank, account_holder, account_sealed, account_index, account_last4"


class Supplier(Row, Versioned, Stamped, table=True):
    """One for the whole country, known by its business number (NIB). Changed by a change request only.

    Whoever owns or answers for it is a human like all others; without her and its account nothing is ordered from it.
    """

    __tablename__ = "suppliers"
    __table_args__ = (
        CheckConstraint(f"num_nulls({PARTS}) IN (0, 7)", name="owner_whole"),
        Index(None, "owner_id"),
        Index(None, "account_index"),
    )

    nib: Mapped[str] = Field(max_length=13, unique=True)
    name: Mapped[str] = Field(max_length=200)
    address: Mapped[str] = Field(max_length=200)
    phone: Mapped[str] = Field(max_length=16)
    owner_name: Mapped[str | None] = Field(default=None, max_length=120)
    owner_id: Mapped[UUID | None] = Field(default=None, foreign_key="identities.id")
    bank: Mapped[str | None] = Field(default=None, max_length=60)
    account_holder: Mapped[str | None] = Field(default=None, max_length=120)
    account_sealed: Mapped[bytes | None] = Field(default=None, sa_type=LargeBinary)
    account_index: Mapped[bytes | None] = Field(default=None, sa_type=LargeBinary)
    account_last4: Mapped[str | None] = Field(default=None, max_length=4)


class SupplierVersion(Row, Stamped, table=True):
    """A supplier as it was: orders and payments keep the version they were made to. Written by a trigger only."""

    __tablename__ = "supplier_versions"
    __table_args__ = (
        Index("uq_supplier_versions_number", "supplier_id", "number", unique=True),
        CheckConstraint("number > 1 OR request_id IS NULL", name="request"),
    )

    supplier_id: Mapped[UUID] = Field(foreign_key="suppliers.id")
    number: Mapped[int]
    nib: Mapped[str] = Field(max_length=13)
    name: Mapped[str] = Field(max_length=200)
    address: Mapped[str] = Field(max_length=200)
    phone: Mapped[str] = Field(max_length=16)
    owner_name: Mapped[str | None] = Field(default=None, max_length=120)
    owner_id: Mapped[UUID | None] = Field(default=None, foreign_key="identities.id")
    bank: Mapped[str | None] = Field(default=None, max_length=60)
    account_holder: Mapped[str | None] = Field(default=None, max_length=120)
    account_index: Mapped[bytes | None] = Field(default=None, sa_type=LargeBinary)
    account_last4: Mapped[str | None] = Field(default=None, max_length=4)
    request_id: Mapped[UUID | None] = Field(default=None, foreign_key="change_requests.id")
