"""Recording approval policies."""

from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.idempotency import Once
from bimtek_api.events.recorder import Entry, record
from bimtek_api.grants.policies import repository
from bimtek_api.grants.policies.errors import WrongPolicyEdition
from bimtek_api.grants.policies.models import ApprovalPolicy
from bimtek_api.grants.policies.schemas import PolicyCreate
from bimtek_api.programmes.programmes.service import COUNTRY, expect_everywhere


async def create(db: AsyncSession, actor: Actor, once: Once, new: PolicyCreate) -> UUID:
    """The next edition of a policy; calls and rounds made before keep theirs."""
    if earlier := await once.earlier(db, actor.caller):
        return earlier
    expect_everywhere(actor, Permission.PROGRAMME_MANAGE)
    following = await repository.newest_edition(db, new.code) + 1
    if new.edition != following:
        raise WrongPolicyEdition(edition=following)
    made = ApprovalPolicy(**new.model_dump(mode="json"))
    try:
        async with db.begin_nested():
            db.add(made)
            await db.flush()
    except IntegrityError as overtaken:
        raise WrongPolicyEdition(edition=following + 1) from overtaken
    await once.settle(db, actor.caller, made.id)
    data = {"code": made.code, "edition": made.edition}
    await record(db, actor, Entry("policy.recorded", ("policy", made.id), COUNTRY, data=data))
    return made.id
