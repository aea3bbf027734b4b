"""Suppliers: who sells equipment to the offices."""

from sqlmodel import Field

from bimtek_api.core.models import Row, Stamped, Versioned


class Supplier(Row, Versioned, Stamped, table=True):
    """One for the whole country, known by its business number (NIB)."""

    __tablename__ = "suppliers"

    nib: str = Field(max_length=13, unique=True)
    name: str = Field(max_length=200)
    address: str = Field(max_length=200)
    phone: str = Field(max_length=16)
