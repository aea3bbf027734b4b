"""A programme, a call and a group to act on, and the officers who act: one duty each."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.logins.models import Login
from bimtek_api.access.officers.models import Officer, Wanted
from bimtek_api.access.roles import Role
from bimtek_api.core import clock
from bimtek_api.core.crypto import Vault
from bimtek_api.demo import grants as demo
from bimtek_api.grants.catalogue.calls.models import Call
from bimtek_api.participants.groups import service as groups
from bimtek_api.participants.groups.schemas import GroupCreate, MemberWrite
from bimtek_api.participants.people.models import Participant
from tests import factories
from tests.api.grants.pictures import photo_with_place

EVIDENCE = {"photos", "giver_signature_id", "receiver_signature_id"}
ROLES = {
    "proposer": Role.DISTRICT_OFFICER,
    "verifier": Role.DESK_VERIFIER,
    "approver": Role.APPROVER,
    "secretary": Role.DECREE_OFFICER,
    "giver": Role.HANDOVER_OFFICER,
}


def today() -> str:
    """Palembang's day."""
    return str(clock.local_date(datetime.now(UTC), "WIB"))


@dataclass
class Office:
    """The smallest office that can bring one case to its end, and what it works on."""

    client: AsyncClient
    people: dict[str, factories.TestOfficer]
    call: dict[str, Any]
    group: UUID
    inspector: factories.TestOfficer

    def __getattr__(self, name: str) -> factories.TestOfficer:
        return self.people[name]

    async def case(self, case_id: str, who: str = "proposer") -> dict[str, Any]:
        return (await self.client.get(f"/v1/applications/{case_id}", headers=self.people[who].headers)).json()

    async def post(self, path: str, body: Any, who: factories.TestOfficer, version: int | None = None) -> Response:
        seen = {"If-Match": f'"{version}"'} if version else {}
        return await self.client.post(path, json=body, headers=who.headers | factories.once() | seen)

    async def submit(self, group: UUID | None = None, **more: Any) -> Response:
        body = {"call_id": self.call["id"], "group_id": str(group or self.group), "package_id": self.call["package"]}
        body |= more
        return await self.post("/v1/applications", body, self.proposer)

    async def check(
        self, case_id: str, who: factories.TestOfficer | None = None, version: int = 1, **body: Any
    ) -> Response:
        content = {"action": "verify", "no_conflict": True} | body
        return await self.post(f"/v1/applications/{case_id}/checks", content, who or self.verifier, version)

    async def vote(
        self, case_id: str, who: factories.TestOfficer | None = None, version: int = 2, **body: Any
    ) -> Response:
        content = {"decision": "approve", "no_conflict": True} | body
        return await self.post(f"/v1/applications/{case_id}/votes", content, who or self.approver, version)

    async def decree(self, *cases: str, who: factories.TestOfficer | None = None, **body: Any) -> Response:
        lines = [{"application_id": case, "version": body.pop("version", 3)} for case in cases]
        content = {
            "number": f"SK-{uuid4().hex[:8]}", "dated": today(), "signatory_name": "Fauzan",
            "signatory_position": "Kepala", "no_conflict": True, "lines": lines,
            "basis": ["Undang-Undang Nomor 3 Tahun 2014 tentang Perindustrian"],
        }  # fmt: skip
        return await self.post("/v1/decrees", content | body, who or self.secretary)

    async def keep(self, case_id: str, lines: list[dict[str, Any]], who: factories.TestOfficer | None = None) -> None:
        """What the office already owns comes in for these items: listed, proved by a paper, accepted by another.

        Nothing is said when it is refused: the handover that follows is refused as well.
        """
        case, who = await self.case(case_id, "giver"), who or self.giver
        items = {line["id"]: line for line in case["lines"]}
        there = {unit["serial"] for unit in await self.read(f"/v1/applications/{case_id}/stock")}
        pieces = [
            {"name": item["name"], "serial": serial, "cost_rupiah": item["price_rupiah"], "line_id": item["id"]}
            for line in lines
            if (item := items.get(line["line_id"]))
            for serial in line["serials"]
            if serial not in there
        ]
        if not pieces:
            return
        body = {"source": "Pengadaan 2024", "place": "Gudang dinas", "pieces": pieces}
        made = await self.post("/v1/districts/16.71/opening-stocks", body, who)
        if made.status_code == 201:
            assert (await self.accept(made.json()["id"], who)).status_code == 201

    async def accept(self, opening_id: str, who: factories.TestOfficer, **more: Any) -> Response:
        """The paper of an opening list and its inspection: everything is good."""
        path, paper = f"/v1/opening-stocks/{opening_id}", {"file": ("asal.jpg", photo_with_place())}
        kept = await self.client.post(f"{path}/papers", files=paper, headers=who.headers | factories.once())
        assert kept.is_success, kept.text
        units = [{"unit_id": unit["id"], "condition": "good"} for unit in kept.json()["units"]]
        found = {"units": units, "no_conflict": True} | more
        return await self.post(f"{path}/inspections", found, self.inspector, kept.json()["version"])

    async def left(self, case: dict[str, Any]) -> list[dict[str, Any]]:
        """What is still owed: pieces in stock for the case, and numbers made up for what is not there."""
        units, lines = await self.read(f"/v1/applications/{case['id']}/stock"), []
        for line in case["lines"]:
            there = [unit["serial"] for unit in units if unit["line_id"] == line["id"]]
            owed = line["approved"] - line["handed_over"]
            serials = [*there[:owed], *(uuid4().hex[:12] for _ in range(owed - len(there)))]
            if line["kind"] == "goods" and serials:
                lines.append({"line_id": line["id"], "serials": serials})
        return lines

    async def evidence(self, who: factories.TestOfficer | None = None) -> dict[str, Any]:
        """Photos of goods and receiver, and both signatures."""
        who = who or self.giver
        photos = [{"file_id": await self.upload("photos", who), "shows": each} for each in ("goods", "receiver")]
        signed = {f"{side}_signature_id": await self.upload("signatures", who) for side in ("giver", "receiver")}
        return {"photos": photos} | signed

    async def upload(self, kind: str, who: factories.TestOfficer, content: bytes | None = None) -> str:
        part = {"photos": "photo", "signatures": "signature", "minutes-scans": "file"}[kind]
        files = {part: ("x.jpg", content or photo_with_place())}
        kept = await self.client.post(
            f"/v1/districts/16.71/{kind}", files=files, headers=who.headers | factories.once()
        )
        return kept.json().get("id") or str(uuid4())

    async def read(self, path: str, who: str = "proposer") -> Any:
        return (await self.client.get(path, headers=self.people[who].headers)).json()

    async def delivery(
        self, case_id: str, who: factories.TestOfficer | None = None, *, stocked: bool = True, **body: Any
    ) -> Response:
        """Everything that is left, unless `lines` says otherwise; what is not in stock is brought in before."""
        case = body.pop("case", None) or await self.case(case_id, "giver")
        lines = body.pop("lines", None) or await self.left(case)
        if stocked:
            await self.keep(case_id, lines)
        if not body.keys() >= EVIDENCE:
            body = await self.evidence(who) | body
        content = {
            "application_id": case_id, "version": case["version"], "handed_at": datetime.now(UTC).isoformat(),
            "place": "Bengkel", "receiver_id": case["members"][0]["participant_id"], "witnesses": ["Rusdi"],
            "receiver_checked": "id_card",
            "lines": lines, "no_conflict": True,
        }  # fmt: skip
        return await self.post("/v1/deliveries", content | body, who or self.giver)

    async def approved(self, group: UUID | None = None) -> str:
        """A case that has been checked and approved."""
        case_id = (await self.submit(group)).json()["id"]
        await self.check(case_id)
        await self.vote(case_id)
        return case_id

    async def decreed(self) -> str:
        case_id = await self.approved()
        assert (await self.decree(case_id)).status_code == 201
        return case_id


async def members(client: AsyncClient, db: AsyncSession, count: int = 5) -> list[UUID]:
    """People who are on file because they registered for a session."""
    session = await factories.session(db, size=1000)
    names = [factories.registration(session.id) for _ in range(count)]
    for body in names:
        assert (await factories.register(client, body)).status_code == 201
    query = select(Participant.person_id).where(Participant.name.in_([body["name"] for body in names]))
    return list((await db.execute(query)).scalars())


async def group(client: AsyncClient, db: AsyncSession, people: list[UUID] | None = None) -> UUID:
    people = people or await members(client, db)
    roles = [
        MemberWrite(participant_id=person, role="member" if index else "chair") for index, person in enumerate(people)
    ]
    new = GroupCreate(
        name=f"KUB {next(factories.numbers)}", district_code="16.71", address="Jalan", trade="garment",
        formed_on=date(2020, 1, 1), members=roles,
    )  # fmt: skip
    return (await groups.add(db, new, date(2020, 1, 1), None)).id


async def office(client: AsyncClient, db: AsyncSession, vault: Vault) -> Office:
    people = {name: await factories.officer(db, vault, role) for name, role in ROLES.items()}
    inspector = await factories.officer(db, vault, Role.GOODS_INSPECTOR)
    for who in (*people.values(), inspector):
        await step_up(db, who)
    hands = people["proposer"].id, people["approver"].id
    call: Call = await demo.add_call(db, clock.local_date(await clock.now(db), "WIB"), hands)
    shown = (await client.get(f"/v1/calls/{call.id}", headers=people["proposer"].headers)).json()
    return Office(client, people, facts_of(shown, call), await group(client, db), inspector)


def facts_of(shown: dict[str, Any], call: Call) -> dict[str, Any]:
    """What the tests need of the demo call: its sewing package, its rules and its budget line."""
    garment = next(each for each in shown["packages"] if each["code"] == "GARMEN")
    return {
        "id": str(call.id), "package": garment["id"], "total": garment["total_rupiah"],
        "rule_set": shown["rule_set"]["id"], "policy": shown["policy"]["id"], "line": call.budget_line_id,
    }  # fmt: skip


async def step_up(db: AsyncSession, who: factories.TestOfficer) -> None:
    login = (await db.execute(select(Login).where(Login.officer_id == who.id))).scalar_one()
    login.stepped_up_at = await clock.now(db)
    await db.flush()


async def refused_by_the_database(db: AsyncSession, statement: str, **facts: Any) -> str:
    """Runs the statement in a savepoint; returns what the database said."""
    with pytest.raises(DBAPIError) as caught:
        async with db.begin_nested():
            await db.execute(text(statement), facts)
    return str(caught.value.orig)


async def give_role(db: AsyncSession, who: factories.TestOfficer, role: Role, region: str | None = "16.71") -> None:
    """The same person gets another role, too: an office short of people."""
    holder = await db.get_one(Officer, who.id)
    await factories.appoint(db, holder, Wanted(role, region, date(2026, 1, 1)))


async def wait(db: AsyncSession, days: int) -> str:
    """So many days later, everybody logged in as before. Returns Palembang's day."""
    await db.execute(
        text("SELECT set_config('bimtek.test_now', (clock_timestamp() + make_interval(days => :days))::text, true)"),
        {"days": days},
    )
    fresh = "expires_at = bimtek_now() + interval '9 days', last_seen_at = bimtek_now(), stepped_up_at = bimtek_now()"
    await db.execute(text(f"UPDATE logins SET {fresh}"))
    await db.commit()
    return str(clock.local_date(await clock.now(db), "WIB"))
