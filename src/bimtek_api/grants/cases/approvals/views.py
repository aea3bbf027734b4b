"""Rounds as the API shows them."""

from collections.abc import Sequence

from sqlalchemy import Row

from bimtek_api.grants.cases.applications.views import changes
from bimtek_api.grants.cases.approvals.models import ApprovalRound
from bimtek_api.grants.cases.approvals.schemas import RoundRead, StageRead, VoteRead


def stages(found: ApprovalRound, votes: Sequence[Row]) -> list[StageRead]:
    return [
        StageRead(
            number=number, votes_needed=needed, level=level,
            votes=[VoteRead.model_validate(each) for each in votes if each.stage == number],
        )
        for number, (needed, level) in enumerate(zip(found.votes_needed, found.levels, strict=True), start=1)
    ]  # fmt: skip


def round_read(found: ApprovalRound, before: ApprovalRound | None, votes: Sequence[Row]) -> RoundRead:
    return RoundRead.from_row(
        found,
        stages=stages(found, votes), changes=changes(before.snapshot, found.snapshot) if before else [],
    )  # fmt: skip
