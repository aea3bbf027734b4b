"""Accounts at the office's own log-in provider, and whose they are."""

from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from bimtek_api.core.models import Stamped
from bimtek_api.core.personal import ActedBy, Credential, Plain


class ProviderAccount(Stamped, table=True):
    """`subject` is the provider's own name for somebody: it stays when her e-mail address changes."""

    __tablename__ = "provider_accounts"
    __table_args__ = (UniqueConstraint("issuer", "officer_id"),)

    issuer: Plain[str] = Field(primary_key=True, max_length=300)
    subject: Credential[str] = Field(primary_key=True, max_length=255)
    officer_id: ActedBy[UUID] = Field(foreign_key="officers.person_id")
