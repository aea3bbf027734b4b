"""inputs.md 5, case 55: told, and told enough to act on: who is withdrawn, who complains, whose plan moves."""

from datetime import timedelta
from uuid import UUID

from httpx import AsyncClient
from sqlalchemy import text

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from bimtek_api.exchange.notifications import reminders
from bimtek_api.sessions.planning.schedule.models import TrainingSession
from bimtek_api.settings import Settings
from tests import factories
from tests.api.complaints.test_complaints import complaint, move
from tests.api.exchange.mailbox import Mailbox
from tests.api.exchange.test_messages import enter, messages, opened, work
from tests.api.grants import office as grants
from tests.api.sessions.planning.test_planning import change, plan
from tests.conftest import writing

SITI = "siti@uji.id"


def last(mailbox: Mailbox, address: str = SITI) -> tuple[str, str]:
    mail = mailbox.to(address)[-1]
    return mail["Subject"], mail.get_content()


async def test_whoever_is_withdrawn_by_the_office_hears_why(
    office: AsyncClient, mailing: Settings, own: Database, vault: Vault, mailbox: Mailbox
) -> None:
    session_id, officer = await opened(own, vault)
    await enter(office, session_id, SITI)
    row = (await office.get("/v1/registrations", params={"session": session_id}, headers=officer.headers)).json()
    items = [{"id": each["id"], "version": each["version"]} for each in row["items"]]
    body = {"action": "withdraw", "reason": "Diminta lewat telepon", "items": items}
    await office.post("/v1/registrations/transitions", json=body, headers=officer.headers)
    await work(mailing, own)
    subject, words = last(mailbox)
    assert subject.startswith("Pendaftaran dibatalkan")
    assert "Alasan: Diminta lewat telepon." in words


async def test_a_plan_that_moves_says_what_from_what_with_hours_zone_street_and_map(
    office: AsyncClient, mailing: Settings, own: Database, vault: Vault, mailbox: Mailbox
) -> None:
    session_id, officer = await opened(own, vault, moderated=False)
    await enter(office, session_id, SITI)
    await work(mailing, own)
    contact = {"name": "Dinas Perindustrian Palembang", "address": "Jalan Merdeka 6", "phone": "0711 352 282",
               "hours": "Senin–Jumat 08.00–15.00"}  # fmt: skip
    kept = await office.put("/v1/offices/16.71/contact", json=contact, headers=officer.headers | {"If-Match": '"0"'})
    assert kept.json()["version"] == 1
    async with own.transaction() as db:
        session = await db.get_one(TrainingSession, UUID(session_id))
    body = plan(session, venue="Balai Baru", map_url="https://peta.example/balai")
    body["days"] = [day | {"starts_at": "13:30"} for day in body["days"]]
    moved = await change(office, officer, session_id, body)
    assert moved.status_code == 200, moved.text
    await work(mailing, own)
    subject, words = last(mailbox)
    assert subject.startswith("Jadwal atau tempat berubah")
    assert "→ Balai Baru" in words
    assert "pukul 08.00–" in words
    assert "pukul 13.30–" in words
    assert "WIB" in words
    assert "Peta: https://peta.example/balai" in words
    assert "Bertanya: Dinas Perindustrian Palembang, Jalan Merdeka 6" in words


async def test_a_complainant_is_told_each_step_and_nothing_of_it_is_in_the_mail(
    office: AsyncClient, mailing: Settings, own: Database, vault: Vault, mailbox: Mailbox
) -> None:
    async with own.transaction() as db:
        officer = await factories.officer(db, vault, Role.COMPLAINT_OFFICER)
        neighbour = await factories.officer(db, vault)
    filed = complaint(category="asked_for_money", contact=SITI, name="Siti")
    english = factories.once() | {"Accept-Language": "en"}
    made = (await office.post("/v1/complaints", json=filed, headers=english)).json()
    await work(mailing, own)
    subject, words = last(mailbox)
    assert subject == f"We have received complaint {made['number']}"
    assert f"https://bimtek.example/pengaduan/{made['number']}/{made['secret']}" in words
    row = (await office.get("/v1/complaint-cases", headers=officer.headers)).json()["items"][0]
    await move(office, officer, row, "take")
    answer = {"answer": "Petugas itu sudah ditegur keras.", "outcome": "upheld"}
    done = await move(office, officer, row | {"version": 2}, "resolve", **answer)
    assert done.status_code == 200, done.text
    await work(mailing, own)
    subject, words = last(mailbox)
    assert subject == f"Complaint {made['number']} is answered"
    assert "ditegur" not in words
    assert filed["text"] not in words
    assert await messages(office, neighbour) == [], "the office it is about reads nothing of it"
    assert {each["kind"] for each in await messages(office, officer)} == {"complaint_received", "complaint_answered"}


async def test_a_complainant_with_a_telephone_is_told_by_the_officer_who_may_read_it(
    office: AsyncClient, mailing: Settings, own: Database, vault: Vault
) -> None:
    async with own.transaction() as db:
        officer = await factories.officer(db, vault, Role.COMPLAINT_OFFICER)
    filed = complaint(category="officer_conduct", contact="0812-3456-7890")
    made = (await office.post("/v1/complaints", json=filed, headers=factories.once())).json()
    await office.post("/v1/complaints", json=complaint(), headers=factories.once())
    await work(mailing, own)
    waiting = await messages(office, officer, untold=True)
    assert [(each["number"], each["phone"]) for each in waiting] == [(made["number"], "+6281234567890")]
    assert made["secret"] not in waiting[0]["whatsapp"]


async def test_groups_are_reminded_once_of_each_day(own: Database, vault: Vault, office: AsyncClient) -> None:
    """C26, C41, C61: before a call closes, before a report is due, when it is overdue."""
    async with writing(own, office) as db:
        desk = await grants.office(office, db, vault)
    await desk.submit(draft=True)
    async with own.transaction() as db:
        await factories.by_hand(db, "UPDATE calls SET closes_at = bimtek_now() + interval '30 hours'")
    told = []
    for _ in range(2):
        async with own.transaction() as db:
            noon = f"{(await grants.clock.now(db)).date() + timedelta(days=1)}T03:00:00Z"
            await db.execute(text("SELECT set_config('bimtek.test_now', :noon, true)"), {"noon": noon})
            told.append(await reminders.remind(db))
            names = (await db.execute(text("SELECT name FROM events WHERE name LIKE '%closing'"))).scalars().all()
    assert (told, list(names)) == ([1, 0], ["application.call_closing"])
