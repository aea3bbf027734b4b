"""Ranking against a ceiling. Pure: the same scores and money always give the same list."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from uuid import UUID


class Selected(StrEnum):
    SELECTED = "selected"
    RESERVE = "reserve"
    NOT_SELECTED = "not_selected"


@dataclass(frozen=True)
class Candidate:
    """`order` breaks a tie: the application that came first."""

    case_id: UUID
    score: Decimal
    amount: int
    order: UUID


def ranked(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The best first."""
    return sorted(candidates, key=lambda each: (-each.score, each.order))


def chosen(candidates: Sequence[Candidate], money: int, lowest: int) -> list[tuple[Candidate, Selected]]:
    """Down the list while the money lasts. Where it ends, everybody after is reserve, also who would still fit."""
    found, ended = [], False
    for each in ranked(candidates):
        if each.score < lowest:
            found.append((each, Selected.NOT_SELECTED))
            continue
        ended = ended or each.amount > money
        money -= 0 if ended else each.amount
        found.append((each, Selected.RESERVE if ended else Selected.SELECTED))
    return found
