"""Shapes of messages as officers see them. No address and no secret is shown."""

from datetime import datetime
from uuid import UUID

from bimtek_api.core.fields import Read
from bimtek_api.core.pagination import Slice
from bimtek_api.exchange.notifications.models import Channel, MessageKind, MessageStatus


class MessageRead(Read):
    """`whatsapp` opens a chat with the text ready, for the officer to send by hand; only while she is untold."""

    id: UUID
    kind: MessageKind
    subject: str
    channel: Channel
    status: MessageStatus
    attempts: int
    error: str | None
    created_at: datetime
    settled_at: datetime | None
    registration_id: UUID
    registration_number: str
    name: str
    phone: str
    session_title: str
    text: str
    whatsapp: str | None


class MessageSlice(Slice):
    """`untold`: only what somebody still has to tell the person."""

    registration: UUID | None = None
    untold: bool = False
