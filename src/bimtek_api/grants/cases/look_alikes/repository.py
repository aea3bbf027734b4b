"""Queries of look-alikes. Names are told by the part somebody has in the case."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.grants.cases.look_alikes.models import LookAlike

NAME = """
    coalesce(CASE {kind} WHEN 'supplier' THEN (SELECT s.name FROM suppliers s WHERE s.id = {id})
                WHEN 'group' THEN (SELECT g.name FROM groups g WHERE g.id = {id})
                ELSE coalesce((SELECT o.name FROM officers o JOIN identities i ON i.id = o.person_id
                               WHERE {id} IN (i.id, i.same_as)),
                              (SELECT p.name FROM participants p WHERE p.person_id = {id})) END, '–')"""
ONE, OTHER = (NAME.format(kind=f"l.{side}_kind", id=f"l.{side}_id") for side in ("one", "other"))
ASKED = text(
    f"""
    SELECT l.id, l.one_id, l.other_id, {ONE} AS one, {OTHER} AS other, l.mark, a.name AS asked_by, l.reason,
           d.name AS decided_by, l.cleared, l.note, l.decided_at
    FROM look_alikes l JOIN officers a ON a.person_id = l.asked_by
    LEFT JOIN officers d ON d.person_id = l.decided_by
    WHERE l.application_id = :case_id ORDER BY l.id
    """  # noqa: S608 - fragments of our own
)
FOUND = text(
    f"""
    SELECT NULL AS id, l.one_id, l.other_id, {ONE} AS one, {OTHER} AS other, l.mark, NULL AS asked_by, NULL AS reason,
           NULL AS decided_by, NULL AS cleared, NULL AS note, NULL AS decided_at
    FROM case_look_alikes(:case_id) l
    WHERE l.mark <> 'self' AND NOT EXISTS (SELECT FROM look_alikes k WHERE k.application_id = :case_id
        AND k.one_id = l.one_id AND k.other_id = l.other_id AND k.mark = l.mark)
    ORDER BY l.mark, l.one_id
    """  # noqa: S608 - fragments of our own
)


async def listed(db: AsyncSession, case_id: UUID) -> Sequence[Row]:
    """What was asked about, then what stands in the case without anybody having asked."""
    facts = {"case_id": case_id}
    return [*(await db.execute(ASKED, facts)).all(), *(await db.execute(FOUND, facts)).all()]


async def lock(db: AsyncSession, case_id: UUID, look_alike_id: UUID) -> LookAlike | None:
    query = select(LookAlike).where(LookAlike.application_id == case_id, LookAlike.id == look_alike_id)
    return (await db.execute(query.with_for_update())).scalar_one_or_none()
