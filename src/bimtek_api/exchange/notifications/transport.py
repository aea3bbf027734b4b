"""How a message leaves: SMTP, a folder of files for training, a gateway for chat or SMS.

Refusals for good differ from those for now.
"""

import asyncio
from collections.abc import Awaitable, Callable
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, localtime
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import aiosmtplib
import httpx

from bimtek_api.settings import Settings

PERMANENT = 500
SECONDS = 15
Send = Callable[[EmailMessage], Awaitable[None]]
Post = Callable[[str, str, str], Awaitable[None]]
TRY_AGAIN = (408, 425, 429)


class Refused(Exception):
    """This address will not take it, now or later. `code` is the receiver's reply."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


class NotNow(Exception):
    """Nothing was delivered; trying again may help."""


def compose(sender: str, to: str, subject: str, text: str, message_id: str) -> EmailMessage:
    """A plain text mail. The id stays the same over every attempt, so a receiver can drop a second copy."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, Address(addr_spec=to), subject
    mail["Date"], mail["Message-ID"] = format_datetime(localtime()), f"<{message_id}@bimtek>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(text, cte="quoted-printable")
    return mail


def transport(settings: Settings) -> Send | None:
    """`smtp://user:password@host:port?tls=none`, `smtps://…`, `folder:path`; None when the office sends no mail."""
    if not settings.mail_url:
        return None
    address = urlsplit(settings.mail_url.get_secret_value())
    if address.scheme == "folder":
        return into(Path(address.path))
    wish = parse_qs(address.query).get("tls", ["starttls"])[0]

    async def send(mail: EmailMessage) -> None:
        server = aiosmtplib.SMTP(
            hostname=address.hostname, port=address.port, timeout=SECONDS, use_tls=address.scheme == "smtps",
            start_tls=address.scheme == "smtp" and wish == "starttls",
            username=unquote(address.username) if address.username else None,
            password=unquote(address.password) if address.password else None,
        )  # fmt: skip
        await deliver(server, mail)

    return send


async def deliver(server: aiosmtplib.SMTP, mail: EmailMessage) -> None:
    """One mail to one recipient. Only a refusal of the recipient or of the message itself is for good."""
    try:
        async with server:
            await server.send_message(mail)
    except aiosmtplib.SMTPRecipientsRefused as error:
        code = error.recipients[0].code
        if code >= PERMANENT:
            raise Refused(code) from error
        raise NotNow(str(code)) from error
    except aiosmtplib.SMTPDataError as error:
        if error.code >= PERMANENT:
            raise Refused(error.code) from error
        raise NotNow(str(error.code)) from error
    except (aiosmtplib.SMTPException, OSError) as error:
        raise NotNow(type(error).__name__) from error


def into(folder: Path) -> Send:
    """Writes each mail as a file, named by its id."""

    def write(mail: EmailMessage) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        name = mail["Message-ID"].strip("<>").partition("@")[0]
        (folder / f"{name}.eml").write_bytes(bytes(mail))

    async def send(mail: EmailMessage) -> None:
        await asyncio.to_thread(write, mail)

    return send


def gateway(settings: Settings) -> Post | None:
    """`https://token@host/path`: each text is posted there as JSON `id`, `to`, `text`; None without a gateway.

    The id stays the same over every attempt, so a gateway can drop a second copy.
    """
    if not settings.chat_url:
        return None
    address = httpx.URL(settings.chat_url.get_secret_value())
    headers = {"Authorization": f"Bearer {unquote(address.username)}"} if address.username else {}
    target = address.copy_with(username=None, password=None)

    async def post(to: str, text: str, message_id: str) -> None:
        body = {"id": message_id, "to": to, "text": text}
        try:
            async with httpx.AsyncClient(timeout=SECONDS) as http:
                answer = await http.post(target, json=body, headers=headers | {"Idempotency-Key": message_id})
        except httpx.HTTPError as error:
            raise NotNow(type(error).__name__) from error
        if answer.is_client_error and answer.status_code not in TRY_AGAIN:
            raise Refused(answer.status_code)
        if not answer.is_success:
            raise NotNow(str(answer.status_code))

    return post
