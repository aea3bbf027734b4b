"""Keeping what a session repeats. Sessions are made of it where their life begins (`lifecycle`)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.idempotency import Once
from bimtek_api.core.scope import expect_on, expect_within
from bimtek_api.events.recorder import Entry, record
from bimtek_api.regions import repository as regions
from bimtek_api.regions.errors import UnknownRegion
from bimtek_api.sessions.planning.forms import repository as forms
from bimtek_api.sessions.planning.schedule import repository as schedule
from bimtek_api.sessions.planning.schedule.errors import UnknownSession
from bimtek_api.sessions.planning.schedule.models import MeetingDay
from bimtek_api.sessions.planning.templates import repository
from bimtek_api.sessions.planning.templates.errors import TemplateNamed, UnknownTemplate
from bimtek_api.sessions.planning.templates.models import SessionTemplate
from bimtek_api.sessions.planning.templates.schemas import (
    TemplateCreate,
    TemplateDay,
    TemplatePlan,
    TemplateShare,
)

REPEATED = (
    "title", "trade", "summary", "audience", "venue", "address", "map_url", "moderated", "attendance_percent",
    "offer_hours", "allowance_rupiah", "eligibility", "size",
)  # fmt: skip
ALMOST_A_DAY = timedelta(days=1, microseconds=-1)  # what ends in the middle of a day ends at its 24.00


async def keep(db: AsyncSession, actor: Actor, once: Once, new: TemplateCreate) -> UUID:
    """Keeps what a session repeats, for a district or for a province whose districts may all use it."""
    if earlier := await once.earlier(db, actor.caller):
        return earlier
    session = await schedule.read(db, actor, new.session_id)
    expect_on(actor, Permission.SESSION_PLAN, session, UnknownSession)
    office = await regions.office(db, new.district_code or session.district_code)
    if not actor.can(Permission.SESSION_PLAN, office.code):
        raise UnknownRegion
    if await repository.named(db, office.code, new.name):
        raise TemplateNamed
    plan = (await plan_of(db, session)).model_dump(mode="json")
    template = SessionTemplate(district_code=office.code, name=new.name, plan=plan, made_by=actor.id)
    db.add(template)
    await db.flush()
    await once.settle(db, actor.caller, template.id)
    data = {"name": new.name, "session_id": str(new.session_id)}
    await record(db, actor, Entry("template.kept", ("template", template.id), office.code, data=data))
    return template.id


async def plan_of(db: AsyncSession, session: Row) -> TemplatePlan:
    """The session with every date counted from its first day."""
    days, shares = await schedule.days(db, session.id), await schedule.shares(db, session.id)
    return TemplatePlan(
        **{name: getattr(session, name) for name in REPEATED},
        opens_before=before(session, session.opens_at),
        closes_before=before(session, session.closes_at + ALMOST_A_DAY),
        days=relative(days, session.starts_on),
        shares=[
            TemplateShare(
                kind=each.kind, value=each.value, seats=each.share,
                released_before=before(session, each.released_at + ALMOST_A_DAY) if each.released_at else None,
            )
            for each in shares
        ],
        questions=await forms.questions(db, session.id, session.form_version),
    )  # fmt: skip


def before(session: Row, instant: datetime) -> int:
    """Days from an instant's calendar day to the session's first."""
    return (session.starts_on - clock.local_date(instant, session.zone)).days


def relative(days: Sequence[MeetingDay], first: date) -> list[TemplateDay]:
    return [TemplateDay(after=(day.date - first).days, starts_at=day.starts_at, ends_at=day.ends_at) for day in days]


async def remove(db: AsyncSession, actor: Actor, template_id: UUID) -> None:
    """Sessions made of it stay as they are."""
    template = await repository.read(db, actor, template_id)
    expect_within(actor, Permission.SESSION_PLAN, template.district_code, UnknownTemplate)
    await repository.remove(db, template_id)
    subject, data = ("template", template_id), {"name": template.name}
    await record(db, actor, Entry("template.removed", subject, template.district_code, data=data))
