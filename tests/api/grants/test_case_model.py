"""The whole case at random: any officer tries any act, people act for each other, days pass (G2, G3, G7, G16).

Every officer has every role, so nothing but the rules of the case stands between her and a second duty. The model
knows no rule: after every step it asks of the database what must hold of any accepted history.
"""

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, settings, strategies
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.api.grants.town import Town

WHO, WHICH, PICK = strategies.integers(0, 5), strategies.integers(0, 1), strategies.integers(0, 6)
STEPS = strategies.lists(strategies.tuples(WHO, PICK), min_size=1, max_size=8)
# What may be tried in a state; now and then something else is.
FITTING = {
    "in_desk_check": ["check", "check", "check", "refuse"],
    "in_approval": ["vote", "vote", "vote", "vote", "vote", "send_back", "reject"],
    "sent_back": ["send_again"], "approved": ["decree", "decree", "decree", "cancel_approval"],
    "decreed": ["hand_over", "hand_over_some", "hand_over", "leave"],
    "partly_delivered": ["hand_over", "hand_over_some", "leave"],
}  # fmt: skip
EVERY = ["check", "vote", "decree", "hand_over", "hand_over_some", "leave", "send_again", "recall", "withdraw"]


class Case(RuleBasedStateMachine):
    """Two cases, six people who may do everything; each rule is one act, one letter or some days."""

    town: Town

    def run(self, work: Any) -> Any:
        return self.town.loop.run_until_complete(work)

    @initialize(first=WHO, second=WHO)
    def two_groups_apply(self, first: int, second: int) -> None:
        for who in (first, second):
            self.run(self.town.apply(self.town.people[who]))
        self.cases = self.town.cases[-2:]
        self.town.refill()

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

    @rule(which=WHICH, who=WHO, act=strategies.sampled_from(EVERY))
    def act_at_random(self, which: int, who: int, act: str) -> None:
        self.attempt(act, which, who)

    def attempt(self, act: str, which: int, who: int) -> None:
        answer = self.run(self.town.attempt(act, self.cases[which], self.town.people[who]))
        assert answer.status_code < 500, answer.text
        accepted = answer.status_code < 300
        self.town.accepted[act] = self.town.accepted.get(act, 0) + accepted

    @rule(principal=WHO, deputy=WHO)
    def act_for_another(self, principal: int, deputy: int) -> None:
        if principal != deputy:
            self.run(self.town.depute(self.town.people[principal], self.town.people[deputy]))

    @rule(days=strategies.integers(1, 4))
    def days_pass(self, days: int) -> None:
        self.run(self.town.wait(days))

    @invariant()
    def every_truth_holds(self) -> None:
        assert self.run(self.town.untrue()) == {}


def test_no_accepted_history_breaks_a_gate(private_database: str) -> None:
    town = Town(private_database)
    machine = type("Machine", (Case,), {"town": town})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=10, stateful_step_count=20, deadline=timedelta(seconds=30), derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    reached = {act for act, times in town.accepted.items() if times}
    got_far = {"check", "vote", "decree"} <= reached and reached & {"hand_over", "hand_over_some"}
    assert got_far, f"the walks never got far: {town.accepted}"
    town.spoil()
    assert set(town.loop.run_until_complete(town.untrue())) == {"line_holds_its_recipients"}
    town.loop.run_until_complete(town.close())
