"""The queue: one application object for the API's tables, and the tasks that belong to the history."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

import orjson
import psycopg
import structlog
from procrastinate import App, PsycopgConnector, RetryStrategy
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.db import SERVER_OPTIONS

log = structlog.get_logger()
DEFER = text(
    "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW("
    ":queue, :task, 0, NULL, NULL, CAST(:arguments AS jsonb), NULL)::procrastinate_job_to_defer_v1])"
)
HEARD = text("SELECT max(last_heartbeat) > now() - interval '1 minute' FROM procrastinate_workers")
# A job that was to begin ten minutes ago; one that failed has its next turn as its time.
LYING = text(
    "SELECT count(*) FROM procrastinate_jobs j WHERE status = 'todo' AND coalesce(scheduled_at,"
    " (SELECT max(at) FROM procrastinate_events e WHERE e.job_id = j.id)) < now() - interval '10 minutes'"
)
RETRY = RetryStrategy(max_attempts=12, exponential_wait=3)


def every_seconds(seconds: int) -> str:
    """The scheduler's sixth field is the seconds: first, it would mean every second of some minutes."""
    return f"* * * * * */{seconds}"


def connector(url: str) -> PsycopgConnector:
    """Jobs run as the application's role, like requests."""
    return PsycopgConnector(conninfo=url, kwargs={"options": SERVER_OPTIONS}, min_size=1, max_size=4)


def queue(url: str) -> App:
    """The queue over the database at `url`."""
    return App(connector=connector(url), worker_defaults={"concurrency": 4, "delete_jobs": "successful"})


async def defer(db: AsyncSession, task: str, queue: str, **arguments: str) -> None:
    """Enqueues one task inside the caller's transaction: no commit, no job."""
    await db.execute(DEFER, {"task": task, "queue": queue, "arguments": orjson.dumps(arguments).decode()})


async def is_worked(db: AsyncSession) -> bool:
    """Whether some worker was heard of within the last minute; each speaks up every ten seconds."""
    return bool((await db.execute(HEARD)).scalar())


async def lying(db: AsyncSession) -> int:
    """How many jobs nobody has begun for ten minutes: no worker, or one that does not keep up."""
    return (await db.execute(LYING)).scalar_one()


@dataclass
class Kept:
    """Whether an item of a batch was done."""

    done: bool = False


@contextmanager
def aside(task: str, item: object) -> Generator[Kept]:
    """One item of a batch: when it fails, that is said and the others are done. It comes again with the next turn.

    What has no connection left is no matter of one item.
    """
    kept = Kept()
    try:
        yield kept
    except Exception as fault:
        if isinstance(fault, DBAPIError) and fault.connection_invalidated:
            raise
        log.exception("set_aside", task=task, item=str(item), kind=type(fault).__name__, exc_info=False)
    else:
        kept.done = True


async def relieve(app: App) -> int:
    """Puts back what workers were doing when they died; returns how much. Tasks are harmless when run twice."""
    back = 0
    for job in await app.job_manager.get_stalled_jobs():
        with aside("relieve", job.id) as kept:
            await app.job_manager.retry_job(job)
        back += kept.done
    return back


async def purge_keys(url: str) -> int:
    """Forgets idempotency keys after a day and throttle windows that are over; returns how many."""
    async with await psycopg.AsyncConnection.connect(url, options=SERVER_OPTIONS) as connection:
        keys = await connection.execute(
            "DELETE FROM idempotency_keys WHERE created_at < bimtek_now() - interval '24 hours'"
        )
        windows = await connection.execute("DELETE FROM throttles WHERE ends_at < bimtek_now()")
        return keys.rowcount + windows.rowcount
