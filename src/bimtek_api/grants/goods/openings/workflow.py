"""The machine of an opening list: somebody else looks at every piece, with the paper in hand."""

from sqlalchemy import Row

from bimtek_api.core.actor import Permission as P
from bimtek_api.core.errors import Refusal
from bimtek_api.core.workflow import Acting, Transition, Workflow
from bimtek_api.grants.goods.openings.errors import AcceptsOwnList, NoPaper
from bimtek_api.grants.goods.openings.models import OpeningStatus as S
from bimtek_api.grants.goods.openings.models import OpeningStock


def not_the_enterer(opening: OpeningStock | Row, facts: Acting) -> Refusal | None:
    return AcceptsOwnList() if facts.actor.is_one_of(opening.entered_by) else None


def with_paper(opening: OpeningStock | Row, _: Acting) -> Refusal | None:
    return None if opening.paper_id else NoPaper()


WORKFLOW = Workflow[Acting](
    Transition(
        "inspect",
        frozenset({S.ENTERED}),
        S.DECIDED,
        P.STOCK_INSPECT,
        "opening.decided",
        (not_the_enterer, with_paper),
    ),
)
