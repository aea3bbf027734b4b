"""Links by which an officer makes her own password and authenticator: invited, recovered, or by her own wish."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, LargeBinary
from sqlmodel import Field

from bimtek_api.core.models import Row, Stamped


class Enrolment(Row, Stamped, table=True):
    """One link. The authenticator's secret waits here, sealed, until she has proved that her phone has it."""

    __tablename__ = "enrolments"
    __table_args__ = (Index(None, "officer_id"),)

    officer_id: UUID = Field(foreign_key="officers.person_id")
    token_hash: bytes = Field(sa_type=LargeBinary, nullable=False, unique=True)
    totp_sealed: bytes = Field(sa_type=LargeBinary, nullable=False)
    made_by: UUID | None = Field(default=None, foreign_key="officers.person_id")
    expires_at: datetime
    closed_at: datetime | None = None
