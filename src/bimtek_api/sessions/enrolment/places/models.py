"""What strangers of one place have registered, and the windows officers open for a place."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, text
from sqlmodel import Field, SQLModel

from bimtek_api.core.models import Row, Stamped
from bimtek_api.core.personal import ActedBy, LoggedIn, Plain


class RegistrationOrigin(SQLModel, table=True):
    """How many registrations came for a session from one network, with one phone number, or as delegations; and how
    many of them had to wait for an officer's look.

    `origin` is a keyed hash; neither an address nor a number stands here.
    """

    __tablename__ = "registration_origins"
    __table_args__ = (
        CheckConstraint("kind IN ('network', 'phone', 'delegation', 'held_network', 'held_phone')", name="kind"),
    )

    session_id: Plain[UUID] = Field(primary_key=True, foreign_key="sessions.id")
    kind: Plain[str] = Field(primary_key=True, max_length=20)
    origin: LoggedIn[bytes] = Field(sa_type=LargeBinary, primary_key=True)
    taken: Plain[int]


class PlaceWindow(Row, Stamped, table=True):
    """People behind one address, a village hall's, may register without being looked at first, `most` of them."""

    __tablename__ = "place_windows"
    __table_args__ = (
        Index(None, "session_id", "network"),
        CheckConstraint("closes_at > opens_at", name="order"),
        CheckConstraint("used >= 0 AND most BETWEEN 1 AND 500", name="counts"),
    )

    session_id: Plain[UUID] = Field(foreign_key="sessions.id")
    district_code: Plain[str] = Field(foreign_key="regions.code", max_length=13)
    place: Plain[str] = Field(max_length=200)
    network: LoggedIn[bytes] = Field(sa_type=LargeBinary, nullable=False)
    opens_at: Plain[datetime]
    closes_at: Plain[datetime]
    most: Plain[int]
    used: Plain[int] = Field(default=0, nullable=False, sa_column_kwargs={"server_default": text("0")})
    made_by: ActedBy[UUID] = Field(foreign_key="identities.id")
