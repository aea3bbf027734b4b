"""What every table shares: ids made by PostgreSQL, text choices with a CHECK, row versions."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from sqlalchemy import Column, Enum, MetaData, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field, SQLModel

from bimtek_api.core.errors import StaleVersion
from bimtek_api.core.personal import Plain

if TYPE_CHECKING:
    from sqlalchemy.orm import Mapped
else:

    class Mapped:
        """`name: Mapped[str]`: a column of the class and a text of the row to the checker, plain `str` to pydantic.

        SQLModel reads annotations as the values they hold. What it hands out is SQLAlchemy's own descriptor.
        """

        def __class_getitem__(cls, kind: Any) -> Any:
            return kind


NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
E = TypeVar("E", bound=StrEnum)
SQLModel.metadata.naming_convention = NAMES
METADATA: MetaData = SQLModel.metadata


def new_id() -> Mapped[UUID]:
    """A primary key whose UUIDv7 the database draws."""
    return Field(default=None, primary_key=True, sa_column_kwargs={"server_default": text("uuidv7()")})


def now_column() -> Mapped[datetime]:
    """An instant the database's rule clock fills in."""
    return Field(default=None, nullable=False, sa_column_kwargs={"server_default": text("bimtek_now()")})


def choice(kinds: type[E], name: str, **column: Any) -> Mapped[E]:
    """A text column with a CHECK on the values of `kinds`. Native enums cannot be rolled back cleanly.

    With a `default`, rows there already and rows written by SQL get it as well.
    """
    kind = Enum(
        kinds, native_enum=False, create_constraint=True, name=name, length=40,
        values_callable=lambda each: [item.value for item in each],
    )  # fmt: skip
    nullable = column.pop("nullable", False)
    if "default" not in column:
        return Field(sa_column=Column(kind, nullable=nullable, **column))
    default = column.pop("default")
    stored = Column(kind, nullable=nullable, server_default=text(f"'{default}'"), **column)
    return Field(default=default, sa_column=stored)


def words_column() -> Mapped[list[str]]:
    """A text[] column, empty unless told."""
    return Field(default_factory=list, sa_column=Column(ARRAY(Text), nullable=False, server_default=text("'{}'")))


class Row(SQLModel):
    """A table row with a UUIDv7 id."""

    id: Plain[UUID] = new_id()


class Versioned(SQLModel):
    """A row that several people may change: each change raises `version`."""

    version: Plain[int] = Field(default=1, nullable=False, sa_column_kwargs={"server_default": text("1")})

    def expect(self, version: int) -> None:
        """Refuses when the caller saw an older state."""
        if self.version != version:
            raise StaleVersion


class Stamped(SQLModel):
    created_at: Plain[datetime] = now_column()
