"""Suppliers: who sells equipment to the offices."""

from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary
from sqlmodel import Field

from bimtek_api.core.models import Row, Stamped, Versioned
from bimtek_api.core.personal import Banking, Partner, Plain, SealedBanking

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

    nib: Partner[str] = Field(max_length=13, unique=True)
    name: Partner[str] = Field(max_length=200)
    address: Partner[str] = Field(max_length=200)
    phone: Partner[str] = Field(max_length=16)
    owner_name: Partner[str | None] = Field(default=None, max_length=120)
    owner_id: Partner[UUID | None] = Field(default=None, foreign_key="identities.id")
    bank: Partner[str | None] = Field(default=None, max_length=60)
    account_holder: Partner[str | None] = Field(default=None, max_length=120)
    account_sealed: SealedBanking[bytes | None] = Field(default=None, sa_type=LargeBinary)
    account_index: SealedBanking[bytes | None] = Field(default=None, sa_type=LargeBinary)
    account_last4: Banking[str | None] = Field(default=None, max_length=4)


class SupplierVersion(Row, Stamped, table=True):
    """A supplier as it was: orders and payments keep the version they were made to. Written by a trigger only."""

    __tablename__ = "supplier_versions"
    __table_args__ = (
        Index("uq_supplier_versions_number", "supplier_id", "number", unique=True),
        CheckConstraint("number > 1 OR request_id IS NULL", name="request"),
    )

    supplier_id: Plain[UUID] = Field(foreign_key="suppliers.id")
    number: Plain[int]
    nib: Partner[str] = Field(max_length=13)
    name: Partner[str] = Field(max_length=200)
    address: Partner[str] = Field(max_length=200)
    phone: Partner[str] = Field(max_length=16)
    owner_name: Partner[str | None] = Field(default=None, max_length=120)
    owner_id: Partner[UUID | None] = Field(default=None, foreign_key="identities.id")
    bank: Partner[str | None] = Field(default=None, max_length=60)
    account_holder: Partner[str | None] = Field(default=None, max_length=120)
    account_index: SealedBanking[bytes | None] = Field(default=None, sa_type=LargeBinary)
    account_last4: Banking[str | None] = Field(default=None, max_length=4)
    request_id: Plain[UUID | None] = Field(default=None, foreign_key="change_requests.id")
