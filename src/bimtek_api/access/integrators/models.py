"""API keys of other systems."""

from datetime import datetime

from sqlalchemy import Column, LargeBinary, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from bimtek_api.core.models import Row, Stamped
from bimtek_api.core.personal import Credential, Official, Plain


class ApiKey(Row, Stamped, table=True):
    """A key with scopes over a region subtree. Only the hash of the key is kept."""

    __tablename__ = "api_keys"

    name: Official[str] = Field(max_length=120)
    key_hash: Credential[bytes] = Field(sa_type=LargeBinary, nullable=False, unique=True)
    scopes: Plain[list[str]] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    region_code: Plain[str | None] = Field(default=None, foreign_key="regions.code", max_length=13)
    expires_at: Plain[datetime | None] = Field(default=None)
    revoked_at: Plain[datetime | None] = Field(default=None)
