"""Links by which an officer makes her own password and authenticator: invited, recovered, or by her own wish."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, text
from sqlmodel import Field

from bimtek_api.core.models import Row, Stamped
from bimtek_api.core.personal import ActedBy, Enrolling, Plain


class Enrolment(Row, Stamped, table=True):
    """One link. The authenticator's secret waits here, sealed, until she has proved that her phone has it.

    `request_id` is the recovery two administrators agreed on. Of a link she asked for with a code on paper alone,
    what she proved waits here as well: until `binds_at` or until an administrator agreed; it can be stopped.
    """

    __tablename__ = "enrolments"
    __table_args__ = (
        Index(None, "officer_id"),
        Index(
            "uq_enrolments_waiting", "officer_id", unique=True,
            postgresql_where=text("proved_step IS NOT NULL AND bound_at IS NULL AND stopped_at IS NULL"),
        ),
        CheckConstraint("agreed_by <> officer_id", name="second_person"),
    )  # fmt: skip

    officer_id: ActedBy[UUID] = Field(foreign_key="officers.person_id")
    token_hash: Enrolling[bytes] = Field(sa_type=LargeBinary, nullable=False, unique=True)
    totp_sealed: Enrolling[bytes] = Field(sa_type=LargeBinary, nullable=False)
    made_by: ActedBy[UUID | None] = Field(default=None, foreign_key="officers.person_id")
    expires_at: Plain[datetime]
    closed_at: Plain[datetime | None] = Field(default=None)
    request_id: Plain[UUID | None] = Field(default=None, foreign_key="access_requests.id", unique=True)
    by_paper: Plain[bool] = Field(default=False, nullable=False, sa_column_kwargs={"server_default": text("false")})
    password_hash: Enrolling[str | None] = Field(default=None, max_length=200)
    proved_step: Plain[int | None] = Field(default=None)
    binds_at: Plain[datetime | None] = Field(default=None)
    agreed_by: ActedBy[UUID | None] = Field(default=None, foreign_key="officers.person_id")
    bound_at: Plain[datetime | None] = Field(default=None)
    stopped_at: Plain[datetime | None] = Field(default=None)
    stopped_by: ActedBy[UUID | None] = Field(default=None, foreign_key="officers.person_id")
