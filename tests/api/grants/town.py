"""An office in a database of its own in which anybody may try anything, act for somebody else, and let days pass."""

import asyncio
from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from httpx import ASGITransport, AsyncClient, Request, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from bimtek_api.main import create_app
from tests import factories
from tests.api.grants import office
from tests.api.grants.office import Office
from tests.api.grants.records import Records
from tests.conftest import settings_for, writing
from tests.keys import HOOKS

ROLES = (Role.DISTRICT_OFFICER, Role.DESK_VERIFIER, Role.APPROVER, Role.DECREE_OFFICER, Role.HANDOVER_OFFICER)
STAGES = [{"up_to_rupiah": None, "stages": [{"votes": 1, "level": "district"}, {"votes": 1, "level": "district"}]}]
CHECKS = {"check": "verify", "refuse": "find_ineligible"}
VOTES = {"vote": "approve", "reject": "reject", "send_back": "send_back"}
AGAIN = {"send_again": ("rounds", {"note": "Uji.", "no_conflict": True}), "renew": ("people", {"no_conflict": True})}
EFFECTS = ("/checks", "/votes", "/decrees", "/deliveries", "/rounds", "/people", "/transitions", "/decisions")


def moved(act: str) -> dict[str, str]:
    return {"action": act, "reason": "Uji."}


class Town:
    """One office in a database of its own, for every history that is tried."""

    roles, more = ROLES, 1  # what everybody may do, and how many people there are beside the five of an office

    def __init__(self, url: str) -> None:
        self.loop, self.made, self.records = asyncio.new_event_loop(), settings_for(url), Records(url)
        self.database = Database(self.made)
        self.client = AsyncClient(
            transport=ASGITransport(create_app(self.made, self.database)),
            base_url="http://api",
            event_hooks=HOOKS | {"response": [self.remember]},
        )
        self.records.later(0)
        self.cases: list[str] = []
        self.accepted: dict[str, int] = {}
        self.first: dict[str, list[str]] = {}  # the members each group began with
        self.last: tuple[Request, int] | None = None
        self.nobody: str | None = None
        self.unused: dict[UUID, dict[str, Any]] = {}  # photos and signatures of no minutes yet
        self.loop.run_until_complete(self.begin())

    async def begin(self) -> None:
        vault = Vault.of(self.made)
        async with writing(self.database, self.client) as db:
            self.desk: Office = await office.office(self.client, db, vault)
            for at in range(self.more):
                self.desk.people[f"more {at}"] = await factories.officer(db, vault, Role.DISTRICT_OFFICER)
            sari = await factories.officer(db, vault, Role.PROGRAMME_OFFICER, region=None)
            self.people = list(self.desk.people.values())
            for who in self.people:
                await self.empower(db, who)
            self.insider, self.outsider = [await factories.officer(db, vault, region=at) for at in ("16.71", "16.07")]
            await self.empower(db, self.insider)
            await self.empower(db, self.outsider, "16.07")
        await self.announce(sari)
        self.of_insider = await self.apply(self.people[0], [UUID(await self.register(self.insider))])

    async def empower(self, db: AsyncSession, who: factories.TestOfficer, region: str = "16.71") -> None:
        """Every role of a case; and she gave her code a moment ago."""
        await office.step_up(db, who)
        for role in self.roles:
            await office.give_role(db, who, role, region)

    async def remember(self, response: Response) -> None:
        """The last request that did something, so that it can be sent again."""
        path = response.request.url.path
        if response.request.method == "POST" and response.status_code < 300 and path.endswith(EFFECTS):
            self.last = (response.request, response.status_code)

    async def register(self, who: factories.TestOfficer) -> str:
        self.records.register(who.id, f"+62813{next(factories.numbers):08d}")
        return str(who.id)

    async def stranger(self, *, new: bool = False) -> str:
        """Somebody in no group: another one each time when she has to be `new`."""
        if new or self.nobody is None:
            async with writing(self.database, self.client) as db:
                self.nobody = str((await office.members(self.client, db, 1))[0])
        return self.nobody

    async def announce(self, sari: factories.TestOfficer) -> None:
        """A call of two stages, so that a second vote is worth trying."""
        policy = {"code": "DUA", "edition": 1, "name": "Dua tahap", "bands": STAGES}
        made = (await self.desk.post("/v1/approval-policies", policy, sari)).json()["id"]
        body = {
            "number": "PGL/MODEL", "name": "Uji", "budget_line_id": str(self.desk.call["line"]),
            "opens_on": "2026-01-01", "closes_on": "2099-01-01", "packages": [self.desk.call["package"]],
            "rule_set_id": self.desk.call["rule_set"], "policy_id": made,
        }  # fmt: skip
        self.desk.call["id"] = (await self.desk.post("/v1/calls", body, sari)).json()["id"]

    async def apply(self, who: factories.TestOfficer, also: Sequence[UUID] = ()) -> str:
        """A group of five people nobody has seen, `also` among them; returns the case."""
        async with writing(self.database, self.client) as db:
            people = [*await office.members(self.client, db, 5 - len(also)), *also]
            group = await office.group(self.client, db, people)
        self.first[str(group)] = [str(each) for each in people]
        body = {"call_id": self.desk.call["id"], "group_id": str(group), "package_id": self.desk.call["package"]}
        self.cases.append((await self.desk.post("/v1/applications", body, who)).json()["id"])
        return self.cases[-1]

    async def seen(self, case_id: str, who: factories.TestOfficer | None = None) -> dict[str, Any]:
        headers = (who or self.people[0]).headers
        return (await self.desk.client.get(f"/v1/applications/{case_id}", headers=headers)).json()

    async def facts(self, case_id: str) -> dict[str, Any]:
        """What an attacker knows who reads the database."""
        return {
            "case": UUID(case_id), "group": UUID((await self.seen(case_id))["group_id"]),
            "stranger": UUID(await self.stranger()), "officer": self.people[0].id, "other": self.people[1].id,
        }  # fmt: skip

    async def attempt(self, act: str, case_id: str, who: factories.TestOfficer) -> Response:
        """One act of one person, with the version she sees."""
        version, path = self.records.state(case_id)[1], f"/v1/applications/{case_id}"
        if act in CHECKS:
            return await self.desk.check(case_id, who, version, action=CHECKS[act], note="Uji.")
        if act in VOTES:
            return await self.desk.vote(case_id, who, version, decision=VOTES[act], note="Uji.")
        if act.startswith("hand_over"):
            return await self.deliver(act, await self.seen(case_id, who), who)
        if act == "decree":
            return await self.desk.decree(case_id, who=who, version=version, dated=self.records.day())
        if act == "leave":
            return await self.leave(await self.seen(case_id, who), who)
        where, body = AGAIN.get(act, ("transitions", moved(act)))
        return await self.desk.post(f"{path}/{where}", body, who, version)

    async def free(self, case_id: str) -> tuple[str, list[int]]:
        """The state of a case, and who has no duty in it; everybody, when nobody is free."""
        now, busy = self.records.state(case_id)[0], self.records.busy(case_id)
        free = [index for index, who in enumerate(self.people) if who.id not in busy]
        return now, free or list(range(len(self.people)))

    async def close(self) -> None:
        await self.client.aclose()
        await self.database.close()
        self.records.close()

    async def deliver(self, act: str, case: dict[str, Any], who: factories.TestOfficer) -> Response:
        some = [{"line_id": case["lines"][0]["id"], "serials": [uuid4().hex[:12]]}]
        return await self.hand(case, who, **({"lines": some} if act == "hand_over_some" else {}))

    async def hand(self, case: dict[str, Any], who: factories.TestOfficer, **more: Any) -> Response:
        """Evidence that a refusal left unused serves again."""
        unused = self.unused.pop(who.id, None) or await self.desk.evidence(who)
        facts = {"handed_at": self.records.now()} | unused | more
        done = await self.desk.delivery(case["id"], who, case=case, **facts)
        if not done.is_success:
            self.unused[who.id] = unused
        return done

    async def leave(self, case: dict[str, Any], who: factories.TestOfficer) -> Response:
        """Proposed by one, decided by the next one in the room."""
        decree = (case["decree"] or {}).get("id") or "00000000-0000-7000-8000-000000000000"
        body = {
            "letter_number": "1",
            "letter_dated": self.records.day(),
            "reason": "Uji.",
            "application_ids": [case["id"]],
        }
        return await self.decided(await self.desk.post(f"/v1/decrees/{decree}/changes", body, who), who)

    async def decided(self, made: Response, who: factories.TestOfficer) -> Response:
        """A proposed change of a decree, by the next one in the room; what she cannot decide the third refuses."""
        if made.status_code != 201:
            return made
        other = self.people[(self.people.index(who) + 1) % len(self.people)]
        path = f"/v1/decree-changes/{made.json()['changes'][0]['id']}/decisions"
        done = await self.desk.post(path, {"action": "approve", "note": "Uji."}, other, 1)
        if done.status_code >= 300:
            third = self.people[(self.people.index(who) + 2) % len(self.people)]
            await self.desk.post(path, {"action": "refuse", "note": "Uji."}, third, 1)
        return done

    async def depute(self, principal: factories.TestOfficer, deputy: factories.TestOfficer) -> Response:
        """By a role of her own that the other one does not have over the whole province."""
        async with self.database.transaction() as db:
            given = text(
                "INSERT INTO deputations (principal_id, deputy_id, role, region_code, valid_from, valid_to,"
                " letter_number, letter_dated) SELECT :one, :other, 'approver', '16.71', d, d + 3, '1', d"
                " FROM (SELECT (bimtek_now() AT TIME ZONE 'Asia/Jakarta')::date AS d) t"
            )
            await db.execute(given, {"one": principal.id, "other": deputy.id})
            await db.execute(text("UPDATE deputations SET accepted_at = bimtek_now() WHERE accepted_at IS NULL"))
        await self.wait(0)  # what comes now is later, also where the clock stands still
        return await self.desk.client.get("/v1/deputations", headers=deputy.headers)

    async def wait(self, days: int) -> None:
        """The clock goes on; everybody stays logged in with a fresh code."""
        self.records.later(days)
        await self.database.close()
