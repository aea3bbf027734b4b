"""Printing all certificates of a session: asked for once, made by the worker in sheaves, kept as one PDF."""

from collections.abc import Sequence
from io import BytesIO
from uuid import UUID

from pypdf import PdfWriter
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock, papers
from bimtek_api.core.actor import SYSTEM, Actor, Permission
from bimtek_api.core.db import Database
from bimtek_api.core.scope import expect_on
from bimtek_api.events import jobs
from bimtek_api.events.recorder import Entry, record
from bimtek_api.files import service as files
from bimtek_api.files.store import FileStore
from bimtek_api.sessions.outcome.certificates import documents
from bimtek_api.sessions.outcome.certificates import service as certificates
from bimtek_api.sessions.outcome.prints import repository
from bimtek_api.sessions.outcome.prints.errors import NothingToPrint
from bimtek_api.sessions.outcome.prints.models import CertificatePrint
from bimtek_api.sessions.planning.schedule import repository as schedule
from bimtek_api.sessions.planning.schedule.errors import UnknownSession

SHEAF = 20
TASK, QUEUE = "print_certificates", "papers"


async def ask(db: AsyncSession, actor: Actor, session_id: UUID) -> CertificatePrint:
    """The printing of the certificates valid now; the one there is already, if they are the same."""
    session = await schedule.lock(db, actor, session_id)
    expect_on(actor, Permission.SESSION_RUN, session, UnknownSession)
    rows = await certificates.to_print(db, session_id)
    if not rows:
        raise NothingToPrint
    content_hash = papers.fingerprint({"codes": [row.code for row in rows]})
    if found := await repository.same(db, session_id, content_hash):
        return found
    made = CertificatePrint(
        session_id=session_id, district_code=session.district_code, content_hash=content_hash, total=len(rows),
        asked_by=actor.id,
    )  # fmt: skip
    db.add(made)
    await db.flush()
    await jobs.defer(db, TASK, QUEUE, print_id=str(made.id))
    data = {"print_id": str(made.id), "certificates": len(rows)}
    entry = Entry("certificates.print_asked", ("session", session_id), session.district_code, data=data)
    await record(db, actor, entry)
    return made


async def run(database: Database, store: FileStore, web_url: str, print_id: UUID) -> None:
    """Draws the PDF. Harmless when run twice: what is there already stays."""
    async with database.transaction() as db:
        printing = await db.get(CertificatePrint, print_id)
        if printing is None or printing.file_id or printing.failed_at:
            return
        rows = await certificates.to_print(db, printing.session_id)
    if papers.fingerprint({"codes": [row.code for row in rows]}) != printing.content_hash:
        return await settle(database, print_id, failed=True)  # a certificate changed since: ask anew
    content = await drawn(database, print_id, rows, web_url)
    async with database.transaction() as db:
        stored = await files.keep(
            db, store, SYSTEM, content, kind="certificates", media_type="application/pdf", name="sertifikat.pdf",
            district=printing.district_code,
        )  # fmt: skip
    await settle(database, print_id, done=len(rows), file_id=stored.id)


async def drawn(database: Database, print_id: UUID, rows: Sequence[Row], web_url: str) -> bytes:
    """All pages, sheaf by sheaf; each sheaf moves the progress."""
    writer = PdfWriter()
    for start in range(0, len(rows), SHEAF):
        sheaf = rows[start : start + SHEAF]
        writer.append(BytesIO(await documents.pdf(sheaf, web_url)))
        await settle(database, print_id, done=start + len(sheaf))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


async def settle(
    database: Database, print_id: UUID, *, done: int | None = None, file_id: UUID | None = None, failed: bool = False
) -> None:
    """Writes how far it is, in a transaction of its own, so that whoever waits sees it."""
    async with database.transaction() as db:
        printing = await db.get_one(CertificatePrint, print_id)
        printing.done = printing.done if done is None else done
        printing.file_id = file_id or printing.file_id
        printing.failed_at = await clock.now(db) if failed else None
