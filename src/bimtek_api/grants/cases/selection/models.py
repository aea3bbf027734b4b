"""Ranked lists, frozen with their fingerprint. Nothing in one ever changes."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Numeric,
    SmallInteger,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from bimtek_api.access.duties.models import LEDGER, Act
from bimtek_api.core.models import Row, Stamped, choice
from bimtek_api.core.personal import ActedBy, Evidence, Frozen, Plain
from bimtek_api.core.shapes import Json
from bimtek_api.grants.cases.selection.ranking import Selected


class Selection(Row, Stamped, table=True):
    """One list of a call. `ceiling_rupiah`: what was free when it was frozen; more was never selected."""

    __tablename__ = "selections"
    __table_args__ = (
        UniqueConstraint("call_id", "number"),
        CheckConstraint("selected_rupiah BETWEEN 0 AND ceiling_rupiah", name="ceiling"),
    )

    call_id: Plain[UUID] = Field(foreign_key="calls.id")
    number: Plain[int] = Field(sa_type=SmallInteger, nullable=False)
    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    ceiling_rupiah: Plain[int] = Field(sa_type=BigInteger, nullable=False)
    selected_rupiah: Plain[int] = Field(sa_type=BigInteger, nullable=False)
    snapshot: Frozen[Json] = Field(sa_column=Column(JSONB, nullable=False))
    snapshot_hash: Frozen[str] = Field(max_length=64)
    paper_id: Evidence[UUID] = Field(foreign_key="files.id")
    made_by: ActedBy[UUID] = Field(foreign_key="identities.id")


class SelectionEntry(Row, Act, table=True):
    """One case in its place."""

    __tablename__ = "selection_entries"
    __table_args__ = (
        ForeignKeyConstraint(["application_id", "person_id", "duty_group"], LEDGER, name="fk_selection_entries_duty"),
        CheckConstraint("duty_group = 'send'", name="duty"),
        UniqueConstraint("selection_id", "place"),
        UniqueConstraint("selection_id", "application_id"),
    )

    selection_id: Plain[UUID] = Field(foreign_key="selections.id")
    place: Plain[int] = Field(sa_type=SmallInteger, nullable=False)
    score: Plain[Decimal] = Field(sa_type=Numeric(5, 2), nullable=False)
    amount_rupiah: Plain[int] = Field(sa_type=BigInteger, nullable=False)
    outcome: Plain[Selected] = choice(Selected, "outcome")
