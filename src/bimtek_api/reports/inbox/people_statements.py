"""Parts of the inbox about people: access for officers, deputies, look-alikes, data to be erased or corrected."""

from typing import Any

from sqlalchemy import Date, Select, cast, func, literal, or_, select

from bimtek_api.access.assignments.models import AccessRequest
from bimtek_api.access.assignments.repository import reachable
from bimtek_api.access.duties.models import WAIVE, CaseDuty
from bimtek_api.access.officers import papers
from bimtek_api.access.officers.models import Deputation, Officer
from bimtek_api.change_requests.models import ChangeRequest, ChangeStatus
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.scope import within
from bimtek_api.grants.cases.applications.models import Application
from bimtek_api.grants.cases.look_alikes.models import LookAlike
from bimtek_api.grants.goods.suppliers.models import Supplier
from bimtek_api.participants.groups.models import Group
from bimtek_api.participants.people.models import Participant
from bimtek_api.privacy.models import ANSWERED_WITHIN, Erasure
from bimtek_api.reports.inbox.schemas import Waiting
from bimtek_api.reports.inbox.statements import NO_DAY, NOBODY, day_of, on_case, part, today

Q, C, L, D = AccessRequest, ChangeRequest, LookAlike, Deputation


def access(actor: Actor) -> Select:
    """What another administrator asked for, about somebody else."""
    lines = part(Waiting.ACCESS_TO_DECIDE, Q.id, Officer.name, literal(1), Q.created_at, NO_DAY)
    lines = lines.join(Officer, Officer.person_id == Q.officer_id)
    return lines.where(
        Q.decided_at.is_(None), Q.requested_by.not_in(actor.rows), Q.officer_id.not_in(actor.rows), reachable(actor)
    )


def unconfirmed(actor: Actor) -> Select:
    """Officers whose national id rests on their own word, or whose paper was read to say another one."""
    due = cast(func.timezone("Asia/Jakarta", func.paper_due(Officer.person_id)), Date)
    found = part(Waiting.OFFICERS_TO_CONFIRM, Officer.person_id, Officer.name, literal(1), Officer.created_at, due)
    reader = papers.LAST_READER
    by_another = or_(reader.is_(None), reader.not_in(actor.rows)), Officer.person_id.not_in(actor.rows)
    return found.where(papers.to_confirm(), *by_another, reachable(actor))


def own_paper(actor: Actor) -> Select:
    """She is told, too: until when another administrator should have read her paper."""
    due = cast(func.timezone("Asia/Jakarta", func.paper_due(Officer.person_id)), Date)
    lines = part(Waiting.OWN_PAPER_UNREAD, Officer.person_id, literal(""), literal(1), Officer.created_at, due)
    return lines.where(Officer.person_id == actor.id, func.paper_due(Officer.person_id).is_not(None))


def erasures(actor: Actor) -> Select:
    """One line without a name: the list is on its page. The law gives 3 x 24 hours for an answer."""
    count, since = func.count(Erasure.id), func.min(Erasure.created_at)
    lines = part(Waiting.ERASURES_TO_DECIDE, NOBODY, literal(""), count, since, day_of(since + ANSWERED_WITHIN))
    mine = within(actor, Permission.PERSON_ERASE, Erasure.district_code)
    return lines.where(Erasure.decided_at.is_(None), Erasure.requested_by.not_in(actor.rows), mine).having(count > 0)


def asked_by_others(actor: Actor, title: Any) -> Select:
    lines = part(Waiting.CHANGE_REQUESTS_TO_DECIDE, C.id, title, literal(1), C.created_at, NO_DAY).select_from(C)
    return lines.where(C.status == ChangeStatus.SUBMITTED, or_(C.made_by.is_(None), C.made_by.not_in(actor.rows)))


def corrections(actor: Actor) -> Select:
    """What is on file of people, groups and accounts, and should say something else."""
    lines = asked_by_others(actor, func.coalesce(Participant.name, Group.name, ""))
    lines = lines.outerjoin(Participant, Participant.person_id == C.participant_id)
    lines = lines.outerjoin(Group, Group.id == C.group_id)
    return lines.where(within(actor, Permission.RECORD_CONFIRM, C.district_code))


def supplier_corrections(actor: Actor) -> Select:
    return asked_by_others(actor, Supplier.name).join(Supplier, Supplier.id == C.supplier_id)


def look_alikes(actor: Actor) -> Select:
    """What others asked about people who are neither she nor hers; not where she holds another duty (G16)."""
    human, other = func.human(actor.id), CaseDuty.duty_group != WAIVE
    held = select(CaseDuty.case_id).where(CaseDuty.case_id == L.application_id, CaseDuty.human_id == human, other)
    title = func.concat(Application.number, " ", Group.name)
    lines = part(
        Waiting.LOOK_ALIKES_TO_CLEAR, Application.id, title, func.count(L.id), func.min(L.created_at), NO_DAY
    )
    lines = lines.join(L, L.application_id == Application.id).join(Group, Group.id == Application.group_id)
    hers = or_(func.human(L.asked_by) == human, L.one_id == human, L.other_id == human)
    mine = on_case(actor, Permission.RULE_WAIVE)
    return lines.where(L.cleared.is_(None), ~hers, ~held.exists(), mine).group_by(Application.id, Group.name)


def deputations(actor: Actor) -> Select:
    """Others who want her to act for them; nothing counts before she has said yes."""
    lines = part(Waiting.DEPUTATIONS_TO_ACCEPT, D.id, Officer.name, literal(1), D.created_at, D.valid_from)
    lines = lines.join(Officer, Officer.person_id == D.principal_id)
    open_ones = D.accepted_at.is_(None), D.ended_at.is_(None), D.before_rule.is_(False), D.valid_to >= today()
    return lines.where(*open_ones, D.deputy_id == actor.id)
