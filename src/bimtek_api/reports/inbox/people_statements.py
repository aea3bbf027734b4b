"""Parts of the inbox about people: access for officers, data to be erased, records to be corrected."""

from typing import Any

from sqlalchemy import Select, func, literal, or_

from bimtek_api.access.assignments.models import AccessRequest
from bimtek_api.access.assignments.repository import reachable
from bimtek_api.access.officers.models import Officer
from bimtek_api.change_requests.models import ChangeRequest, ChangeStatus
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.scope import within
from bimtek_api.grants.suppliers.models import Supplier
from bimtek_api.participants.groups.models import Group
from bimtek_api.participants.people.models import Participant
from bimtek_api.privacy.models import Erasure
from bimtek_api.reports.inbox.schemas import Waiting
from bimtek_api.reports.inbox.statements import NO_DAY, NOBODY, part

Q, C = AccessRequest, ChangeRequest


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


def asked_by_others(actor: Actor, title: Any) -> Select:
    lines = part(Waiting.CHANGE_REQUESTS_TO_DECIDE, C.id, title, literal(1), C.created_at, NO_DAY).select_from(C)
    return lines.where(C.status == ChangeStatus.SUBMITTED, or_(C.made_by.is_(None), C.made_by != actor.id))


def corrections(actor: Actor) -> Select:
    """What is on file of people, groups and accounts, and should say something else."""
    lines = asked_by_others(actor, func.coalesce(Participant.name, Group.name, ""))
    lines = lines.outerjoin(Participant, Participant.person_id == C.participant_id)
    lines = lines.outerjoin(Group, Group.id == C.group_id)
    return lines.where(within(actor, Permission.RECORD_CONFIRM, C.district_code))


def supplier_corrections(actor: Actor) -> Select:
    return asked_by_others(actor, Supplier.name).join(Supplier, Supplier.id == C.supplier_id)
