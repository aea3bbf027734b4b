"""Goods and money of a case at random, from its decree on: bought, received, refused, paid, paid back,
disputed, owned (G7, G11).

Twelve people have every role. What fits nothing is refused; between honest steps attackers try what integrity.md 1
and 5 list, through the API and as the application's role. After every step what must hold of any history is asked.
"""

from collections.abc import Coroutine
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings, strategies
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.api.grants.attackers import replay
from tests.api.grants.cases.test_attackers import unbroken
from tests.api.grants.goods_attackers import GOODS_ATTACKS, GOODS_STATEMENTS, attack_goods
from tests.api.grants.goods_steps import ACTS
from tests.api.grants.hostile_sql import refused_by_sql
from tests.api.grants.intruders import SWAPS, swap
from tests.api.grants.market import Market

WHO = strategies.integers(0, 11)
CHAINS = {
    "buy": ("order", "receive", "inspect", "bill", "release"),
    "hand": ("order", "receive", "inspect", "hand_over", "dispute"),
    "give": ("hand_over", "hand_over", "title", "recall"),
    "dispute": ("dispute", "uphold", "inspect_again", "hand_over"),
    "lose": ("hand_over", "dispute", "uphold_lost", "order"),
    "pay": ("condition", "prepare", "send", "confirm"),
    "watch": ("hand_over", "visit", "break", "recall_free", "restock"),
    "door": ("order", "receive", "inspect", "refuse_piece", "inspect_again", "hand_over"),
    "refund": ("condition", "prepare", "send", "confirm", "demand", "agree", "pay_back", "sure"),
    "refuse": ("dispute", "dismiss", "cancel_bill", "bill"),
}  # fmt: skip
CHAIN = strategies.sampled_from(sorted(CHAINS))
EVERY = sorted([*ACTS, "hand_over", "refuse_piece", "pay_back"])


class Goods(RuleBasedStateMachine):
    """One case from its decree on; each rule is a few steps in a row, one at random, days or an attack."""

    town: Market

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.town.loop.run_until_complete(work)

    @initialize(first=WHO, chains=strategies.lists(CHAIN, min_size=1, max_size=2, unique=True))
    def a_case_is_decreed(self, first: int, chains: list[str]) -> None:
        self.town.records.refill(self.town.desk.call["line"])
        self.case = self.run(self.town.decreed(first))
        for chain in ("refund", *chains, "door"):
            self.go_on(chain, first)

    @rule(chain=CHAIN, who=WHO)
    def go_on(self, chain: str, who: int) -> None:
        """A chain, each step by somebody else who has no duty in the case or, when all have one, by anybody."""
        for at, act in enumerate(CHAINS[chain]):
            _, free = self.run(self.town.free(self.case))
            self.attempt(act, free[(who + at) % len(free)])

    @rule(act=strategies.sampled_from(EVERY), who=WHO)
    def act_at_random(self, act: str, who: int) -> None:
        self.attempt(act, who)

    def attempt(self, act: str, who: int) -> None:
        answer = self.run(self.town.act(act, self.case, self.town.people[who]))
        if answer is not None:
            assert answer.status_code < 500, f"{act}: {answer.text}"
            self.town.accepted[act] = self.town.accepted.get(act, 0) + answer.is_success
            self.town.told.setdefault(act, set()).add("" if answer.is_success else answer.json()["code"])

    @rule(days=strategies.integers(1, 20))
    def days_pass(self, days: int) -> None:
        self.run(self.town.wait(days))

    @rule(who=WHO, path=strategies.sampled_from(SWAPS))
    def come_in_by_another_way(self, who: int, path: str) -> None:
        answer = self.run(swap(self.town, path, self.run(self.town.seen(self.case)), self.town.people[who]))
        assert answer.status_code < 500, answer.text

    @rule(who=WHO, names=strategies.lists(strategies.sampled_from(sorted(GOODS_ATTACKS)), min_size=1, max_size=4))
    def attack_through_the_api(self, who: int, names: list[str]) -> None:
        for name in names:
            self.run(attack_goods(self.town, name, self.case, self.town.people[who]))

    @rule(names=strategies.lists(strategies.sampled_from(sorted(GOODS_STATEMENTS)), min_size=2, max_size=8))
    def attack_with_the_applications_role(self, names: list[str]) -> None:
        facts = self.run(self.town.facts(self.case))
        for name in names:
            self.run(refused_by_sql(self.town, name, GOODS_STATEMENTS[name], facts))

    @rule()
    def send_the_last_request_again(self) -> None:
        self.run(replay(self.town))

    @invariant()
    def every_invariant_holds(self) -> None:
        assert self.town.records.violations() == {}


def walk(town: Market, **how: Any) -> None:
    """A walk that falls is printed as it was: looking for a shorter one would take an hour."""
    machine = type("Machine", (Goods,), {"town": town})
    plain = {"deadline": None, "suppress_health_check": list(HealthCheck), "phases": (Phase.generate,)}
    run_state_machine_as_test(machine, settings=settings(**plain | how))
    assert town.loop.run_until_complete(unbroken(town)), "every event has its link, and every link holds"


def test_no_history_of_goods_breaks_a_gate(private_database: str) -> None:
    town = Market(private_database)
    walk(town, max_examples=5, stateful_step_count=6, derandomize=True)
    reached = {act for act, times in town.accepted.items() if times}
    honest = {"order", "receive", "inspect", "hand_over", "dispute", "prepare", "refuse_piece", "inspect_again"}
    assert reached >= honest | {"demand", "agree", "pay_back", "sure"}, (town.accepted, town.told)
    town.loop.run_until_complete(town.close())


@pytest.mark.drill
def test_longer_and_newer_walks_of_goods_break_no_gate(private_database: str) -> None:
    town = Market(private_database)
    walk(town, max_examples=60, stateful_step_count=30, print_blob=True)
    town.loop.run_until_complete(town.close())
