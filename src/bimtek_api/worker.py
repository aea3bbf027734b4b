"""The job process: what happens after a change, and what happens by the clock.

Every event enqueues one `fan_out`. `listeners` says who wants to know of which event; a listener runs in its own
transaction, must be harmless when run twice, and is retried when it fails.
"""

import asyncio
import signal
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

import structlog
from procrastinate import App
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api import tables
from bimtek_api.core import logs, papers
from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from bimtek_api.events import anchors, jobs, sealer
from bimtek_api.events.models import Event
from bimtek_api.exchange.export_jobs import service as export_jobs
from bimtek_api.exchange.notifications import officer_mails, reminders
from bimtek_api.exchange.notifications import service as notifications
from bimtek_api.exchange.notifications.alarms import raise_alarm
from bimtek_api.exchange.notifications.service import Notifier
from bimtek_api.files import service as files
from bimtek_api.files.store import store_of
from bimtek_api.grants.cases.applications import intake
from bimtek_api.privacy import service as privacy
from bimtek_api.reports.invariants.service import violations
from bimtek_api.sessions.enrolment.seats import service as seats
from bimtek_api.sessions.lifecycle import service as lifecycle
from bimtek_api.sessions.outcome.prints import service as prints
from bimtek_api.settings import Settings

log = structlog.get_logger()
Listener = Callable[[AsyncSession, Event], Awaitable[None]]
Listeners = dict[str, tuple[Listener, ...]]
TABLES = tables.METADATA
LONGEST_PAUSE = 10  # seconds between two attempts to work again


def build(settings: Settings, database: Database) -> App:
    """The queue with all its tasks."""
    papers.use_letterhead(*settings.office)
    url = settings.database_url.get_secret_value()
    app = jobs.queue(url)
    notifier = Notifier(Vault.of(settings), settings)
    listening = listeners(notifier)

    @app.task(name="fan_out", queue="events", retry=jobs.RETRY)
    async def fan_out(event_id: str) -> None:
        await deliver(database, listening, UUID(event_id))

    @app.task(name="send_message", queue="mail", retry=jobs.RETRY)
    async def send_message(message_id: str) -> None:
        await notifier.deliver(database, UUID(message_id))

    @app.task(name=prints.TASK, queue=prints.QUEUE, retry=jobs.RETRY)
    async def print_certificates(print_id: str) -> None:
        await prints.run(database, store_of(settings), settings.web_url, UUID(print_id))

    @app.task(name=export_jobs.TASK, queue=export_jobs.QUEUE, retry=jobs.RETRY)
    async def write_export(job_id: str) -> None:
        await export_jobs.run(database, store_of(settings), UUID(job_id))

    officer_mails.register(app, database, settings)
    by_the_second(app, database)
    by_the_hour(app, database, settings)
    by_the_day(app, database, settings)
    return app


def listeners(notifier: Notifier) -> Listeners:
    """Who wants to know of which event."""
    hers: Listeners = dict.fromkeys(officer_mails.KINDS, (officer_mails.listen,))
    return hers | dict.fromkeys(notifications.KINDS, (notifier.listen,))


def by_the_second(app: App, database: Database) -> None:
    """What happens soon without anybody asking. Each task is harmless when run twice."""

    @app.periodic(cron=jobs.every_seconds(10))
    @app.task(name="seal", queue="clock", queueing_lock="seal")
    async def seal(timestamp: int) -> None:
        async with database.transaction() as db:
            sealed = await sealer.seal(db)
        if sealed:
            log.info("sealed", events=sealed)

    @app.periodic(cron=jobs.every_seconds(15))
    @app.task(name="offer_seats", queue="clock", queueing_lock="offer_seats")
    async def offer_seats(timestamp: int) -> None:
        await seats.serve(database)

    @app.periodic(cron="* * * * *")
    @app.task(name="relieve", queue="clock", queueing_lock="relieve")
    async def relieve(timestamp: int) -> None:
        if relieved := await jobs.relieve(app):
            log.warning("relieved", jobs=relieved)


def by_the_hour(app: App, database: Database, settings: Settings) -> None:
    """What happens at its time without anybody asking."""

    @app.periodic(cron="10 * * * *")
    @app.task(name="remind", queue="clock", queueing_lock="remind")
    async def remind(timestamp: int) -> None:
        async with database.transaction() as db:
            await lifecycle.remind(db)

    @app.periodic(cron="15 * * * *")
    @app.task(name="remind_groups", queue="clock", queueing_lock="remind_groups")
    async def remind_groups(timestamp: int) -> None:
        async with database.transaction() as db:
            await reminders.remind(db)

    @app.periodic(cron="20 * * * *")
    @app.task(name="lapse_returns", queue="clock", queueing_lock="lapse_returns")
    async def lapse_returns(timestamp: int) -> None:
        async with database.transaction() as db:
            await intake.lapse(db)

    @app.periodic(cron="25 * * * *")
    @app.task(name="watch_sealing", queue="clock", queueing_lock="watch_sealing")
    async def watch(timestamp: int) -> None:
        await watch_sealing(database, settings)

    @app.periodic(cron="7 * * * *")
    @app.task(name="purge", queue="clock", queueing_lock="purge")
    async def purge(timestamp: int) -> None:
        log.info("purged", rows=await jobs.purge_keys(settings.database_url.get_secret_value()))


def by_the_day(app: App, database: Database, settings: Settings) -> None:
    """What must not be kept longer than it is needed, and what must be kept elsewhere."""

    @app.periodic(cron="40 * * * *")
    @app.task(name="forget_exports", queue="clock", queueing_lock="forget_exports")
    async def forget_exports(timestamp: int) -> None:
        log.info("exports_forgotten", files=await export_jobs.forget(database, store_of(settings)))

    @app.periodic(cron="15 18 * * *")
    @app.task(name="retain", queue="clock", queueing_lock="retain")
    async def retain(timestamp: int) -> None:
        async with database.transaction() as db:
            log.info("retained", **await privacy.retain(db))

    @app.periodic(cron="40 19 * * *")
    @app.task(name="ask_invariants", queue="clock", queueing_lock="ask_invariants", retry=jobs.RETRY)
    async def ask_invariants(timestamp: int) -> None:
        await examine(database, settings)

    @app.periodic(cron="5,20,35,50 * * * *")
    @app.task(name="sweep_files", queue="clock", queueing_lock="sweep_files")
    async def sweep_files(timestamp: int) -> None:
        log.info("files_swept", files=await files.sweep(database, store_of(settings)))

    @app.periodic(cron="30 18 * * *")
    @app.task(name="anchor", queue="clock", queueing_lock="anchor", retry=jobs.RETRY)
    async def keep_anchor(timestamp: int) -> None:
        await anchor(database, settings)


async def anchor(database: Database, settings: Settings) -> None:
    """Verifies the whole chain, then keeps its head outside the database."""
    async with database.transaction() as db:
        chain = await sealer.verify(db)
        found = await anchors.head(db)
    sink = anchors.sink_of(settings)
    if chain.broken:
        await raise_alarm(settings, "history_broken", place=chain.broken)
    elif found and sink:
        await anchors.keep(sink, found)
        log.info("anchored", links=chain.links)


async def watch_sealing(database: Database, settings: Settings) -> None:
    """Somebody hears of it when events have waited for their link for a while."""
    async with database.transaction() as db:
        waiting = await sealer.late(db)
    if waiting:
        await raise_alarm(settings, "history_unsealed", events=waiting)


async def examine(database: Database, settings: Settings) -> None:
    """Asks whether everything that must hold of the data does."""
    async with database.transaction() as db:
        found = await violations(db)
    for invariant, ids in found.items():
        await raise_alarm(settings, "violations", invariant=invariant, ids=", ".join(ids))


async def deliver(database: Database, listening: Listeners, event_id: UUID) -> None:
    """Tells every listener of one event, each in its own transaction."""
    async with database.transaction() as db:
        event = await db.get(Event, event_id)
    if event is None:
        return
    for listener in listening.get(event.name, ()):
        async with database.transaction() as db:
            await listener(db, event)


async def run(settings: Settings) -> None:
    """Works until it is told to stop. What ends the work otherwise, a restart of the database say, is waited out."""
    logs.configure(settings.environment)
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    pauses = 0
    while not stopping.is_set():
        began = time.monotonic()
        await work_until(stopping, settings)
        pauses = 0 if time.monotonic() - began > LONGEST_PAUSE else pauses + 1
        with suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), min(LONGEST_PAUSE, 2**pauses / 4))


async def work_until(stopping: asyncio.Event, settings: Settings) -> None:
    """One worker's life: to the word to stop, or until the queue's connection breaks."""
    database = Database(settings)
    app = build(settings, database)

    async def work() -> None:
        async with app.open_async():
            log.info("worker_ready")
            await app.run_worker_async(install_signal_handlers=False, shutdown_graceful_timeout=10)

    working, told = asyncio.create_task(work()), asyncio.create_task(stopping.wait())
    await asyncio.wait((working, told), return_when=asyncio.FIRST_COMPLETED)
    working.cancel()
    told.cancel()
    (ended, _) = await asyncio.gather(working, told, return_exceptions=True)
    if not stopping.is_set():
        log.error("worker_interrupted", kind=type(ended).__name__)
    await database.close()


def main(**overrides: Any) -> None:
    asyncio.run(run(Settings(**overrides)))


if __name__ == "__main__":
    main()
