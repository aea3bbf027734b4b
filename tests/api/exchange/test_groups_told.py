"""inputs.md 5: the chair of a group hears of every step of its case, by mail or through an officer (C34, C84)."""

from urllib.parse import unquote

import pytest
from httpx import AsyncClient
from sqlalchemy import text

from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from bimtek_api.settings import Settings
from tests import factories
from tests.api.exchange.mailbox import Mailbox
from tests.api.exchange.test_messages import messages, work
from tests.api.grants import office as grants
from tests.conftest import writing

ADDRESS = "ketua@uji.id"
CHAIR = "person_id IN (SELECT person_id FROM group_members WHERE role = 'chair')"


@pytest.fixture
async def desk(office: AsyncClient, own: Database, vault: Vault) -> grants.Office:
    async with writing(own, office) as db:
        made = await grants.office(office, db, vault)
    return made


async def gives_address(own: Database, address: str | None) -> None:
    async with own.transaction() as db:
        given = f"'{address}'" if address else "NULL"
        await factories.by_hand(db, f"UPDATE participants SET email = {given} WHERE {CHAIR}")


def subjects(mailbox: Mailbox) -> list[str]:
    return [mail["Subject"] for mail in mailbox.to(ADDRESS)]


def last(mailbox: Mailbox) -> str:
    return mailbox.to(ADDRESS)[-1].get_content()


async def test_a_chair_is_told_each_step_from_the_papers_to_the_minutes(
    desk: grants.Office, mailing: Settings, own: Database, mailbox: Mailbox
) -> None:
    await gives_address(own, ADDRESS)
    case_id = (await desk.submit()).json()["id"]
    await work(mailing, own)
    number = (await desk.case(case_id))["number"]
    assert subjects(mailbox) == ["Permohonan bantuan kami terima"]
    assert f"Nomor permohonan: {number}" in last(mailbox)
    assert f"https://bimtek.example/bantuan/{number}/" in last(mailbox)
    await desk.check(case_id)
    await desk.vote(case_id)
    made = await desk.decree(case_id)
    assert made.status_code == 201, made.text
    await work(mailing, own)
    assert subjects(mailbox)[1:] == ["Berkas lengkap", "Permohonan disetujui", "Bantuan ditetapkan dalam SK"]
    assert made.json()["number"] in last(mailbox)
    done = await desk.delivery(case_id)
    assert done.status_code == 201, done.text
    await work(mailing, own)
    assert subjects(mailbox)[4:] == ["Bantuan diserahterimakan"]
    assert done.json()["number"] in last(mailbox)
    assert "tidak dipungut biaya" in last(mailbox)


async def test_a_case_sent_back_says_what_to_bring_and_until_when(
    desk: grants.Office, mailing: Settings, own: Database, mailbox: Mailbox
) -> None:
    await gives_address(own, ADDRESS)
    case_id = (await desk.submit()).json()["id"]
    await work(mailing, own)
    note = "Daftar anggota belum ditandatangani, NIK 1671010101010001"
    sent = await desk.check(case_id, action="return", members=True, note=note)
    assert sent.status_code == 201, sent.text
    await work(mailing, own)
    assert subjects(mailbox)[-1] == "Berkas harus diperbaiki"
    words = " ".join(last(mailbox).split())
    assert "Yang harus diperbaiki: Susunan anggota." in words
    assert "paling lambat" in words
    assert "1671010101010001" not in words, "no number of a person leaves"


async def test_a_group_without_an_address_stands_on_the_officers_list_with_a_text_ready(
    desk: grants.Office, office: AsyncClient, mailing: Settings, own: Database, mailbox: Mailbox
) -> None:
    await gives_address(own, None)
    case_id = (await desk.submit()).json()["id"]
    await work(mailing, own)
    assert mailbox.taken == []
    line = (await messages(office, desk.proposer, untold=True))[0]
    assert (line["kind"], line["status"], line["application_id"]) == ("case_received", "to_tell", case_id)
    ready = unquote(line["whatsapp"])
    assert ready.startswith("https://wa.me/62")
    assert "kami terima" in ready
    assert "/bantuan/" not in ready, "the officer's own text opens nobody's page"
    told = await office.post(f"/v1/messages/{line['id']}/tellings", headers=desk.proposer.headers)
    assert told.status_code == 204
    assert await messages(office, desk.proposer, untold=True) == []


async def test_a_chair_who_registered_in_english_reads_english(
    desk: grants.Office, mailing: Settings, own: Database, mailbox: Mailbox
) -> None:
    """C85: the language she last chose."""
    await gives_address(own, ADDRESS)
    async with own.transaction() as db:
        await factories.by_hand(db, f"UPDATE registrations SET language = 'en' WHERE {CHAIR}")
    await desk.submit()
    await work(mailing, own)
    assert subjects(mailbox) == ["We have received your application"]
    assert "This aid costs nothing" in last(mailbox)


async def test_whoever_changes_the_plan_of_a_day_tells_the_group(
    desk: grants.Office, office: AsyncClient, mailing: Settings, own: Database, mailbox: Mailbox
) -> None:
    """The day of the handover with hour, zone, place and what to bring; called off with a reason."""
    await gives_address(own, ADDRESS)
    case_id = await desk.decreed()
    path = f"/v1/applications/{case_id}/appointments"
    early = {"kind": "visit", "starts_at": "2099-01-05T02:00:00Z", "place": "Bengkel"}
    refused = await desk.post(path, early, desk.verifier)
    assert refused.json()["code"] == "nothing_to_meet_for"
    day = {"kind": "handover", "starts_at": "2099-01-05T02:00:00Z", "place": "Gudang dinas, Jalan Merdeka 1"}
    assert (await desk.post(path, day | {"starts_at": "2020-01-05T02:00:00Z"}, desk.giver)).status_code == 422
    await work(mailing, own)
    made = await desk.post(path, day | {"bring": "KTP dan stempel"}, desk.giver)
    assert made.status_code == 201, made.text
    await work(mailing, own)
    words = " ".join(last(mailbox).split())
    assert "5 Januari 2099, 09.00 WIB, di Gudang dinas, Jalan Merdeka 1" in words
    assert "Bawa: KTP dan stempel." in words
    appointment = made.json()["items"][0]["id"]
    gone = await desk.post(f"/v1/appointments/{appointment}/cancellation", {"reason": "Gudang banjir"}, desk.giver)
    assert gone.json()["items"] == []
    await work(mailing, own)
    assert subjects(mailbox)[-1] == "Janji temu dibatalkan"
    assert "Gudang banjir." in last(mailbox)
    assert (await office.get(path, headers=desk.secretary.headers)).json()["kinds"] == []


async def test_a_message_that_cannot_be_composed_holds_no_other(
    desk: grants.Office, office: AsyncClient, mailing: Settings, own: Database, mailbox: Mailbox
) -> None:
    """inputs.md 3: undelivered at once, with the reason; mended, it is sent again from the page."""
    await gives_address(own, "a b@@uji")
    case_id = (await desk.submit()).json()["id"]
    await work(mailing, own)
    line = (await messages(office, desk.proposer, untold=True))[0]
    assert (line["status"], line["error"], line["attempts"]) == ("undelivered", "not_composed", 1)
    await gives_address(own, ADDRESS)
    await desk.check(case_id)
    await work(mailing, own)
    assert subjects(mailbox) == ["Berkas lengkap"], "the next one went"
    stranger = await office.post(f"/v1/messages/{line['id']}/retries", headers=desk.secretary.headers)
    assert stranger.status_code == 404
    again = await office.post(f"/v1/messages/{line['id']}/retries", headers=desk.proposer.headers)
    assert again.status_code == 204
    await work(mailing, own)
    assert subjects(mailbox) == ["Berkas lengkap", "Permohonan bantuan kami terima"]
    twice = await office.post(f"/v1/messages/{line['id']}/retries", headers=desk.proposer.headers)
    assert twice.json()["code"] == "not_undelivered"


async def test_messages_of_a_case_name_no_officer_and_no_other_member(
    desk: grants.Office, mailing: Settings, own: Database, mailbox: Mailbox
) -> None:
    await gives_address(own, ADDRESS)
    await desk.decreed()
    await work(mailing, own)
    async with own.transaction() as db:
        others = f"SELECT name FROM participants WHERE NOT {CHAIR} UNION SELECT name FROM officers"
        names = list((await db.execute(text(others))).scalars())
    for mail in mailbox.to(ADDRESS):
        assert [name for name in names if name in mail.get_content()] == []
