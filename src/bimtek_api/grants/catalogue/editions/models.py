"""Things kept in editions: nothing in one ever changes, another content is the next edition."""

from sqlalchemy import CheckConstraint, SmallInteger, UniqueConstraint
from sqlmodel import Field

from bimtek_api.core.models import Mapped, Row, Stamped


class Edition(Row, Stamped):
    """Columns every edition carries."""

    code: Mapped[str] = Field(max_length=30)
    edition: Mapped[int] = Field(sa_type=SmallInteger, nullable=False)
    name: Mapped[str] = Field(max_length=200)


def numbered() -> tuple[UniqueConstraint, CheckConstraint]:
    """One row per code and edition."""
    return UniqueConstraint("code", "edition"), CheckConstraint("edition > 0", name="edition")
