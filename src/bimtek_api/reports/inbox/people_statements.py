"""Parts of the inbox about people: access for officers, and data to be erased."""

from sqlalchemy import Select, func, literal

from bimtek_api.access.assignments.models import AccessRequest
from bimtek_api.access.assignments.repository import reachable
from bimtek_api.access.officers.models import Officer
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.scope import within
from bimtek_api.privacy.models import Erasure
from bimtek_api.reports.inbox.schemas import Waiting
from bimtek_api.reports.inbox.statements import NO_DAY, NOBODY, part

Q = AccessRequest


def access(actor: Actor) -> Select:
    """What another administrator asked for, about somebody else."""
    lines = part(Waiting.ACCESS_TO_DECIDE, Q.id, Officer.name, literal(1), Q.created_at, NO_DAY)
    lines = lines.join(Officer, Officer.person_id == Q.officer_id)
    return lines.where(Q.decided_at.is_(None), Q.requested_by != actor.id, Q.officer_id != actor.id, reachable(actor))


def erasures(actor: Actor) -> Select:
    """One line without a name: the list is on its page."""
    count, since = func.count(Erasure.id), func.min(Erasure.created_at)
    lines = part(Waiting.ERASURES_TO_DECIDE, NOBODY, literal(""), count, since, NO_DAY)
    mine = within(actor, Permission.PERSON_ERASE, Erasure.district_code)
    return lines.where(Erasure.decided_at.is_(None), Erasure.requested_by != actor.id, mine).having(count > 0)
