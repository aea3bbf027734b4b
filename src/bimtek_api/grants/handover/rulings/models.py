"""A demand that stands is withdrawn, or its rest let go: asked by one, decided by another. Triggers hold both."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, text
from sqlmodel import Field

from bimtek_api.core.models import Row, Stamped, Versioned, choice
from bimtek_api.core.personal import ActedBy, CaseText, Plain


class RulingKind(StrEnum):
    """`withdrawn`: asked in error, nothing of it was paid. `let_go`: the rest will not come."""

    WITHDRAWN = "withdrawn"
    LET_GO = "let_go"


class RulingStatus(StrEnum):
    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"


class DemandRuling(Row, Versioned, Stamped, table=True):
    """`rest_rupiah`: what was still to come when it was asked; decided is only that."""

    __tablename__ = "demand_rulings"
    __table_args__ = (
        Index("uq_demand_rulings_open", "demand_id", unique=True, postgresql_where=text("status <> 'refused'")),
        Index(None, "application_id"),
        CheckConstraint("rest_rupiah > 0", name="rest"),
        CheckConstraint("decided_by <> asked_by", name="two_people"),
        CheckConstraint(
            "(status = 'proposed') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)",
            name="decided",
        ),
    )

    demand_id: Plain[UUID] = Field(foreign_key="refund_demands.id")
    application_id: Plain[UUID] = Field(foreign_key="applications.id")
    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    kind: Plain[RulingKind] = choice(RulingKind, "kind")
    status: Plain[RulingStatus] = choice(RulingStatus, "status")
    rest_rupiah: Plain[int] = Field(sa_type=BigInteger, nullable=False)
    reason: CaseText[str] = Field(max_length=2000)
    letter_number: Plain[str] = Field(max_length=80)
    asked_by: ActedBy[UUID] = Field(foreign_key="identities.id")
    decided_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    decided_at: Plain[datetime | None] = Field(default=None)
    decision_note: CaseText[str | None] = Field(default=None, max_length=2000)
