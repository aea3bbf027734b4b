"""Files: what they are by their content, whose they are, where their bytes lie."""

from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from bimtek_api.core.models import Row, Stamped
from bimtek_api.core.personal import ActedBy, Evidence, Plain


class StoredFile(Row, Stamped, table=True):
    """The bytes lie under the hash in the private store; no address leads there."""

    __tablename__ = "files"
    __table_args__ = (Index(None, "district_code"),)

    kind: Plain[str] = Field(max_length=20)
    media_type: Plain[str] = Field(max_length=40)
    sha256: Evidence[str] = Field(max_length=64)
    size: Plain[int]
    name: Evidence[str] = Field(max_length=120)
    district_code: Plain[str] = Field(max_length=13)
    made_by: ActedBy[UUID | None] = Field(default=None)
