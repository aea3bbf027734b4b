"""The machine of a sample."""

from dataclasses import dataclass

from bimtek_api.core.actor import Permission as P
from bimtek_api.core.errors import Refusal
from bimtek_api.core.workflow import Transition, Workflow
from bimtek_api.grants.aftercare.samples.errors import SomePending
from bimtek_api.grants.aftercare.samples.models import SampleStatus as S


@dataclass(frozen=True)
class SampleFacts:
    pending: int


def all_checked(_: object, facts: SampleFacts) -> Refusal | None:
    return SomePending(count=facts.pending) if facts.pending else None


ACTIVE = frozenset({S.ACTIVE})
SAMPLE = Workflow[SampleFacts](
    Transition("finish", ACTIVE, S.FINISHED, P.ASSET_DECIDE, "sample.finished", (all_checked,)),
    Transition("invalidate", ACTIVE, S.INVALID, P.ASSET_DECIDE, "sample.invalidated", needs_reason=True),
)
