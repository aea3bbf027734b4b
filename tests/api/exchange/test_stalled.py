"""Workers that die: what they were doing is done by another, once."""

from httpx import AsyncClient
from sqlalchemy import text

from bimtek_api import worker
from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from bimtek_api.events import jobs
from bimtek_api.settings import Settings
from tests.api.exchange.mailbox import Mailbox
from tests.api.exchange.test_messages import enter, opened, overtake, work

TAKEN = "UPDATE procrastinate_jobs SET status = 'doing', worker_id = :worker WHERE task_name = :task RETURNING id"
DEAD = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '5 minutes') RETURNING id"


async def die_doing(own: Database, task: str) -> None:
    """A worker took the job and was never heard of again."""
    async with own.transaction() as db:
        worker_id = (await db.execute(text(DEAD))).scalar_one()
        assert (await db.execute(text(TAKEN), {"worker": worker_id, "task": task})).all()


async def test_what_a_dead_worker_was_doing_is_done_by_another(
    office: AsyncClient, own: Database, mailing: Settings, mailbox: Mailbox, vault: Vault
) -> None:
    session_id, _ = await opened(own, vault)
    await enter(office, session_id, "a@uji.id")
    await die_doing(own, "fan_out")
    queue = worker.build(mailing, own)
    async with queue.open_async():
        assert (await jobs.relieve(queue), await jobs.relieve(queue)) == (1, 0)
    await work(mailing, own)
    assert len(mailbox.taken) == 1


async def test_a_mail_whose_sender_died_is_sent_by_another_after_a_while(
    office: AsyncClient, own: Database, mailing: Settings, mailbox: Mailbox, vault: Vault
) -> None:
    session_id, _ = await opened(own, vault)
    await enter(office, session_id, "a@uji.id")
    queue = worker.build(mailing, own)
    async with queue.open_async():
        await queue.run_worker_async(
            wait=False, install_signal_handlers=False, listen_notify=False, queues=["events"]
        )
    async with own.transaction() as db:
        await db.execute(text("UPDATE messages SET status = 'sending', claimed_at = bimtek_now()"))
    await work(mailing, own)
    assert mailbox.taken == [], "its sender may still be at it"
    async with own.transaction() as db:
        await db.execute(text("UPDATE messages SET claimed_at = bimtek_now() - interval '3 minutes'"))
    await overtake(own)
    await work(mailing, own)
    assert len(mailbox.taken) == 1
