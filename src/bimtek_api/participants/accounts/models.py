"""Bank accounts of groups. The number is sealed; equal numbers are found by their index."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, text
from sqlmodel import Field

from bimtek_api.core.models import Row, Stamped, Versioned
from bimtek_api.core.personal import ActedBy, Banking, CaseText, Evidence, Partner, Plain, SealedBanking


class GroupAccount(Row, Versioned, Stamped, table=True):
    """One account at a time. Another number is another row; what was paid to the earlier one keeps it."""

    __tablename__ = "group_accounts"
    __table_args__ = (
        Index("uq_group_accounts_live", "group_id", unique=True, postgresql_where=text("ended_at IS NULL")),
        Index(None, "number_index"),
        CheckConstraint("verified_by <> recorded_by", name="two_people"),
        CheckConstraint("holder_cleared_by <> recorded_by AND holder_cleared_by <> verified_by", name="three_people"),
        CheckConstraint(
            "(holder_cleared_by IS NULL) = (holder_cleared_at IS NULL)"
            " AND (holder_cleared_by IS NULL) = (holder_reason IS NULL)"
            " AND (holder_cleared_by IS NULL) = (holder_file_id IS NULL)",
            name="holder_cleared",
        ),
        CheckConstraint("(verified_by IS NULL) = (verified_at IS NULL)", name="verified"),
    )

    group_id: Plain[UUID] = Field(foreign_key="groups.id")
    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    bank: Plain[str] = Field(max_length=60)
    holder: Partner[str] = Field(max_length=120)
    number_sealed: SealedBanking[bytes] = Field(sa_type=LargeBinary, nullable=False)
    number_index: SealedBanking[bytes] = Field(sa_type=LargeBinary, nullable=False)
    number_last4: Banking[str] = Field(max_length=4)
    recorded_by: ActedBy[UUID] = Field(foreign_key="identities.id")
    verified_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    verified_at: Plain[datetime | None] = Field(default=None)
    # An account in another name than the group's or a member's: who said yes to it, why, on which paper.
    holder_cleared_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    holder_cleared_at: Plain[datetime | None] = Field(default=None)
    holder_reason: CaseText[str | None] = Field(default=None, max_length=2000)
    holder_file_id: Evidence[UUID | None] = Field(default=None, foreign_key="files.id")
    ended_at: Plain[datetime | None] = Field(default=None)
