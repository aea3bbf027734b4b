"""Requests to correct what is on file: one officer asks with evidence, another decides. Nothing else changes it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, LargeBinary
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from bimtek_api.core.models import Row, Stamped, Versioned, choice
from bimtek_api.core.personal import ActedBy, MarkedRemark, NumberKey, Plain, Remark, SealedNumber, Subject
from bimtek_api.core.shapes import Json


class RecordKind(StrEnum):
    """What is corrected. A national id, a family card and an account are secrets: each is a request of its own."""

    PERSON = "person"
    NIK = "nik"
    FAMILY_CARD = "family_card"
    GROUP = "group"
    GROUP_END = "group_end"
    ACCOUNT = "account"
    SUPPLIER = "supplier"
    SUPPLIER_OWNER = "supplier_owner"
    SUPPLIER_ACCOUNT = "supplier_account"


class ChangeStatus(StrEnum):
    """`draft`: its evidence is still to come. `conflicted`: the record changed before anybody decided."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPLIED = "applied"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    CONFLICTED = "conflicted"


OF_SUPPLIER = (RecordKind.SUPPLIER, RecordKind.SUPPLIER_OWNER, RecordKind.SUPPLIER_ACCOUNT)
# What may rest on a stated reason alone; everything else asks for a paper.
NEEDS_PAPER = ("name", "birth_date", "sex", "formed_on")
SMALL = (
    "kind IN ('person', 'group') AND NOT after ?| ARRAY['name', 'birth_date', 'sex', 'formed_on']"
    " OR registration_id IS NOT NULL OR after = '{}'"
)


class ChangeRequest(Row, Versioned, Stamped, table=True):
    """`before` and `after` hold the columns that change, as the record names them; of secrets the last 4 digits.

    `secret_sealed` and `secret_index` are the new secret, `secret_before` the index of the old one. A request with
    a `registration_id` is what she registered as, confirmed by the officer who saw her card: nobody else made it.
    Triggers hold: rows begin undecided, move along the machine, and never change afterwards but by an erasure.
    """

    __tablename__ = "change_requests"
    __table_args__ = (
        Index(None, "district_code", "id"),
        Index(None, "participant_id"),
        Index(None, "group_id"),
        Index(None, "supplier_id"),
        CheckConstraint("num_nonnulls(participant_id, group_id, supplier_id) = 1", name="one_record"),
        CheckConstraint("(kind IN ('person', 'nik', 'family_card')) = (participant_id IS NOT NULL)", name="person"),
        CheckConstraint("(kind LIKE 'supplier%') = (supplier_id IS NOT NULL)", name="of_supplier"),
        CheckConstraint("(kind LIKE 'supplier%') = (district_code IS NULL)", name="district"),
        CheckConstraint("made_by IS NOT NULL OR registration_id IS NOT NULL", name="maker"),
        CheckConstraint("decided_by <> made_by", name="two_people"),
        CheckConstraint("(status IN ('applied', 'rejected')) = (decided_by IS NOT NULL)", name="decided"),
        CheckConstraint("(status = 'applied') = (applied_tx IS NOT NULL)", name="applied"),
        CheckConstraint(f"status IN ('draft', 'cancelled') OR evidence_id IS NOT NULL OR {SMALL}", name="evidence"),
    )

    kind: Plain[RecordKind] = choice(RecordKind, "kind")
    status: Plain[ChangeStatus] = choice(ChangeStatus, "status", server_default="draft")
    district_code: Plain[str | None] = Field(default=None, foreign_key="regions.code", max_length=13)
    participant_id: Subject[UUID | None] = Field(default=None, foreign_key="participants.person_id")
    group_id: Plain[UUID | None] = Field(default=None, foreign_key="groups.id")
    supplier_id: Plain[UUID | None] = Field(default=None, foreign_key="suppliers.id")
    registration_id: ActedBy[UUID | None] = Field(default=None, foreign_key="registrations.id")
    record_version: Plain[int]
    before: Remark[Json] = Field(sa_column=Column(JSONB, nullable=False))
    after: Remark[Json] = Field(sa_column=Column(JSONB, nullable=False))
    secret_sealed: SealedNumber[bytes | None] = Field(default=None, sa_type=LargeBinary)
    secret_index: NumberKey[bytes | None] = Field(default=None, sa_type=LargeBinary)
    secret_before: SealedNumber[bytes | None] = Field(default=None, sa_type=LargeBinary)
    reason: MarkedRemark[str] = Field(max_length=2000)
    evidence_id: Remark[UUID | None] = Field(default=None, foreign_key="files.id")
    made_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    decided_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    decided_at: Plain[datetime | None] = Field(default=None)
    note: Remark[str | None] = Field(default=None, max_length=2000)
    applied_tx: Plain[int | None] = Field(default=None, sa_type=BigInteger)  # which transaction may write the record
