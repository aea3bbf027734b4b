"""What strangers of one place have registered, and the windows officers open for a place."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, text
from sqlmodel import Field, SQLModel

from bimtek_api.core.models import Mapped, Row, Stamped


class RegistrationOrigin(SQLModel, table=True):
    """How many registrations came for a session from one network, with one phone number, or as delegations; and how
    many of them had to wait for an officer's look.

    `origin` is a keyed hash; neither an address nor a number stands here.
    """

    __tablename__ = "registration_origins"
    __table_args__ = (
        CheckConstraint("kind IN ('network', 'phone', 'delegation', 'held_network', 'held_phone')", name="kind"),
    )

    session_id: Mapped[UUID] = Field(primary_key=True, foreign_key="sessions.id")
    kind: Mapped[str] = Field(primary_key=True, max_length=20)
    origin: Mapped[bytes] = Field(sa_type=LargeBinary, primary_key=True)
    taken: Mapped[int]


class PlaceWindow(Row, Stamped, table=True):
    """People behind one address, a village hall's, may register without being looked at first, `most` of them."""

    __tablename__ = "place_windows"
    __table_args__ = (
        Index(None, "session_id", "network"),
        CheckConstraint("closes_at > opens_at", name="order"),
        CheckConstraint("used >= 0 AND most BETWEEN 1 AND 500", name="counts"),
    )

    session_id: Mapped[UUID] = Field(foreign_key="sessions.id")
    district_code: Mapped[str] = Field(foreign_key="regions.code", max_length=13)
    place: Mapped[str] = Field(max_length=200)
    network: Mapped[bytes] = Field(sa_type=LargeBinary, nullable=False)
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    most: Mapped[int]
    used: Mapped[int] = Field(default=0, nullable=False, sa_column_kwargs={"server_default": text("0")})
    made_by: Mapped[UUID] = Field(foreign_key="identities.id")
