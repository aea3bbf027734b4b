"""The receipts people hold of their registrations."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, SmallInteger, text
from sqlmodel import Field, SQLModel

from bimtek_api.core.models import Row, now_column
from bimtek_api.core.personal import (
    Fleeting,
    NamedOnce,
    Plain,
    Subject,
)


class Receipt(Row, table=True):
    """What the person holds. A repeat of the same registration gets its own receipt, name as typed then."""

    __tablename__ = "receipts"
    __table_args__ = (Index(None, "registration_id"),)

    number: Plain[str] = Field(max_length=12, unique=True)
    registration_id: Subject[UUID] = Field(foreign_key="registrations.id")
    generation: Plain[int] = Field(default=1, nullable=False, sa_column_kwargs={"server_default": text("1")})
    name: NamedOnce[str] = Field(max_length=120)
    created_at: Plain[datetime] = now_column()


class ReceiptCode(SQLModel, table=True):
    """A one-time code to come back; its digits follow from the id and a key, and are stored nowhere."""

    __tablename__ = "receipt_codes"
    __table_args__ = (Index(None, "registration_id", "created_at"),)

    id: Fleeting[UUID] = Field(
        default=None, primary_key=True, sa_column_kwargs={"server_default": text("gen_random_uuid()")}
    )
    registration_id: Subject[UUID] = Field(foreign_key="registrations.id")
    created_at: Fleeting[datetime] = now_column()
    tries: Fleeting[int] = Field(
        default=0, sa_type=SmallInteger, nullable=False, sa_column_kwargs={"server_default": text("0")}
    )
    used_at: Fleeting[datetime | None] = Field(default=None)
