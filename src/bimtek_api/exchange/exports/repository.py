"""The rows of exports, read in portions."""

from collections.abc import AsyncIterator

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor
from bimtek_api.exchange.exports.schemas import RegistrationExport
from bimtek_api.sessions.enrolment.decisions import repository as registrations
from bimtek_api.sessions.enrolment.decisions.schemas import RegistrationSlice
from bimtek_api.sessions.enrolment.registrations.models import Registration as R
from bimtek_api.sessions.planning.schedule.models import TrainingSession

PORTION = 500


async def rows(db: AsyncSession, actor: Actor, asked: RegistrationExport) -> AsyncIterator[Row]:
    """The rows of the officers' table that the caller may see, oldest first."""
    wanted = RegistrationSlice(**asked.model_dump(exclude={"format", "most"}))
    query = registrations.filtered(registrations.rows(actor), wanted).order_by(R.id)
    query = query.add_columns(R.phone, R.email, R.sex, R.channel, TrainingSession.starts_on, TrainingSession.zone)
    query = query.add_columns(R.answers, R.form_version)
    stream = await db.stream(query, execution_options={"yield_per": PORTION})
    async for row in stream:
        yield row
