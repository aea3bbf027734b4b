"""Readings in the auditor's districts, the newest first."""

from sqlalchemy import ColumnElement, Row, Uuid, cast, func, null, select
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.pagination import cut, keyset
from bimtek_api.core.scope import within
from bimtek_api.events.access_log import PersonalRead as PR
from bimtek_api.participants.people.models import Participant
from bimtek_api.reports.access_log.schemas import ReadingQuestion, ReadingSlice


def matching(actor: Actor, asked: ReadingQuestion) -> list[ColumnElement[bool]]:
    # People belong to no programme, so whoever audits one does not read who looked at them.
    wanted = [within(actor, Permission.AUDIT_READ, PR.district_code, cast(null(), Uuid))]
    wanted += [PR.person_id == asked.person_id] if asked.person_id else []
    wanted += [PR.actor_id == asked.actor_id] if asked.actor_id else []
    wanted += [PR.at >= asked.since] if asked.since else []
    return wanted + ([PR.at <= asked.until] if asked.until else [])


async def page(db: AsyncSession, actor: Actor, asked: ReadingSlice) -> tuple[list[Row], str | None]:
    query = (
        select(
            PR.id, PR.at, PR.actor_id, PR.actor_name, PR.person_id, Participant.name.label("person_name"), PR.source,
            PR.fields,
        )
        .outerjoin(Participant, Participant.person_id == PR.person_id)
        .where(*matching(actor, asked))
    )  # fmt: skip
    return cut((await db.execute(keyset(query, [PR.id], asked, descending=True))).all(), asked, "id")


async def totals(db: AsyncSession, actor: Actor, asked: ReadingQuestion) -> Row:
    query = select(func.count(func.distinct(PR.person_id)).label("people"), func.count().label("readings"))
    return (await db.execute(query.where(*matching(actor, asked)))).one()
