"""Mail to an officer about her own account: what she must hear even when she does not log in."""

from uuid import UUID

import structlog
from procrastinate import App
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.enrolments import replacements
from bimtek_api.access.logins.notices import TEXTS
from bimtek_api.access.officers.models import Officer
from bimtek_api.core.db import Database
from bimtek_api.core.i18n import N_, translate
from bimtek_api.events import jobs
from bimtek_api.events.models import Event
from bimtek_api.exchange.notifications.transport import Refused, compose, transport
from bimtek_api.settings import Settings

log = structlog.get_logger()
TASK, KINDS = "mail_officer", tuple(TEXTS)
SUBJECT = N_("Akun Bimtek Anda")
WHERE = N_("Halaman akun Anda: {address}")


def register(app: App, database: Database, settings: Settings) -> None:
    """What the worker does about officers' own accounts: mails, and replacements whose wait is over."""

    @app.task(name=TASK, queue="mail", retry=jobs.RETRY)
    async def mail_officer(event_id: str) -> None:
        await send(database, settings, UUID(event_id))

    @app.periodic(cron="* * * * *")
    @app.task(name="bind_replacements", queue="clock", queueing_lock="bind_replacements")
    async def bind_replacements(timestamp: int) -> None:
        async with database.transaction() as db:
            if bound := await replacements.bind_due(db):
                log.info("replacements_bound", officers=bound)


async def listen(db: AsyncSession, event: Event) -> None:
    """The mail leaves outside any transaction."""
    await jobs.defer(db, TASK, "mail", event_id=str(event.id))


async def send(database: Database, settings: Settings, event_id: UUID) -> None:
    """One mail; its id stays the same over every attempt. Raises NotNow to be tried again."""
    async with database.transaction() as db:
        event = await db.get(Event, event_id)
        officer = await db.get(Officer, event.subject_id) if event else None
    leave = transport(settings)
    if event is None or officer is None or leave is None:
        return
    where = translate(WHERE, address=f"{settings.web_url}/petugas/akun")
    text = f"{officer.name},\n\n{translate(TEXTS[event.name])}\n\n{where}\n"
    try:
        await leave(compose(settings.mail_from, officer.email, translate(SUBJECT), text, str(event.id)))
    except Refused:
        return  # the address takes nothing: she reads it at her next log-in
