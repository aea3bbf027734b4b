"""The whole case at random: any officer tries any act, people act for each other, days pass (G2, G3, G7, G16).

Every officer has every role, so nothing but the rules of the case stands between her and a second duty. Between
honest steps attackers try what integrity.md lists. The model knows no rule: after every step it asks of the database
what must hold of any accepted history. Every run walks the same walks; the drill walks new and longer ones.
"""

from collections.abc import Coroutine
from typing import Any

import pytest
from hypothesis import HealthCheck, settings, strategies
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.api.grants.attackers import ATTACKS, attack, replay
from tests.api.grants.cases.test_attackers import unbroken
from tests.api.grants.hostile_sql import BOUND, STATEMENTS, attack_by_sql
from tests.api.grants.intruders import SWAPS, swap
from tests.api.grants.town import Town

WHO, WHICH, PICK = strategies.integers(0, 5), strategies.integers(0, 1), strategies.integers(0, 6)
STEPS = strategies.lists(strategies.tuples(WHO, PICK), min_size=3, max_size=8)
# What may be tried in a state; now and then something else is.
FITTING = {
    "in_desk_check": ["check", "check", "check", "refuse"],
    "in_approval": ["vote", "vote", "vote", "vote", "vote", "send_back", "reject"],
    "sent_back": ["send_again"], "approved": ["decree", "decree", "decree", "cancel_approval"],
    "decreed": ["hand_over", "hand_over_some", "hand_over", "leave"],
    "partly_delivered": ["hand_over", "hand_over_some", "leave"],
}  # fmt: skip
EVERY = [
    "check", "vote", "decree", "hand_over", "hand_over_some", "leave", "send_again", "renew", "recall", "withdraw",
]  # fmt: skip


class Case(RuleBasedStateMachine):
    """Two cases, six people who may do everything; each rule is one act, one letter, some days or an attack."""

    town: Town

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.town.loop.run_until_complete(work)

    @initialize(first=WHO, second=WHO)
    def two_groups_apply(self, first: int, second: int) -> None:
        for who in (first, second):
            self.run(self.town.apply(self.town.people[who]))
        self.cases = self.town.cases[-2:]
        self.town.records.refill(self.town.desk.call["line"])

    @rule(which=WHICH, steps=STEPS)
    def go_on(self, which: int, steps: list[tuple[int, int]]) -> None:
        """What fits the state, by somebody who has no duty yet, a few steps in a row."""
        for who, pick in steps:
            status, free = self.run(self.town.free(self.cases[which]))
            acts = FITTING.get(status)
            if acts:
                self.attempt(acts[pick % len(acts)], which, free[who % len(free)])
            else:  # its end: another group comes
                self.run(self.town.apply(self.town.people[who]))
                self.cases[which] = self.town.cases[-1]

    @rule(which=WHICH, steps=STEPS)
    def go_on_further(self, which: int, steps: list[tuple[int, int]]) -> None:
        """The same: else attackers would leave honest people no time."""
        self.go_on(which, steps)

    @rule(which=WHICH, who=WHO, act=strategies.sampled_from(EVERY))
    def act_at_random(self, which: int, who: int, act: str) -> None:
        self.attempt(act, which, who)

    def attempt(self, act: str, which: int, who: int) -> None:
        answer = self.run(self.town.attempt(act, self.cases[which], self.town.people[who]))
        assert answer.status_code < 500, answer.text
        self.count(act, accepted=answer.status_code < 300)

    def count(self, act: str, *, accepted: bool) -> None:
        self.town.accepted[act] = self.town.accepted.get(act, 0) + accepted

    @rule(principal=WHO, deputy=WHO)
    def act_for_another(self, principal: int, deputy: int) -> None:
        if principal != deputy:
            self.run(self.town.depute(self.town.people[principal], self.town.people[deputy]))

    @rule(days=strategies.integers(1, 4))
    def days_pass(self, days: int) -> None:
        self.run(self.town.wait(days))

    @rule(which=WHICH, who=WHO, path=strategies.sampled_from(SWAPS), vote=strategies.booleans())
    def come_in_by_another_way(self, which: int, who: int, path: str, vote: bool) -> None:
        """integrity.md 2: somebody comes into a case under way; perhaps it is taken back, sent again and voted on."""
        person = self.town.people[who]
        answer = self.run(swap(self.town, path, self.run(self.town.seen(self.cases[which])), person))
        assert answer.status_code < 500, answer.text
        self.count(path.split("_", maxsplit=1)[0], accepted=answer.status_code < 300)
        for act in ("recall", "send_again", "vote", "vote") if vote else ():
            self.attempt(act, which, (who + len(act)) % len(self.town.people))

    @rule(which=WHICH, who=WHO, name=strategies.sampled_from(sorted(ATTACKS)))
    def attack_through_the_api(self, which: int, who: int, name: str) -> None:
        self.run(attack(self.town, name, self.cases[which], self.town.people[who]))

    @rule(which=WHICH, names=strategies.lists(strategies.sampled_from(sorted(STATEMENTS | BOUND)), max_size=4))
    def attack_with_the_applications_role(self, which: int, names: list[str]) -> None:
        for name in names:
            self.run(attack_by_sql(self.town, name, self.cases[which]))

    @rule()
    def send_the_last_request_again(self) -> None:
        self.run(replay(self.town))

    @invariant()
    def every_invariant_holds(self) -> None:
        assert self.town.records.violations() == {}


def walk(town: Town, **how: Any) -> None:
    machine = type("Machine", (Case,), {"town": town})
    run_state_machine_as_test(
        machine,
        settings=settings(deadline=None, suppress_health_check=list(HealthCheck), **how),
    )
    assert town.loop.run_until_complete(unbroken(town)), "every event has its link, and every link holds"


def test_no_accepted_history_breaks_a_gate(private_database: str) -> None:
    town = Town(private_database)
    walk(town, max_examples=6, stateful_step_count=14, derandomize=True)
    reached = {act for act, times in town.accepted.items() if times}
    got_far = {"check", "vote", "decree"} <= reached and reached & {"hand_over", "hand_over_some"}
    assert got_far, f"the walks never got far: {town.accepted}"
    town.records.spoil(town.desk.call["line"])
    assert set(town.records.violations()) == {"line_holds_its_recipients"}
    town.loop.run_until_complete(town.close())


@pytest.mark.drill
def test_longer_and_newer_walks_break_no_gate(private_database: str) -> None:
    """An hour of it finds what a minute does not; what falls is printed with the steps that lead there."""
    town = Town(private_database)
    walk(town, max_examples=60, stateful_step_count=40, print_blob=True)
    town.loop.run_until_complete(town.close())
