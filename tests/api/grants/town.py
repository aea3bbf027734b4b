"""An office in a database of its own in which anybody may try anything, act for somebody else, and let days pass."""

import asyncio
from typing import Any
from uuid import uuid4

import psycopg
from httpx import ASGITransport, AsyncClient, Response
from psycopg import sql
from sqlalchemy import text

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from bimtek_api.main import create_app
from bimtek_api.reports.truths.service import untrue
from tests import database, factories
from tests.api.grants import office
from tests.api.grants.office import Office
from tests.conftest import settings_for, writing
from tests.keys import HOOKS

ROLES = (Role.DISTRICT_OFFICER, Role.DESK_VERIFIER, Role.APPROVER, Role.DECREE_OFFICER, Role.HANDOVER_OFFICER)
STAGES = [{"up_to_rupiah": None, "stages": [{"votes": 1, "level": "district"}, {"votes": 1, "level": "district"}]}]
CHECKS = {"check": "verify", "refuse": "find_ineligible"}
VOTES = {"vote": "approve", "reject": "reject", "send_back": "send_back"}
MONEY = 100_000_000  # rupiah: one case and a half


def moved(act: str) -> dict[str, str]:
    return {"action": act, "reason": "Uji."}


class Town:
    """One office in a database of its own, for every history that is tried."""

    def __init__(self, url: str) -> None:
        self.loop, self.made, self.days, self.name = asyncio.new_event_loop(), settings_for(url), 0, url
        self.database = Database(self.made)
        self.client = AsyncClient(
            transport=ASGITransport(create_app(self.made, self.database)), base_url="http://api", event_hooks=HOOKS
        )
        self.set_clock()
        self.cases: list[str] = []
        self.accepted: dict[str, int] = {}
        self.loop.run_until_complete(self.begin())

    async def begin(self) -> None:
        vault = Vault.of(self.made)
        async with writing(self.database, self.client) as db:
            self.desk: Office = await office.office(self.client, db, vault)
            self.desk.people["sixth"] = await factories.officer(db, vault, Role.DISTRICT_OFFICER)
            sari = await factories.officer(db, vault, Role.PROGRAMME_OFFICER, region=None)
            self.people = list(self.desk.people.values())
            for who in self.people:
                for role in ROLES:
                    await office.give_role(db, who, role)
        await self.announce(sari)

    def refill(self) -> None:
        """Money for one case and a half, beside what earlier histories hold."""
        with psycopg.connect(f"{database.cluster().admin}/{self.name}", autocommit=True) as connection:
            limit = "UPDATE budget_nodes SET ceiling = reserved + spent + %s WHERE id = %s"
            connection.execute(limit, (MONEY, self.desk.call["line"]))

    def spoil(self) -> None:
        """One rupiah that nobody holds: the truths have to see it."""
        with psycopg.connect(f"{database.cluster().admin}/{self.name}", autocommit=True) as connection:
            connection.execute(
                "UPDATE budget_nodes SET reserved = reserved + 1 WHERE id = %s", (self.desk.call["line"],)
            )

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

    async def apply(self, who: factories.TestOfficer) -> None:
        async with writing(self.database, self.client) as db:
            group = await office.group(self.client, db)
        body = {"call_id": self.desk.call["id"], "group_id": str(group), "package_id": self.desk.call["package"]}
        self.cases.append((await self.desk.post("/v1/applications", body, who)).json()["id"])

    async def attempt(self, act: str, case_id: str, who: factories.TestOfficer) -> Response:
        """One act of one person, with the version she sees."""
        seen = (await self.desk.client.get(f"/v1/applications/{case_id}", headers=who.headers)).json()
        version, path = seen["version"], f"/v1/applications/{case_id}"
        if act in CHECKS:
            return await self.desk.check(case_id, who, version, action=CHECKS[act], note="Uji.")
        if act in VOTES:
            return await self.desk.vote(case_id, who, version, decision=VOTES[act], note="Uji.")
        if act.startswith("hand_over"):
            return await self.deliver(act, seen, who)
        if act == "decree":
            return await self.desk.decree(case_id, who=who, version=version, dated=await self.day())
        if act == "leave":
            return await self.leave(seen, who)
        again = {"note": "Uji.", "no_conflict": True}
        path, body = (f"{path}/rounds", again) if act == "send_again" else (f"{path}/transitions", moved(act))
        return await self.desk.post(path, body, who, version)

    async def free(self, case_id: str) -> tuple[str, list[int]]:
        """The state of a case, and who has no duty in it; everybody, when nobody is free."""
        async with self.database.transaction() as db:
            held = text("SELECT person_id FROM case_duties WHERE case_id = CAST(:case AS uuid)")
            busy = set((await db.execute(held, {"case": case_id})).scalars())
            status = text("SELECT status FROM applications WHERE id = CAST(:case AS uuid)")
            now = (await db.execute(status, {"case": case_id})).scalar_one()
        free = [index for index, who in enumerate(self.people) if who.id not in busy]
        return now, free or list(range(len(self.people)))

    async def close(self) -> None:
        await self.client.aclose()
        await self.database.close()

    async def day(self) -> str:
        async with self.database.transaction() as db:
            now = text("SELECT (bimtek_now() AT TIME ZONE 'Asia/Jakarta')::date::text")
            return (await db.execute(now)).scalar_one()

    async def deliver(self, act: str, case: dict[str, Any], who: factories.TestOfficer) -> Response:
        async with self.database.transaction() as db:
            now = (await db.execute(text("SELECT bimtek_now()"))).scalar_one()
        more: dict[str, Any] = {"handed_at": now.isoformat()}
        if act == "hand_over_some":
            more["lines"] = [{"line_id": case["lines"][0]["id"], "serials": [uuid4().hex[:12]]}]
        return await self.desk.delivery(case["id"], who, **more)

    async def leave(self, case: dict[str, Any], who: factories.TestOfficer) -> Response:
        """Proposed by one, decided by the next one in the room."""
        decree = (case["decree"] or {}).get("id") or "00000000-0000-7000-8000-000000000000"
        body = {
            "letter_number": "1",
            "letter_dated": await self.day(),
            "reason": "Uji.",
            "application_ids": [case["id"]],
        }
        made = await self.desk.post(f"/v1/decrees/{decree}/changes", body, who)
        if made.status_code != 201:
            return made
        other = self.people[(self.people.index(who) + 1) % len(self.people)]
        path = f"/v1/decree-changes/{made.json()['changes'][0]['id']}/decisions"
        return await self.desk.post(path, {"action": "approve", "note": "Uji."}, other, 1)

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
        self.days += days
        self.set_clock()
        await self.database.close()

    def set_clock(self) -> None:
        """From the first of March on, so that no history leaves its fiscal year."""
        with psycopg.connect(f"{database.cluster().admin}/{self.name}", autocommit=True) as connection:
            later = (
                "SELECT (date_trunc('year', clock_timestamp()) + make_interval(days => 60 + %s)"
                " + (clock_timestamp() - date_trunc('day', clock_timestamp())))::text"
            )
            instant = connection.execute(later, (self.days,)).fetchone()[0]  # ty: ignore[not-subscriptable]
            statement = sql.SQL("ALTER DATABASE {} SET bimtek.test_now = {}")
            connection.execute(statement.format(sql.Identifier(self.name), sql.Literal(instant)))
            fresh = "expires_at = bimtek_now() + interval '9 days', last_seen_at = bimtek_now()"
            connection.execute(sql.SQL("SET bimtek.test_now = {}").format(sql.Literal(instant)))
            connection.execute(f"UPDATE logins SET {fresh}, stepped_up_at = bimtek_now()")

    async def untrue(self) -> dict[str, list[str]]:
        async with self.database.transaction() as db:
            return await untrue(db)
