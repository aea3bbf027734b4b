"""An auditor's sample: drawn at random, and in the history with what is needed to draw it again."""

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor
from bimtek_api.core.errors import Forbidden
from bimtek_api.core.fields import Ref
from bimtek_api.events.recorder import Entry, record
from bimtek_api.reports.audit_samples import repository
from bimtek_api.reports.audit_samples.schemas import AuditSample, SampleAsk, SampledCase


async def draw(db: AsyncSession, actor: Actor, asked: SampleAsk) -> AuditSample:
    """Changes nothing but the history, which tells seed, filters and how many there were."""
    if actor.id is None:
        raise Forbidden
    everything = repository.population(actor, asked)
    total = await repository.size(db, everything)
    rows = await repository.drawn(db, everything, asked)
    data = asked.model_dump(mode="json") | {"population": total.cases, "numbers": [row.number for row in rows]}
    await record(db, actor, Entry("audit.sampled", ("officer", actor.id), asked.district_code or "", data=data))
    items = [
        SampledCase.from_row(
            row,
            district=Ref(code=row.district_code, name=row.district_name),
        )
        for row in rows
    ]
    return AuditSample(population=total.cases, population_rupiah=total.rupiah, items=items)
