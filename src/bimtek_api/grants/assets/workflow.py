"""The machine of a machine: watched by the district, decided upon by approvers."""

from bimtek_api.core.actor import Permission as P
from bimtek_api.core.workflow import Transition, Workflow
from bimtek_api.grants.assets.models import AssetStatus as S

HELD = frozenset({S.INSTALLED, S.IN_USE, S.IDLE, S.UNDER_REPAIR, S.BROKEN})


def seen(action: str, target: S, *, needs_reason: bool = False, also: frozenset[S] = frozenset()) -> Transition:
    """What somebody who was there reports."""
    sources = (HELD - {target}) | also
    return Transition(action, sources, target, P.ASSET_WATCH, f"asset.{target}", needs_reason=needs_reason)


WORKFLOW = Workflow(
    seen("use", S.IN_USE, also=frozenset({S.LOST})),
    seen("idle", S.IDLE, needs_reason=True),
    seen("repair", S.UNDER_REPAIR, needs_reason=True),
    seen("break", S.BROKEN, needs_reason=True),
    seen("lose", S.LOST, needs_reason=True),
    Transition("recall", HELD | {S.LOST}, S.RECALLED, P.ASSET_DECIDE, "asset.recalled", needs_reason=True),
    Transition(
        "write_off", frozenset({S.BROKEN, S.LOST, S.RECALLED, S.RESTOCKED}), S.WRITTEN_OFF, P.ASSET_DECIDE,
        "asset.written_off", needs_reason=True,
    ),
    Transition("restock", frozenset({S.RECALLED}), S.RESTOCKED, P.ASSET_DECIDE, "asset.restocked", needs_reason=True),
    Transition(
        "reassign", frozenset({S.RECALLED, S.RESTOCKED}), S.INSTALLED, P.ASSET_DECIDE, "asset.reassigned",
        needs_reason=True,
    ),
)  # fmt: skip
ACTION_FOR = {
    S.IN_USE: "use", S.IDLE: "idle", S.UNDER_REPAIR: "repair", S.BROKEN: "break", S.LOST: "lose",
}  # fmt: skip
