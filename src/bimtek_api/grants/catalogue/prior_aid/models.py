"""Aid that was given, by this system or before it, and the marks its recipients are recognised by."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index
from sqlmodel import Field, SQLModel

from bimtek_api.core.models import Row, Stamped, choice
from bimtek_api.core.personal import Frozen, Plain, SealedBanking
from bimtek_api.grants.catalogue.prior_aid.fields import KeyKind


class AidSource(StrEnum):
    DECREE = "decree"
    IMPORT = "import"


class AidRecord(Row, Stamped, table=True):
    """One recipient of one aid. `case_id` is the application it came from, where there is one."""

    __tablename__ = "aid_records"
    __table_args__ = (
        Index(None, "case_id"),
        CheckConstraint("amount_rupiah >= 0", name="amount"),
        CheckConstraint("(source = 'decree') = (case_id IS NOT NULL)", name="origin"),
    )

    source: Plain[AidSource] = choice(AidSource, "source")
    case_id: Plain[UUID | None] = Field(default=None)
    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    granted_on: Plain[date]
    programme_name: Plain[str] = Field(max_length=200)
    package_name: Plain[str] = Field(max_length=200)
    recipient: Frozen[str] = Field(max_length=120)
    amount_rupiah: Plain[int] = Field(sa_type=BigInteger, nullable=False)
    ended_at: Plain[datetime | None] = Field(default=None)
    report_due_on: Plain[date | None] = Field(default=None)
    report_done_at: Plain[datetime | None] = Field(default=None)
    breached_on: Plain[date | None] = Field(default=None)  # until it is mended
    import_key: Plain[str | None] = Field(default=None, max_length=64, unique=True)


class AidRecordKey(SQLModel, table=True):
    __tablename__ = "aid_record_keys"
    __table_args__ = (Index(None, "kind", "value"),)

    record_id: Plain[UUID] = Field(primary_key=True, foreign_key="aid_records.id")
    kind: Plain[KeyKind] = choice(KeyKind, "kind", primary_key=True)
    value: SealedBanking[str] = Field(primary_key=True, max_length=200)
