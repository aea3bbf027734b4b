"""Rounds as the API shows them, and what differs between two of them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from bimtek_api.core.i18n import N_, translate
from bimtek_api.grants.approvals.models import ApprovalRound
from bimtek_api.grants.approvals.schemas import Change, RoundRead, StageRead, VoteRead

FIELDS = {
    "requested": N_("{name}: diminta {before} menjadi {after}"),
    "approved": N_("{name}: disetujui {before} menjadi {after}"),
    "price_rupiah": N_("{name}: harga acuan {before} menjadi {after}"),
    "name": N_("Nama barang {before} menjadi {after}"),
}
LINE_IN, LINE_OUT = N_("Barang ditambahkan: {name}"), N_("Barang dihapus: {name}")
MEMBER_IN, MEMBER_OUT = N_("Anggota ditambahkan"), N_("Anggota keluar")


def changes(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """Every difference in words, members first."""
    members = [set(each.get("members", [])) for each in (before, after)]
    found = [Change(person_id=each, text=translate(MEMBER_IN)) for each in sorted(members[1] - members[0])]
    found += [Change(person_id=each, text=translate(MEMBER_OUT)) for each in sorted(members[0] - members[1])]
    old, new = ({line["id"]: line for line in each.get("lines", [])} for each in (before, after))
    for line_id in [*old, *(each for each in new if each not in old)]:
        found += line_changes(old.get(line_id), new.get(line_id))
    return found


def line_changes(old: dict[str, Any] | None, new: dict[str, Any] | None) -> list[Change]:
    """What differs in one line; a line that is gone or new is one difference."""
    if old is None or new is None:
        text = translate(LINE_IN if old is None else LINE_OUT, name=(new or old or {})["name"])
        return [Change(person_id=None, text=text)]
    return [
        Change(
            person_id=None, text=translate(sentence, name=new["name"], before=old[field], after=new[field])
        )
        for field, sentence in FIELDS.items()
        if old[field] != new[field]
    ]  # fmt: skip


def stages(found: ApprovalRound, votes: Sequence[Row]) -> list[StageRead]:
    return [
        StageRead(
            number=number, votes_needed=needed, level=level,
            votes=[VoteRead.model_validate(each) for each in votes if each.stage == number],
        )
        for number, (needed, level) in enumerate(zip(found.votes_needed, found.levels, strict=True), start=1)
    ]  # fmt: skip


def round_read(found: ApprovalRound, before: ApprovalRound | None, votes: Sequence[Row]) -> RoundRead:
    return RoundRead(
        **{name: getattr(found, name) for name in ("number", "stage", "outcome", "created_at", "closed_at")},
        stages=stages(found, votes), changes=changes(before.snapshot, found.snapshot) if before else [],
    )  # fmt: skip
