"""The machine of a change request: whoever asked does not decide, and the record must still say what it said."""

from dataclasses import dataclass

from bimtek_api.change_requests.errors import (
    ActsForMaker,
    EvidenceMissing,
    GroupBusy,
    MadeByOther,
    MadeByYou,
    OfficersNumber,
    OwnRecord,
    RecordChanged,
    ValueTaken,
)
from bimtek_api.change_requests.models import NEEDS_PAPER, OF_SUPPLIER, ChangeRequest, RecordKind
from bimtek_api.change_requests.models import ChangeStatus as S
from bimtek_api.core.actor import Permission as P
from bimtek_api.core.errors import Refusal
from bimtek_api.core.workflow import Transition, Workflow

ON_REASON = (RecordKind.PERSON, RecordKind.GROUP)


@dataclass(frozen=True)
class ChangeFacts:
    """What is so today. `mine`: she asked for it; `changed`: the record no longer says what it said then."""

    mine: bool
    acts_for_maker: bool = True
    own_record: bool = True
    changed: bool = True
    taken: bool = True
    serves: bool = True
    busy: bool = True


def needs_evidence(request: ChangeRequest) -> bool:
    """Contact, domicile, address and trade may rest on what the officer was told; the rest stands on paper."""
    if request.registration_id:
        return False
    return request.kind not in ON_REASON or any(name in request.after for name in NEEDS_PAPER)


def mine(request: ChangeRequest, facts: ChangeFacts) -> Refusal | None:
    return None if facts.mine else MadeByOther()


def another_person(request: ChangeRequest, facts: ChangeFacts) -> Refusal | None:
    if facts.mine:
        return MadeByYou()
    return ActsForMaker() if facts.acts_for_maker else None


def not_her_own(request: ChangeRequest, facts: ChangeFacts) -> Refusal | None:
    return OwnRecord() if facts.own_record else None


def evidence_there(request: ChangeRequest, facts: ChangeFacts) -> Refusal | None:
    return EvidenceMissing() if needs_evidence(request) and request.evidence_id is None else None


def unchanged(request: ChangeRequest, facts: ChangeFacts) -> Refusal | None:
    return RecordChanged() if facts.changed else None


def free(request: ChangeRequest, facts: ChangeFacts) -> Refusal | None:
    if facts.taken:
        return ValueTaken()
    if facts.serves:
        return OfficersNumber()
    return GroupBusy() if facts.busy else None


def machine(ask: P, decide: P) -> Workflow[ChangeFacts]:
    waiting = frozenset({S.SUBMITTED})
    judged = (another_person, not_her_own, unchanged, free)
    return Workflow[ChangeFacts](
        Transition("submit", frozenset({S.DRAFT}), S.SUBMITTED, ask, "change.submitted", (mine, evidence_there)),
        Transition("cancel", waiting | {S.DRAFT}, S.CANCELLED, ask, "change.cancelled", (mine,)),
        Transition("approve", waiting, S.APPLIED, decide, "change.applied", (*judged, evidence_there)),
        Transition("reject", waiting, S.REJECTED, decide, "change.rejected", (another_person,), needs_reason=True),
        # The registration is her own word, the card its proof: the officer who saw it is the second of two.
        Transition("bind", waiting, S.APPLIED, P.REGISTRATION_DECIDE, "change.applied", judged),
        Transition("conflict", waiting, S.CONFLICTED, P.SYSTEM, "change.conflicted"),
    )


BY_OFFICER = ("submit", "cancel", "approve", "reject")
RECORDS = machine(P.GROUP_RECORD, P.RECORD_CONFIRM)
SUPPLIERS = machine(P.ORDER_PLACE, P.PAYMENT_PREPARE)  # who pays looks at whom is paid


def workflow_of(kind: RecordKind) -> Workflow[ChangeFacts]:
    return SUPPLIERS if kind in OF_SUPPLIER else RECORDS
