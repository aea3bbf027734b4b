"""Who may do what: every operation, every actor, every relation, against tests/authz.yaml.

`python -m pytest tests/api/access/test_authz.py` fails for an operation without a row. `BIMTEK_AUTHZ=write` writes
what the API does now into the file, `BIMTEK_AUTHZ=new` only what has no row yet; to be read line by line before it is
kept.
"""

import os
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import yaml
from fastapi import FastAPI
from httpx import AsyncClient, Request
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from bimtek_api.access.roles import ApiScope, Role
from bimtek_api.core.crypto import Vault
from bimtek_api.exchange.notifications.models import Channel, Message, MessageKind, MessageStatus
from bimtek_api.main import create_app
from bimtek_api.sessions.planning.forms.models import SessionForm
from bimtek_api.sessions.planning.schedule.models import TrainingSession
from tests import factories
from tests.api.access.bodies import BODIES, QUERIES, UPLOADS, Place, new_delegation
from tests.api.access.corrections import asked_for
from tests.api.access.purchases import purchased
from tests.api.access.surroundings import (
    aftermath,
    appealed,
    budgeted,
    cared_for,
    disputed,
    likened,
    met,
    proposed_change,
)
from tests.api.access.treasury import administered, calendared, deputed, financed, ranked, sampled
from tests.api.grants import office
from tests.conftest import settings_for

FILE = Path(__file__).parents[2] / "authz.yaml"
TABLE: dict[str, dict[str, list[int]]] = yaml.safe_load(FILE.read_text()) if FILE.exists() else {}
KNOWN = frozenset(TABLE)
ACTORS = (
    "anonymous", "expired", "district_officer", "programme_officer", "desk_verifier", "scorer", "approver",
    "decree_officer", "procurement_officer", "goods_inspector", "treasurer", "handover_officer", "complaint_officer",
    "auditor", "administrator", "key_read", "key_register",
)  # fmt: skip
COMPLAINT = {"category": "other", "district_code": factories.PALEMBANG, "text": "Mesin bantuan rusak."}
PHOTO = office.photo_with_place()
NOWHERE = {
    "number": "BT-ZZZZ-ZZZZ", "ticket": "AD-ZZZZ-ZZZZ", "delegation": "RB-ZZZZ-ZZZZ", "key": "shop",
    "certificate": "ZZZZBBBBCCCC", "asset_code": "ZZZZBBBBCCCC", "year": "2099", "table": "assets",
    "district_code": "99.99", "pledge": "statement", "case_number": "PB-99.99-2026-0001", "case_secret": "x" * 32,
}  # fmt: skip


def operations() -> list[str]:
    """Every operation of the API, from OpenAPI (which sees what the router serves)."""
    paths = create_app(settings_for("none")).openapi()["paths"]
    return sorted(f"{method.upper()} {path}" for path, methods in paths.items() for method in methods)


async def headers_of(db: AsyncSession, vault: Vault, actor: str, region: str) -> dict[str, str]:
    """Officers and keys of `region`; the programme officer and the administrator of the country."""
    if actor == "anonymous":
        return {}
    if actor == "expired":
        return {"Authorization": "Bearer bo_expired"}
    if actor.startswith("key_"):
        return await factories.api_key(db, ApiScope(actor.removeprefix("key_")), region=region)
    wide = actor in ("programme_officer", "administrator")
    who = await factories.officer(db, vault, Role(actor), None if wide else region)
    await office.step_up(db, who)
    return who.headers


async def untold(db: AsyncSession, registration_id: str) -> str:
    """A message that an officer must tell by hand."""
    event = await db.execute(
        text("SELECT id, district_code FROM events WHERE subject_id = :id"), {"id": registration_id}
    )
    row = event.first()
    assert row
    message = Message(
        registration_id=UUID(registration_id), event_id=row.id, district_code=row.district_code,
        kind=MessageKind.ACCEPTED, channel=Channel.PERSON, status=MessageStatus.TO_TELL,
    )  # fmt: skip
    db.add(message)
    await db.flush()
    return str(message.id)


async def with_photo_question(db: AsyncSession, session: TrainingSession) -> None:
    """The session asks for a photo; its version stays what the table's requests expect."""
    question = {"key": "shop", "kind": "photo", "label": "Foto", "required": False}
    db.add(SessionForm(session_id=session.id, version=1, questions=[question]))
    session.form_version = 1
    await db.flush()


async def registered(client: AsyncClient, db: AsyncSession, headers: dict) -> tuple[dict, str, str]:
    """A receipt, its session's id and its registration's id."""
    session = await factories.session(db)
    await with_photo_question(db, session)
    receipt = (await factories.register(client, factories.registration(session.id, form_version=1))).json()
    rows = await client.get(f"/v1/registrations?session={session.id}", headers=headers)
    return receipt, str(session.id), rows.json()["items"][0]["id"]


async def delegated(client: AsyncClient, db: AsyncSession) -> dict:
    """A delegation to a session of its own, which asks nothing of its own."""
    session = await factories.session(db)
    sent = new_delegation(Place({"session_id": str(session.id)}, "", "", "", "", [], ""))
    return (await client.post("/v1/delegations", json=sent, headers=factories.once())).json()


async def granted(client: AsyncClient, db: AsyncSession, desk: office.Office) -> tuple[dict[str, str], list[str]]:
    """A case that waits for its check and one that is delivered: their ids, and the people of the first."""
    waiting = (await desk.submit(await office.group(client, db))).json()["id"]
    done = await desk.decreed()
    delivery = (await desk.delivery(done)).json()
    minutes = (await db.execute(text("SELECT minutes_id FROM handovers"))).scalar_one()
    case = await desk.case(waiting)
    budget = await budgeted(db, desk, UUID(str(minutes)), UUID(case["group_id"]))
    decree_id = (await desk.case(done))["decree"]["id"]
    budget |= await proposed_change(db, decree_id, desk.secretary.id) | await cared_for(db, done)
    budget |= await appealed(db, waiting) | await likened(db, waiting, desk.giver.id)
    path = f"/v1/applications/{waiting}/link"
    link = (await client.get(path, headers=desk.proposer.headers)).json()
    budget |= {"case_number": link["number"], "case_secret": link["secret"]}
    budget |= await met(db, done, desk.giver.id)
    budget |= await disputed(db, delivery["id"], desk.proposer.id)
    ids = {
        "group_id": case["group_id"], "call_id": desk.call["id"], "application_id": waiting,
        "decree_id": decree_id, "delivery_id": delivery["id"], "file_id": str(minutes),
        "delivered_id": done,
    } | budget  # fmt: skip
    return ids, [each["participant_id"] for each in case["members"]]


@pytest.fixture
async def world(client: AsyncClient, db: AsyncSession, vault: Vault) -> tuple[Place, Place]:
    """A session with a registration, a delegation, two grant cases, a complaint; and nowhere."""
    desk = await office.office(client, db, vault)
    receipt, session_id, registration_id = await registered(client, db, desk.proposer.headers)
    group = await delegated(client, db)
    grants, members = await granted(client, db, desk)
    buyer = await factories.officer(db, vault, Role.PROCUREMENT_OFFICER)
    grants |= await purchased(db, grants["delivered_id"], buyer.id)
    grants |= await financed(db, vault, grants["delivered_id"], desk.proposer.id, desk.approver.id)
    grants |= await ranked(db, grants["call_id"], grants["file_id"], desk.proposer.id)
    grants |= await sampled(db, grants["delivery_id"], desk.approver.id)
    grants |= await calendared(db, desk.proposer.id)
    grants |= await deputed(db, desk.approver.id, desk.giver.id)
    grants |= await asked_for(db, members[0], desk.proposer.id, grants["file_id"])
    subject = await factories.officer(db, vault)
    grants |= await administered(db, subject.id, desk.giver.id)
    after = await aftermath(db, UUID(session_id), UUID(registration_id), UUID(grants["file_id"]), desk.proposer.id)
    complaint = (await client.post("/v1/complaints", json=COMPLAINT, headers=factories.once())).json()
    cases = await client.get("/v1/complaint-cases", headers=desk.proposer.headers)
    ids = grants | after | {
        "session_id": session_id, "registration_id": registration_id, "participant_id": members[0],
        "number": receipt["number"], "complaint_id": cases.json()["items"][0]["id"], "ticket": complaint["number"],
        "key": "shop", "message_id": await untold(db, registration_id), "delegation": group["number"],
    }  # fmt: skip
    nowhere = {name: str(uuid4()) for name in ids} | NOWHERE
    secrets = (receipt["secret"], complaint["secret"], group["secret"])
    strangers = [str(uuid4()) for _ in members]
    return (
        Place(ids, *secrets, factories.PALEMBANG, members, desk.call["package"]),
        Place(nowhere, "x" * 32, "x" * 32, "x" * 32, "99.99", strangers, str(uuid4())),
    )


def request_for(client: AsyncClient, operation: str, where: Place, headers: dict[str, str]) -> Request:
    """The operation asked with what it needs: every secret, a fresh key, its body or file."""
    method, _, path = operation.partition(" ")
    body = BODIES.get(operation)
    secret = where.delegation_secret if "delegations" in path else where.secret
    extra = {"If-Match": '"1"', "Receipt-Secret": secret, "Complaint-Secret": where.ticket_secret}
    extra["Case-Secret"] = where.ids["case_secret"]
    extra |= factories.once() | headers
    content: dict[str, Any] = {"json": body(where)} if body else {}
    if operation in UPLOADS:
        data = {"birth_date": "1988-09-04", "day_id": where.ids["paper_id"], "kind": "deed", "used_rupiah": 1000}
        data |= {"ground": "consent", "letter_number": "S-1"}
        data |= {"return_number": "RTR-1", "returned_on": "2026-11-25", "reason": "Uji"}
        data |= {"amount_rupiah": 1, "received_on": "2026-11-25", "bank_reference": "STS-1"}
        content = {"files": {UPLOADS[operation]: ("x", PHOTO)}, "data": data}
    if query := QUERIES.get(operation):
        content["params"] = query(where)
    return client.build_request(method, where.fill(path), headers=extra, **content)


async def ask(client: AsyncClient, connection: AsyncConnection, operation: str, where: Place, headers: dict) -> int:
    """One request whose effects are undone."""
    undo = await connection.begin_nested()
    answer = await client.send(request_for(client, operation, where, headers))
    if undo.is_active:
        await undo.rollback()
    return answer.status_code


# One world serves many operations, since each request is undone; several, so that workers share them.
SHARES = 12


@pytest.mark.parametrize("share", range(SHARES))
async def test_the_table_tells_what_the_api_does(
    client: AsyncClient,
    app: FastAPI,
    db: AsyncSession,
    connection: AsyncConnection,
    vault: Vault,
    world: tuple[Place, Place],
    share: int,
) -> None:
    here, nowhere = world
    writing = os.environ.get("BIMTEK_AUTHZ")
    asked_for = [each for each in operations() if writing != "new" or each not in KNOWN]
    found: dict[str, dict[str, list[int]]] = {operation: {} for operation in asked_for[share::SHARES]}
    for actor in ACTORS if found else ():
        own = await headers_of(db, vault, actor, factories.PALEMBANG)
        sibling = await headers_of(db, vault, actor, factories.BANYUASIN)
        await db.commit()
        asked = ((here, own), (here, sibling), (nowhere, own))
        for operation, answers in found.items():
            answers[actor] = [await ask(client, connection, operation, where, headers) for where, headers in asked]
    if writing and found:
        TABLE.update(found)
        table = yaml.safe_dump(dict(sorted(TABLE.items())), default_flow_style=None, sort_keys=False, width=120)
        FILE.write_text(HEAD + table)
    assert found == {operation: TABLE.get(operation) for operation in found}


def test_the_table_has_no_row_for_what_is_gone() -> None:
    assert set(TABLE) == set(operations())


HEAD = """# Who may do what: operation > actor > status for [own district, sibling's officer, nonexistent].
# The thing asked about is Kota Palembang's. The actor is of the same district, or of Kabupaten Banyuasin; the
# programme officer and the administrator are of the whole country.
# Out of scope must equal nonexistent. Read every line you change.
"""
