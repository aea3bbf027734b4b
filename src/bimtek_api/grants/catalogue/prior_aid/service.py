"""Keeping what was given, so that the next years see it."""

from datetime import date
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.grants.catalogue.prior_aid.models import AidRecord, AidRecordKey
from bimtek_api.grants.catalogue.prior_aid.repository import Marks, marks_of

__all__ = ["add_marks", "breach", "end", "expect_report", "keep", "marks_of", "report_done", "reported"]


async def keep(db: AsyncSession, given: AidRecord, marks: Marks) -> None:
    db.add(given)
    await db.flush()
    db.add_all(AidRecordKey(record_id=given.id, kind=kind, value=value) for kind, value in marks)
    await db.flush()


async def add_marks(db: AsyncSession, case_id: UUID, marks: Marks) -> None:
    """Other people share this aid from now on; those of before keep theirs: they were named for it."""
    of_case = select(AidRecord.id).where(AidRecord.case_id == case_id, AidRecord.ended_at.is_(None))
    for record_id in (await db.execute(of_case)).scalars().all():
        rows = [{"record_id": record_id, "kind": kind, "value": value} for kind, value in marks]
        await db.execute(insert(AidRecordKey).values(rows).on_conflict_do_nothing())


async def end(db: AsyncSession, case_id: UUID) -> None:
    """The decree was taken back: this aid was not given after all."""
    ended = update(AidRecord).where(AidRecord.case_id == case_id, AidRecord.ended_at.is_(None))
    await db.execute(ended.values(ended_at=clock.NOW))


async def expect_report(db: AsyncSession, case_id: UUID, due_on: date) -> None:
    """From that day on a missing report stops new aid (G6)."""
    await db.execute(update(AidRecord).where(AidRecord.case_id == case_id).values(report_due_on=due_on))


async def report_done(db: AsyncSession, case_id: UUID) -> None:
    await db.execute(update(AidRecord).where(AidRecord.case_id == case_id).values(report_done_at=clock.NOW))


async def breach(db: AsyncSession, case_id: UUID, on: date | None) -> None:
    """From that day on nothing new for the group or its members; None: it is mended."""
    await db.execute(update(AidRecord).where(AidRecord.case_id == case_id).values(breached_on=on))


async def reported(db: AsyncSession, import_keys: list[str]) -> None:
    """Imported aid whose report has come in since."""
    owed = update(AidRecord).where(AidRecord.import_key.in_(import_keys), AidRecord.report_due_on.is_not(None))
    await db.execute(owed.where(AidRecord.report_done_at.is_(None)).values(report_done_at=clock.NOW))
