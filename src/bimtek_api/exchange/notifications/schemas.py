"""Shapes of messages as officers see them. No address and no secret is shown."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from bimtek_api.core.fields import Paragraph, Read, Write, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.core.pagination import Slice
from bimtek_api.exchange.notifications.kinds import MessageKind
from bimtek_api.exchange.notifications.models import Channel, MessageStatus

ALL = "all"
NO_TEXT_HERE = N_("Kode masuk dikirim tanpa tambahan.")
KIND_TWICE = N_("Satu jenis kabar hanya boleh punya satu tambahan.")


class MessageRead(Read):
    """`whatsapp` opens a chat with the text ready, for the officer to send by hand; only while she is untold.

    It is about one thing: a registration, a group's case, a complaint or a delegation; `number` is the number of it,
    `about` its title or the group's name. `registration_number` and `session_title`: of a training only.
    """

    id: UUID
    kind: MessageKind
    subject: str
    channel: Channel
    status: MessageStatus
    attempts: int
    error: str | None
    created_at: datetime
    settled_at: datetime | None
    registration_id: UUID | None
    application_id: UUID | None
    complaint_id: UUID | None
    delegation_id: UUID | None
    number: str
    name: str
    phone: str
    about: str
    registration_number: str
    session_title: str
    text: str
    whatsapp: str | None


class TextWrite(Write):
    """A paragraph of a programme's own. `kind` is one kind of message, or `all`."""

    kind: MessageKind | Literal["all"]
    text: Annotated[Paragraph, StringConstraints(min_length=1, max_length=600)]
    english: Annotated[Paragraph, StringConstraints(max_length=600)] = ""

    @model_validator(mode="after")
    def fitting(self) -> Self:
        if self.kind == MessageKind.ONE_TIME_CODE:
            raise wrong("no_text_here", NO_TEXT_HERE)
        return self


class TextsWrite(Write):
    """All of a programme's paragraphs."""

    items: list[TextWrite] = Field(max_length=len(MessageKind))

    @model_validator(mode="after")
    def once_each(self) -> Self:
        if len({each.kind for each in self.items}) != len(self.items):
            raise wrong("kind_twice", KIND_TWICE)
        return self


class TextRead(Read):
    kind: str
    text: str
    english: str


class Texts(Read):
    items: list[TextRead]


class MessageSlice(Slice):
    """`untold`: only what somebody still has to tell the person."""

    registration: UUID | None = None
    application: UUID | None = None
    complaint: UUID | None = None
    untold: bool = False
