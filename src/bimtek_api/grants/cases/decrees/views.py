"""Decrees as they are shown."""

from collections.abc import Sequence

from sqlalchemy import Row

from bimtek_api.core.fields import Ref
from bimtek_api.core.shapes import Json
from bimtek_api.core.workflow import Available, Unavailable
from bimtek_api.grants.cases.decrees.schemas import ChangeRead, DecreeRow, ProposedPerson

PLAIN = ("id", "number", "dated", "signatory_name", "signatory_position", "recipients", "amount_rupiah", "revoked_at")
MORE = ("signatory_nip", "basis", "amends_reason", "snapshot_hash", "paper_id")
CHANGE_PLAIN = ("id", "kind", "status", "letter_number", "letter_dated", "reason", "decided_at", "note", "version")


def parts(row: Row, names: tuple[str, ...] = PLAIN) -> Json:
    district = Ref(code=row.district_code, name=row.district_name)
    return {name: getattr(row, name) for name in names} | {"district": district}


def row(found: Row) -> DecreeRow:
    return DecreeRow(**parts(found))


def change(found: Row, actions: tuple[list[Available], list[Unavailable]], people: Sequence[Row]) -> ChangeRead:
    """One proposed change, with what may be done about it."""
    plain = {name: getattr(found.DecreeChange, name) for name in CHANGE_PLAIN}
    return ChangeRead(
        **plain, proposer=found.proposer, decider=found.decider, groups=found.groups or [],
        people=[ProposedPerson.model_validate(each) for each in people],
        available_actions=actions[0], unavailable_actions=actions[1],
    )  # fmt: skip
