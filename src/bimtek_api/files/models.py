"""Files: what they are by their content, whose they are, where their bytes lie."""

from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from bimtek_api.core.models import Mapped, Row, Stamped


class StoredFile(Row, Stamped, table=True):
    """The bytes lie under the hash in the private store; no address leads there."""

    __tablename__ = "files"
    __table_args__ = (Index(None, "district_code"),)

    kind: Mapped[str] = Field(max_length=20)
    media_type: Mapped[str] = Field(max_length=40)
    sha256: Mapped[str] = Field(max_length=64)
    size: Mapped[int]
    name: Mapped[str] = Field(max_length=120)
    district_code: Mapped[str] = Field(max_length=13)
    made_by: Mapped[UUID | None] = Field(default=None)
