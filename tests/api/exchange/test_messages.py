"""E-mail through the outbox: who gets what, what a refusal touches, and who must be told by hand (C84)."""

from urllib.parse import unquote

from httpx import AsyncClient
from sqlalchemy import text

from bimtek_api import worker
from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from bimtek_api.main import create_app
from bimtek_api.settings import Settings
from tests import factories
from tests.api.exchange.mailbox import Mailbox
from tests.conftest import settings_for


async def work(settings: Settings, own: Database) -> None:
    """Everything in the queue that is due, done by the real worker; what waits for another job comes next."""
    queue = worker.build(settings, own)
    async with queue.open_async():
        for _ in range(3):
            await queue.run_worker_async(wait=False, install_signal_handlers=False, listen_notify=False)


async def overtake(own: Database) -> None:
    """Retries are due now."""
    async with own.transaction() as db:
        await db.execute(text("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'"))


async def opened(own: Database, vault: Vault, **changes: object) -> tuple[str, factories.TestOfficer]:
    async with own.transaction() as db:
        session = await factories.session(db, **changes)
        return str(session.id), await factories.officer(db, vault)


async def enter(office: AsyncClient, session_id: str, email: str | None, **headers: str) -> dict:
    answer = await factories.register(office, factories.registration(session_id, email=email), **headers)
    assert answer.status_code == 201
    return answer.json()


async def accept_all(office: AsyncClient, who: factories.TestOfficer, session_id: str) -> None:
    page = await office.get("/v1/registrations", params={"session": session_id}, headers=who.headers)
    items = [{"id": each["id"], "version": each["version"]} for each in page.json()["items"]]
    body = {"action": "accept", "reason": "Sudah diperiksa", "items": items}
    answer = await office.post("/v1/registrations/transitions", json=body, headers=who.headers)
    assert all(each["outcome"] == "done" for each in answer.json()["results"])


async def messages(office: AsyncClient, who: factories.TestOfficer, **asked: object) -> list[dict]:
    return (await office.get("/v1/messages", params=asked, headers=who.headers)).json()["items"]


async def test_a_registration_is_told_in_the_persons_language_with_the_way_back(
    office: AsyncClient, mailing: Settings, own: Database, vault: Vault, mailbox: Mailbox
) -> None:
    session_id, _ = await opened(own, vault)
    siti = await enter(office, session_id, "siti@uji.id")
    await enter(office, session_id, "ann@uji.id", **{"Accept-Language": "en"})
    await work(mailing, own)
    mail = mailbox.to("siti@uji.id")[0]
    assert mail["Subject"].startswith("Pendaftaran Anda kami terima: Konfeksi")
    link = f"https://bimtek.example/pendaftaran/{siti['number']}/{siti['secret']}"
    assert link in mail.get_content()
    assert "tidak dipungut biaya" in mail.get_content()
    english = mailbox.to("ann@uji.id")[0]
    assert english["Subject"].startswith("We have received your registration")
    assert "Dear " in english.get_content()


async def test_one_refused_address_touches_only_itself(
    office: AsyncClient, mailing: Settings, own: Database, vault: Vault, mailbox: Mailbox
) -> None:
    session_id, officer = await opened(own, vault)
    for name in ("satu", "dua", "tiga"):
        await enter(office, session_id, f"{name}@uji.id")
    await work(mailing, own)
    mailbox.taken.clear()
    mailbox.replies["dua@uji.id"] = ["550 no such user"]
    await accept_all(office, officer, session_id)
    await work(mailing, own)
    assert [len(mailbox.to(f"{name}@uji.id")) for name in ("satu", "dua", "tiga")] == [1, 0, 1]
    untold = await messages(office, officer, untold=True)
    assert [(each["kind"], each["status"], each["error"]) for each in untold] == [("accepted", "undelivered", "550")]
    chat = unquote(untold[0]["whatsapp"])
    assert chat.startswith("https://wa.me/62812")
    assert "Anda diterima di Konfeksi" in chat
    assert "/pendaftaran/" not in chat, "the officer must not hold the way into somebody's receipt"
    told = await office.post(f"/v1/messages/{untold[0]['id']}/tellings", headers=officer.headers)
    assert told.status_code == 204
    assert await messages(office, officer, untold=True) == []
    again = await office.post(f"/v1/messages/{untold[0]['id']}/tellings", headers=officer.headers)
    assert again.json()["code"] == "told_already"


async def test_a_refusal_for_now_is_tried_again_and_arrives_once(
    office: AsyncClient, mailing: Settings, own: Database, vault: Vault, mailbox: Mailbox
) -> None:
    session_id, officer = await opened(own, vault)
    mailbox.replies["nanti@uji.id"] = ["451 mailbox busy"]
    await enter(office, session_id, "nanti@uji.id")
    await work(mailing, own)
    waiting = (await messages(office, officer))[0]
    assert (waiting["status"], waiting["attempts"], waiting["error"]) == ("queued", 1, "451")
    await overtake(own)
    await work(mailing, own)
    sent = (await messages(office, officer))[0]
    assert (sent["status"], sent["attempts"], sent["error"]) == ("sent", 2, None)
    notifier = create_app(mailing, own).state.notifier
    await notifier.deliver(own, sent["id"])
    assert len(mailbox.to("nanti@uji.id")) == 1


async def test_an_event_delivered_twice_tells_once(
    office: AsyncClient, mailing: Settings, own: Database, vault: Vault, mailbox: Mailbox
) -> None:
    session_id, _ = await opened(own, vault)
    await enter(office, session_id, "sekali@uji.id")
    await work(mailing, own)
    async with own.transaction() as db:
        query = "SELECT id FROM events WHERE name = 'registration.submitted'"
        event_id = (await db.execute(text(query))).scalar_one()
    listening = worker.listeners(create_app(mailing, own).state.notifier)
    await worker.deliver(own, listening, event_id)
    await work(mailing, own)
    assert len(mailbox.to("sekali@uji.id")) == 1


async def test_a_server_that_is_down_delays_the_mail_not_the_decision(
    office: AsyncClient, own: Database, vault: Vault, private_database: str
) -> None:
    away = settings_for(private_database, mail_url="smtp://127.0.0.1:9?tls=none")
    session_id, officer = await opened(own, vault)
    receipt = await enter(office, session_id, "mati@uji.id")
    await accept_all(office, officer, session_id)
    await work(away, own)
    assert {each["status"] for each in await messages(office, officer)} == {"queued"}
    shown = await office.get(f"/v1/receipts/{receipt['number']}", headers={"Receipt-Secret": receipt["secret"]})
    assert shown.json()["status"] == "confirmed"


async def test_whoever_has_no_address_is_told_by_an_officer_of_the_district(
    office: AsyncClient, mailing: Settings, own: Database, vault: Vault
) -> None:
    session_id, officer = await opened(own, vault)
    async with own.transaction() as db:
        stranger = await factories.officer(db, vault, region=factories.BANYUASIN)
    await enter(office, session_id, None)
    await work(mailing, own)
    assert await messages(office, officer) == [], "the page has told her already"
    await accept_all(office, officer, session_id)
    await work(mailing, own)
    waiting = await messages(office, officer, untold=True)
    assert [(each["kind"], each["channel"], each["status"]) for each in waiting] == [
        ("accepted", "person", "to_tell")
    ]
    assert await messages(office, stranger) == []
    refused = await office.post(f"/v1/messages/{waiting[0]['id']}/tellings", headers=stranger.headers)
    assert refused.status_code == 404


async def test_postponing_tells_everybody_who_still_means_to_come(
    office: AsyncClient, mailing: Settings, own: Database, vault: Vault, mailbox: Mailbox
) -> None:
    session_id, officer = await opened(own, vault, size=1)
    for name in ("duduk", "antre"):
        await enter(office, session_id, f"{name}@uji.id")
    version = (await office.get(f"/v1/sessions/{session_id}")).headers["etag"]
    body = {"action": "postpone", "reason": "Balai kebanjiran."}
    path = f"/v1/sessions/{session_id}/transitions"
    moved = await office.post(path, json=body, headers=officer.headers | {"If-Match": version})
    assert moved.status_code == 200
    await work(mailing, own)
    for name in ("duduk", "antre"):
        told = [mail for mail in mailbox.to(f"{name}@uji.id") if mail["Subject"].startswith("Sesi ditunda")]
        assert len(told) == 1
        assert "Balai kebanjiran." in told[0].get_content()
