"""Money a bank sent back. Only its own paper proves it: without one, the money counts as gone (G11)."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, false
from sqlmodel import Field, SQLModel

from bimtek_api.core.personal import ActedBy, Evidence, Plain

PROVED = (
    "returned_on IS NOT NULL AND return_number IS NOT NULL AND return_file_id IS NOT NULL AND returned_by IS NOT NULL"
)


class BankReturned(SQLModel):
    """Columns of a payment that may come back. `return_number`: the bank's. `unproved`: said to have failed before
    papers were asked for; the application never sets it."""

    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    returned_on: Plain[date | None] = Field(default=None)
    return_number: Plain[str | None] = Field(default=None, max_length=80)
    return_file_id: Evidence[UUID | None] = Field(default=None, foreign_key="files.id")
    returned_by: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id")
    unproved: Plain[bool] = Field(default=False, sa_column_kwargs={"server_default": false()})


def checks() -> tuple[CheckConstraint, ...]:
    """Failed means proved, by somebody else than the one who prepared the payment."""
    return (
        CheckConstraint(f"(status = 'failed') = (unproved OR ({PROVED}))", name="returned"),
        CheckConstraint(f"NOT (unproved AND {PROVED})", name="unproved"),
        CheckConstraint("returned_by <> prepared_by", name="returned_by_another"),
    )
