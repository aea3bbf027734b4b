"""The whole case at random: any officer tries any act, people act for each other, days pass (G2, G3, G7, G16).

Every officer has every role, so nothing but the rules of the case stands between her and a second duty. The model
knows no rule: after every step it asks of the database what must hold of any accepted history.
"""

from datetime import timedelta
from typing import Any

import pytest
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
TRUTHS = {
    "a node holds more than its ceiling": "SELECT id FROM budget_nodes"
    " WHERE reserved + spent > ceiling OR reserved < 0",
    "the line does not hold what its recipients do": """
        SELECT n.id FROM budget_nodes n JOIN LATERAL (
          SELECT coalesce(sum(amount_rupiah - spent_rupiah - released_rupiah), 0) AS held,
                 coalesce(sum(spent_rupiah), 0) AS paid FROM decree_lines WHERE budget_line_id = n.id) l ON true
        WHERE n.id IN (SELECT budget_line_id FROM calls) AND (n.reserved <> l.held OR n.spent <> l.paid)""",
    "two people who act for each other have two duties": """
        SELECT first.case_id FROM case_duties first
        JOIN case_duties later ON later.case_id = first.case_id AND later.taken_at > first.taken_at
        JOIN deputations d ON d.created_at < later.taken_at
        WHERE later.duty_group <> 'applicant'
          AND (first.duty_group <> later.duty_group OR later.duty_group LIKE 'approve%')
          AND ((d.principal_id = first.person_id AND d.deputy_id = later.person_id AND later.taken_at > d.created_at
                AND (later.taken_at AT TIME ZONE 'Asia/Jakarta')::date <= d.valid_to)
            OR (d.deputy_id = first.person_id AND d.principal_id = later.person_id AND first.taken_at > d.created_at
                AND (first.taken_at AT TIME ZONE 'Asia/Jakarta')::date <= d.valid_to))""",
    "an act without its duty": """
        SELECT v.id FROM votes v LEFT JOIN case_duties c ON c.case_id = v.application_id AND c.person_id = v.person_id
        WHERE c.duty_group IS DISTINCT FROM 'approve_' || v.stage""",
    "a person voted twice": "SELECT application_id FROM votes GROUP BY application_id, round_id, person_id"
    " HAVING count(*) > 1",
    "approved without its votes": """
        SELECT r.id FROM approval_rounds r WHERE r.outcome = 'passed' AND cardinality(r.votes_needed) >
          (SELECT count(*) FROM votes v WHERE v.round_id = r.id AND v.decision = 'approve')""",
    "more handed over than approved": """
        SELECT l.id FROM application_lines l JOIN handover_lines h ON h.application_line_id = l.id
        GROUP BY l.id HAVING sum(h.quantity) > l.approved""",
    "handed over without a decree before": """
        SELECT h.id FROM handovers h JOIN decree_lines l ON l.id = h.decree_line_id
        JOIN decrees d ON d.id = l.decree_id
        WHERE (h.handed_at AT TIME ZONE 'Asia/Jakarta')::date < d.dated""",
    "a step that does not follow the one before": """
        SELECT e.id FROM (SELECT id, before, lag(after) OVER (PARTITION BY subject_id ORDER BY at, position) AS last
          FROM events WHERE subject_kind = 'application' AND after IS NOT NULL AND before IS NOT NULL) e
        WHERE e.last IS NOT NULL AND e.before <> e.last""",
    "two live recipients of one case": "SELECT application_id FROM decree_lines WHERE ended_at IS NULL"
    " GROUP BY application_id HAVING count(*) > 1",
}  # fmt: skip


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
        assert self.run(self.town.untrue(TRUTHS)) == []


@pytest.mark.race
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
    assert town.loop.run_until_complete(town.untrue(TRUTHS)) == ["the line does not hold what its recipients do"]
    town.loop.run_until_complete(town.close())
