"""The machine of a machine: watched by the district, decided upon by approvers."""

from dataclasses import dataclass

from sqlalchemy import Row

from bimtek_api.access.duties.outside import outside
from bimtek_api.core.actor import Permission as P
from bimtek_api.core.errors import Refusal
from bimtek_api.core.workflow import Transition, Workflow
from bimtek_api.grants.goods.stock.errors import OnlyByDispute
from bimtek_api.grants.handover.assets.errors import OwnedByGroup
from bimtek_api.grants.handover.assets.models import Asset
from bimtek_api.grants.handover.assets.models import AssetStatus as S


@dataclass(frozen=True)
class AssetFacts:
    """`upheld`: a dispute about its handover was; `owned_by_two`: two decided to recall what the group owns;
    `applied`: whether whoever decides applied for the case it was given in."""

    upheld: bool = False
    applied: bool = False
    owned_by_two: bool = False


def not_owned(asset: Asset | Row, facts: AssetFacts) -> Refusal | None:
    """What the group owns is recalled by two, with its consent or a ruling."""
    return OwnedByGroup() if asset.title_on and not facts.owned_by_two else None


def by_dispute(_: object, facts: AssetFacts) -> Refusal | None:
    """A handover is undone by an upheld dispute alone."""
    return None if facts.upheld else OnlyByDispute()


HELD = frozenset({S.INSTALLED, S.IN_USE, S.IDLE, S.UNDER_REPAIR, S.BROKEN})


def seen(action: str, target: S, *, needs_reason: bool = False, also: frozenset[S] = frozenset()) -> Transition:
    """What somebody who was there reports."""
    sources = (HELD - {target}) | also
    return Transition(action, sources, target, P.ASSET_WATCH, f"asset.{target}", needs_reason=needs_reason)


WORKFLOW = Workflow[AssetFacts](
    seen("use", S.IN_USE, also=frozenset({S.LOST})),
    seen("idle", S.IDLE, needs_reason=True),
    seen("repair", S.UNDER_REPAIR, needs_reason=True),
    seen("break", S.BROKEN, needs_reason=True),
    seen("lose", S.LOST, needs_reason=True),
    Transition(
        "recall", HELD | {S.LOST}, S.RECALLED, P.ASSET_DECIDE, "asset.recalled", (not_owned, outside),
        needs_reason=True,
    ),
    Transition(
        "write_off", frozenset({S.BROKEN, S.LOST, S.RECALLED}), S.WRITTEN_OFF, P.ASSET_DECIDE,
        "asset.written_off", (outside,), needs_reason=True,
    ),
    Transition(
        "void", HELD | {S.LOST}, S.VOIDED, P.ASSET_DECIDE, "asset.voided", (by_dispute, not_owned, outside),
        needs_reason=True,
    ),
    Transition(
        "restock", frozenset({S.RECALLED}), S.RESTOCKED, P.ASSET_DECIDE, "asset.restocked", (outside,),
        needs_reason=True,
    ),
)  # fmt: skip
ACTION_FOR = {
    S.IN_USE: "use", S.IDLE: "idle", S.UNDER_REPAIR: "repair", S.BROKEN: "break", S.LOST: "lose",
}  # fmt: skip
