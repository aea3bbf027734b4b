"""The machine of a ruling, and how it ends the demand it is about."""

from sqlalchemy import Row

from bimtek_api.access.duties.outside import outside
from bimtek_api.core.actor import Permission as P
from bimtek_api.core.errors import Refusal
from bimtek_api.core.workflow import Acting, Transition, Workflow
from bimtek_api.grants.handover.rulings.errors import DecidesOwnRuling
from bimtek_api.grants.handover.rulings.models import DemandRuling, RulingKind
from bimtek_api.grants.handover.rulings.models import RulingStatus as S


def not_the_asker(ruling: DemandRuling | Row, facts: Acting) -> Refusal | None:
    return DecidesOwnRuling() if facts.actor.is_one_of(ruling.asked_by) else None


ASKED, ABOUT = frozenset({S.PROPOSED}), (not_the_asker, outside)
RULING = Workflow[Acting](
    Transition("approve", ASKED, S.APPROVED, P.ASSET_DECIDE, "refund.ruling_approved", ABOUT),
    Transition("refuse", ASKED, S.REFUSED, P.ASSET_DECIDE, "refund.ruling_refused", ABOUT, needs_reason=True),
)
ENDS = {RulingKind.WITHDRAWN: "withdraw", RulingKind.LET_GO: "let_go"}
