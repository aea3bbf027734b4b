"""Accounts at the office's own log-in provider, and whose they are."""

from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from bimtek_api.core.models import Mapped, Stamped


class ProviderAccount(Stamped, table=True):
    """`subject` is the provider's own name for somebody: it stays when her e-mail address changes."""

    __tablename__ = "provider_accounts"
    __table_args__ = (UniqueConstraint("issuer", "officer_id"),)

    issuer: Mapped[str] = Field(primary_key=True, max_length=300)
    subject: Mapped[str] = Field(primary_key=True, max_length=255)
    officer_id: Mapped[UUID] = Field(foreign_key="officers.person_id")
