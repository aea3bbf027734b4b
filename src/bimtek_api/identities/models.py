"""One row per human being, officer or participant alike, so that duties and duplicates can be judged."""

from uuid import UUID

from sqlalchemy import CheckConstraint, LargeBinary
from sqlmodel import Field

from bimtek_api.core.models import Row, Stamped
from bimtek_api.core.personal import ActedBy, LastDigits, NumberKey, SealedNumber


class Identity(Row, Stamped, table=True):
    """The national id sealed, with a blind index for equality. People without one simply have none.

    `same_as`: an account from before its officer's national id was known; that of the other row is hers.
    Of the family card only the index is kept: nobody needs to read it, only to see that two are the same.
    """

    __tablename__ = "identities"
    __table_args__ = (
        CheckConstraint("(nik_index IS NULL) = (nik_sealed IS NULL)", name="nik_whole"),
        CheckConstraint("(nik_index IS NULL) = (nik_last4 IS NULL)", name="nik_last4"),
        CheckConstraint("same_as IS NULL OR (nik_index IS NULL AND same_as <> id)", name="one_number"),
        CheckConstraint("(family_index IS NULL) = (family_last4 IS NULL)", name="family_whole"),
    )

    nik_index: NumberKey[bytes | None] = Field(default=None, sa_type=LargeBinary, unique=True)
    nik_sealed: SealedNumber[bytes | None] = Field(default=None, sa_type=LargeBinary)
    nik_last4: LastDigits[str | None] = Field(default=None, max_length=4)
    same_as: ActedBy[UUID | None] = Field(default=None, foreign_key="identities.id", unique=True)
    family_index: NumberKey[bytes | None] = Field(default=None, sa_type=LargeBinary)
    family_last4: LastDigits[str | None] = Field(default=None, max_length=4)
