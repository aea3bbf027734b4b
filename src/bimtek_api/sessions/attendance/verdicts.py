"""Whether somebody passed was judged anew: what it means for her certificate follows by itself."""

from dataclasses import dataclass

from bimtek_api.core.actor import Actor
from bimtek_api.core.signals import Signal
from bimtek_api.sessions.enrolment.registrations.models import Registration
from bimtek_api.sessions.planning.schedule.models import TrainingSession


@dataclass(frozen=True)
class Verdict:
    """`passed`: she passes after all, or no longer does. Sent last: who follows may lock a number series."""

    actor: Actor
    session: TrainingSession
    person: Registration
    passed: bool
    reason: str


judged_anew: Signal[Verdict] = Signal("judged_anew")
