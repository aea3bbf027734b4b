"""Files a session's form asks for."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from bimtek_api.core.models import now_column
from bimtek_api.core.personal import (
    Subject,
    Upload,
)


class RegistrationFile(SQLModel, table=True):
    """A file or photo asked for by the session's form. A new upload takes the place of the old one."""

    __tablename__ = "registration_files"

    registration_id: Subject[UUID] = Field(primary_key=True, foreign_key="registrations.id")
    key: Upload[str] = Field(primary_key=True, max_length=40)
    file_id: Upload[UUID] = Field(foreign_key="files.id")
    uploaded_at: Upload[datetime] = now_column()
