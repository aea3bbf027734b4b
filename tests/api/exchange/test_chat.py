"""C84: people without e-mail are told through a gateway; what a programme adds to its messages."""

from collections.abc import AsyncIterator, Iterator

import pytest
from httpx import ASGITransport, AsyncClient

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from bimtek_api.main import create_app
from bimtek_api.settings import Settings
from tests import factories
from tests.api.exchange.gateway import Gateway, listening
from tests.api.exchange.mailbox import Mailbox
from tests.api.exchange.test_messages import accept_all, enter, messages, opened, overtake, work
from tests.conftest import settings_for
from tests.keys import HOOKS


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    with listening() as opened:
        yield opened


@pytest.fixture
def chatting(private_database: str, mailbox: Mailbox, gateway: Gateway) -> Settings:
    return settings_for(
        private_database, mail_url=mailbox.url, chat_url=gateway.url, web_url="https://bimtek.example"
    )


@pytest.fixture
async def desk(chatting: Settings, own: Database) -> AsyncIterator[AsyncClient]:
    transport = ASGITransport(create_app(chatting, own))
    async with AsyncClient(transport=transport, base_url="http://api", event_hooks=HOOKS) as opened:
        yield opened


def own_name(settings: Settings) -> str:
    return settings.database_url.get_secret_value().rsplit("/", 1)[1]


async def test_without_email_the_phone_is_told_and_nothing_opens_by_it(
    desk: AsyncClient, chatting: Settings, own: Database, vault: Vault, gateway: Gateway, mailbox: Mailbox
) -> None:
    session_id, officer = await opened(own, vault)
    receipt = await enter(desk, session_id, None)
    await enter(desk, session_id, "siti@uji.id")
    await accept_all(desk, officer, session_id)
    await work(chatting, own)
    (told,) = gateway.taken
    assert told["to"].startswith("+62")
    assert "Anda diterima di" in told["text"]
    assert receipt["secret"] not in told["text"], "a number may have passed to somebody else"
    assert gateway.asked[0]["Authorization"] == "Bearer rahasia"
    assert any(mail["Subject"].startswith("Pendaftaran disetujui") for mail in mailbox.to("siti@uji.id"))
    found = {each["channel"]: each["status"] for each in await messages(desk, officer)}
    assert found == {"chat": "sent", "email": "sent"}


async def test_a_gateway_that_cannot_now_is_asked_again_with_the_same_id(
    desk: AsyncClient, chatting: Settings, own: Database, vault: Vault, gateway: Gateway
) -> None:
    session_id, officer = await opened(own, vault)
    await enter(desk, session_id, None)
    await accept_all(desk, officer, session_id)
    gateway.answers = [503, 429]
    for _ in range(3):
        await work(chatting, own)
        await overtake(own)
    assert len(gateway.taken) == 1
    assert {each["Idempotency-Key"] for each in gateway.asked} == {gateway.taken[0]["id"]}
    (sent,) = await messages(desk, officer)
    assert (sent["status"], sent["attempts"]) == ("sent", 3)


async def test_a_number_the_gateway_refuses_is_told_by_a_person(
    desk: AsyncClient, chatting: Settings, own: Database, vault: Vault, gateway: Gateway
) -> None:
    session_id, officer = await opened(own, vault)
    await enter(desk, session_id, None)
    await accept_all(desk, officer, session_id)
    gateway.answers = [404]
    await work(chatting, own)
    (left,) = await messages(desk, officer, untold="true")
    assert (left["status"], left["error"], left["channel"]) == ("undelivered", "404", "chat")
    assert left["whatsapp"].startswith("https://wa.me/62")


async def test_a_way_given_up_leaves_its_messages_to_people(
    desk: AsyncClient, chatting: Settings, own: Database, vault: Vault, gateway: Gateway
) -> None:
    session_id, officer = await opened(own, vault)
    await enter(desk, session_id, None)
    await accept_all(desk, officer, session_id)
    gateway.answers = [503]
    await work(chatting, own)
    await overtake(own)
    await work(settings_for(own_name(chatting)), own)
    (left,) = await messages(desk, officer, untold="true")
    assert (left["status"], left["error"]) == ("undelivered", "503")


async def test_a_programme_speaks_in_its_own_messages(
    desk: AsyncClient, chatting: Settings, own: Database, vault: Vault, mailbox: Mailbox, gateway: Gateway
) -> None:
    async with own.transaction() as db:
        planner = await factories.officer(db, vault, Role.PROGRAMME_OFFICER, None)
    new = {"code": "IKM/2026", "name": "Sandang", "funding_source": "APBN", "fiscal_year": 2026}
    headers = planner.headers | factories.once()
    programme = (await desk.post("/v1/programmes", json=new, headers=headers)).json()
    words = [
        {"kind": "all", "text": "Pertanyaan: hubungi Balai.", "english": "Questions: call the institute."},
        {"kind": "accepted", "text": "Bawa gunting kain sendiri."},
    ]
    path = f"/v1/programmes/{programme['id']}/texts"
    kept = await desk.put(path, json={"items": words}, headers=planner.headers)
    assert [each["kind"] for each in kept.json()["items"]] == ["all", "accepted"]
    session_id, officer = await opened(own, vault, programme_id=programme["id"])
    await enter(desk, session_id, "siti@uji.id")
    await enter(desk, session_id, "ann@uji.id", **{"Accept-Language": "en"})
    await accept_all(desk, officer, session_id)
    await work(chatting, own)
    mails = sorted(mailbox.to("siti@uji.id"), key=lambda mail: "disetujui" in mail["Subject"])
    received, accepted = [mail.get_content() for mail in mails]
    assert ("hubungi Balai" in received, "gunting" in received) == (True, False)
    assert accepted.index("hubungi Balai") < accepted.index("gunting kain")
    english = [mail.get_content() for mail in mailbox.to("ann@uji.id")]
    assert all("call the institute" in each for each in english)
    assert any("gunting kain" in each for each in english), "Indonesian where there is no English"
    other_id, _ = await opened(own, vault)
    await enter(desk, other_id, "lain@uji.id")
    await work(chatting, own)
    assert "hubungi Balai" not in mailbox.to("lain@uji.id")[0].get_content()


async def test_only_the_whole_countrys_planner_words_a_programme(client: AsyncClient, db, vault: Vault) -> None:
    province = await factories.officer(db, vault, Role.PROGRAMME_OFFICER, "16")
    new = {"code": "IKM/2026", "name": "Sandang", "funding_source": "APBN", "fiscal_year": 2026}
    refused = await client.post("/v1/programmes", json=new, headers=province.headers | factories.once())
    assert refused.status_code == 403
    planner = await factories.officer(db, vault, Role.PROGRAMME_OFFICER, None)
    made = await client.post("/v1/programmes", json=new, headers=planner.headers | factories.once())
    again = await client.post("/v1/programmes", json=new, headers=planner.headers | factories.once())
    assert (made.status_code, again.json()["code"]) == (201, "programme_code_taken")
    path = f"/v1/programmes/{made.json()['id']}/texts"
    for items, code in (
        ([{"kind": "one_time_code", "text": "x"}], "no_text_here"),
        ([{"kind": "all", "text": "x"}, {"kind": "all", "text": "y"}], "kind_twice"),
        ([{"kind": "nothing", "text": "x"}], "unknown_choice"),
    ):
        wrong = await client.put(path, json={"items": items}, headers=planner.headers)
        assert (wrong.status_code, wrong.json()["errors"][0]["code"]) == (422, code), wrong.text
