"""State machines as data. The only place that assigns a status."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.errors import Conflict, Forbidden, Refusal
from bimtek_api.core.fields import Read
from bimtek_api.core.i18n import N_


class WrongStep(Conflict):
    code = "wrong_step"
    text = N_("Tindakan ini tidak berlaku pada keadaan sekarang.")


class UnknownAction(Conflict):
    code = "unknown_action"
    text = N_("Tindakan ini tidak dikenal.")


class ReasonRequired(Conflict):
    code = "reason_required"
    text = N_("Tulis alasannya: orang yang bersangkutan akan membacanya.")


class Case(Protocol):
    """What a machine moves: a record with a status, a version and the district it belongs to."""

    status: Any
    version: int

    @property
    def district_code(self) -> str | None: ...


def holds(actor: Actor, permission: Permission, record: Case) -> bool:
    """For the record's district and, where it has one, its programme."""
    return actor.can(permission, record.district_code, getattr(record, "programme_id", None))


F_contra = TypeVar("F_contra", contravariant=True)  # what a room's guards look at: its dataclass of facts
F = TypeVar("F")
# The record may be a row of a query as well: each guard names the type it looks at.
Guard = Callable[[Any, F_contra], Refusal | None]


@dataclass(frozen=True)
class Acting:
    """What guards of two hands look at. `applied`: whether she applied for the case it is about herself."""

    actor: Actor
    applied: bool = field(default=False, kw_only=True)


@dataclass(frozen=True)
class Transition(Generic[F_contra]):
    """One arrow. Guards are pure: they look at the record and at facts gathered before."""

    action: str
    sources: frozenset[StrEnum]
    target: StrEnum
    permission: Permission
    event: str
    guards: tuple[Guard[F_contra], ...] = ()
    needs_reason: bool = False


@dataclass(frozen=True)
class Moved:
    """What a move did, for the history."""

    event: str
    before: str
    after: str


class Available(Read):
    action: str


class Unavailable(Read):
    action: str
    code: str
    reason: str


class Workflow(Generic[F]):
    """The arrows of one machine. Facts may be None where no guard stands before the arrow."""

    def __init__(self, *transitions: Transition[F]) -> None:
        self.transitions = transitions

    def find(self, record: Case, action: str) -> Transition[F]:
        named = [arrow for arrow in self.transitions if arrow.action == action]
        if not named:
            raise UnknownAction
        return next((arrow for arrow in named if record.status in arrow.sources), named[0])

    def expect_step(self, record: Case, action: str) -> None:
        """For what is written before the move: whether the record's state has this arrow at all."""
        if record.status not in self.find(record, action).sources:
            raise WrongStep

    def refusal(self, arrow: Transition[F], record: Case, actor: Actor, facts: F | None) -> Refusal | None:
        """Why `arrow` cannot be taken now, or None."""
        if record.status not in arrow.sources:
            return WrongStep()
        if not holds(actor, arrow.permission, record):
            return Forbidden()
        if facts is None:
            if arrow.guards:
                raise TypeError(f"{arrow.action} asks for facts")
            return None
        return next((no for guard in arrow.guards if (no := guard(record, facts))), None)

    def check(
        self, record: Case, action: str, actor: Actor, facts: F | None, reason: str | None = None
    ) -> Transition[F]:
        """The arrow, when it can be taken now; raises why not."""
        arrow = self.find(record, action)
        if no := self.refusal(arrow, record, actor, facts):
            raise no
        if arrow.needs_reason and not reason:
            raise ReasonRequired
        return arrow

    def move(self, record: Case, action: str, actor: Actor, facts: F | None, reason: str | None = None) -> Moved:
        """Checks step, permission and guards, then changes the status and raises the version."""
        arrow = self.check(record, action, actor, facts, reason)
        before = record.status
        record.status = arrow.target
        record.version += 1
        return Moved(arrow.event, str(before), str(arrow.target))

    def available(self, record: Case, actor: Actor, facts: F | None) -> tuple[list[Available], list[Unavailable]]:
        """Each action once: possible now, or with the reason why not. Arrows of other steps are left out."""
        possible, missing = [], []
        for arrow in self.transitions:
            if record.status not in arrow.sources or not holds(actor, arrow.permission, record):
                continue
            no = self.refusal(arrow, record, actor, facts)
            if no is None:
                possible.append(Available(action=arrow.action))
            else:
                missing.append(Unavailable(action=arrow.action, code=no.code, reason=no.detail))
        return possible, missing
