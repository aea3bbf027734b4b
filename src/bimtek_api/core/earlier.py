"""Rows older than a rule that they break: listed when the rule came, by the migration alone, and never dropped."""

from uuid import UUID

from sqlmodel import Field, SQLModel

from bimtek_api.core.models import Mapped, Stamped


class EarlierRow(Stamped, SQLModel, table=True):
    """`rule` is the invariant or constraint; `subject_id` the row. The application reads them and writes none."""

    __tablename__ = "earlier_rows"

    rule: Mapped[str] = Field(primary_key=True, max_length=60)
    subject_id: Mapped[UUID] = Field(primary_key=True)
