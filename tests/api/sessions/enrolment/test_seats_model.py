"""C13, C14: seats, queue, offers, quotas and the clock, tried at random against a model that only remembers.

The model knows no counters: it keeps who registered, and after every step asks what must hold of any history.
"""

import asyncio
from datetime import timedelta
from typing import Any

from httpx import ASGITransport, AsyncClient
from hypothesis import HealthCheck, settings, strategies
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import text

from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from bimtek_api.main import create_app
from bimtek_api.reports.invariants.service import violations
from bimtek_api.sessions.enrolment.registrations.models import SEATED
from bimtek_api.sessions.enrolment.seats import repository
from bimtek_api.sessions.enrolment.seats import service as rules
from tests import factories
from tests.api.sessions.enrolment.test_delegations import body as delegation
from tests.api.sessions.seats import Person, set_quotas
from tests.conftest import settings_for
from tests.keys import HOOKS

WHO = strategies.fixed_dictionaries(
    {
        "sex": strategies.sampled_from(["female", "male"]),
        "first_timer": strategies.booleans(),
        "district": strategies.sampled_from([factories.PALEMBANG, factories.BANYUASIN]),
    }
)
SHARES = strategies.lists(
    strategies.sampled_from(
        [
            {"kind": "target", "value": "women"},
            {"kind": "target", "value": "first_timers"},
            {"kind": "district", "value": factories.PALEMBANG},
        ]
    ),
    max_size=3,
    unique_by=lambda share: share["value"],
)
ACTIONS = ["accept_offer", "decline_offer", "rejoin", "give_up"]
ROWS = text("SELECT status, queue_no, offers, extra FROM registrations WHERE session_id = :id ORDER BY id")

TOGETHER = text(
    "SELECT DISTINCT delegation_id FROM registrations"
    " WHERE session_id = :id AND status = 'waitlisted' AND delegation_id IS NOT NULL"
)


class Seats(RuleBasedStateMachine):
    """One session in a database of its own; every rule is one request or one tick of the clock."""

    url: str

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.people: list[Person] = []
        self.size = 2
        self.most_seats = 2  # nobody loses a seat when the room shrinks, so the bound is the largest size so far
        self.run(self.begin())

    def run(self, work: Any) -> Any:
        return self.loop.run_until_complete(work)

    async def begin(self) -> None:
        made = settings_for(self.url)
        self.database = Database(made)
        app = create_app(made, self.database)
        self.client = AsyncClient(transport=ASGITransport(app), base_url="http://api", event_hooks=HOOKS)
        async with self.database.transaction() as db:
            self.session = await factories.session(db, size=self.size)
            self.officer = await factories.officer(db, Vault.of(made))

    async def settled(self) -> None:
        async with self.database.transaction() as db:
            await rules.settle(db, self.session.id)

    @rule(who=WHO)
    def register(self, who: dict[str, Any]) -> None:
        body = factories.registration(self.session.id, **who)
        answer = self.run(factories.register(self.client, body))
        assert answer.status_code == 201, answer.text
        self.people.append(Person(self.client, answer.json()["number"], answer.json()["secret"]))

    @rule(many=strategies.integers(2, 3), women=strategies.booleans())
    def come_together(self, many: int, women: bool) -> None:
        sent = delegation(self.session.id, many)
        for each in sent["people"]:
            each["sex"] = "female" if women else "male"
        answer = self.run(self.client.post("/v1/delegations", json=sent, headers=factories.once()))
        assert answer.status_code == 201, answer.text
        members = answer.json()["members"]
        assert len({each["status"] for each in members}) == 1, "seats for all of them, or all of them wait"
        self.people += [Person(self.client, each["number"], each["secret"]) for each in members]

    @rule(
        data=strategies.data(), action=strategies.sampled_from(["accept_offer", "decline_offer", "rejoin", "give_up"])
    )
    def act(self, data: strategies.DataObject, action: str) -> None:
        if self.people:
            she = data.draw(strategies.sampled_from(self.people))
            assert self.run(she.does(action)).status_code in (200, 409)

    @rule(size=strategies.integers(1, 5), shares=SHARES, part=strategies.integers(1, 2))
    def change_quotas(self, size: int, shares: list[dict[str, Any]], part: int) -> None:
        wanted = [share | {"seats": min(part, size)} for share in shares]
        answer = self.run(set_quotas(self.client, self.officer, self.session.id, size=size, shares=wanted))
        assert answer.status_code == 200, answer.text
        self.size, self.most_seats = size, max(self.most_seats, size)

    @rule()
    def let_offers_run_out(self) -> None:
        self.run(self.expire())

    async def expire(self) -> None:
        """As if hours had passed: every hold ends a moment ago."""
        async with self.database.transaction() as db:
            await db.execute(
                text("UPDATE registrations SET hold_until = bimtek_now() - interval '1 second' WHERE session_id = :id"
                     " AND status = 'offered'"), {"id": self.session.id},
            )  # fmt: skip

    @rule()
    def the_worker_comes_by(self) -> None:
        self.run(self.settled())

    @invariant()
    def counters_and_order_hold(self) -> None:
        self.run(self.judge())

    async def judge(self) -> None:
        async with self.database.transaction() as db:
            assert await violations(db) == {}
            found = (await db.execute(ROWS, {"id": self.session.id})).all()
            held = [row for row in found if row.status in SEATED and not row.extra]
            assert len(held) <= self.most_seats, "more people hold a seat than there ever were seats"
            assert len(found) == len(self.people), "nobody is lost"
            numbers = [row.queue_no for row in found if row.queue_no is not None]
            assert len(numbers) == len(set(numbers)), "two people hold one place in the queue"
            assert all(row.offers <= 2 for row in found), "an offer, and one more after coming back"

    def teardown(self) -> None:
        """At the end the worker comes by: whoever could have a seat has an offer."""
        self.run(self.final())
        self.loop.close()

    async def final(self) -> None:
        await self.settled()
        async with self.database.transaction() as db:
            together = list((await db.execute(TOGETHER, {"id": self.session.id})).scalars())
            assert await repository.next_servable(db, self.session.id, together) is None
            room = await rules.look(db, self.session.id)
            for delegation_id in together if room.offers_run else []:
                assert not await rules.offer_together(db, delegation_id, room), "there are seats for all of them"
        await self.client.aclose()
        await self.database.close()


def test_no_history_of_requests_oversells_or_forgets(private_database: str) -> None:
    machine = type("Machine", (Seats,), {"url": private_database})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=12, stateful_step_count=25, deadline=timedelta(seconds=20),
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
