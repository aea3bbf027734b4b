"""An officer's national id rests on two words: hers, and an administrator's who read it on her paper."""

from datetime import date
from typing import Any
from uuid import UUID

from httpx import ASGITransport, AsyncClient
from sqlalchemy import text

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from bimtek_api.main import create_app
from tests import factories
from tests.api.access.admins import Admins
from tests.api.access.test_assignments import NEW, NIK, activated, code_of
from tests.api.grants.office import refused_by_the_database, step_up
from tests.conftest import settings_for

OTHER = factories.nik(18, born=date(1985, 3, 4))
FOUND = text("SELECT person_id FROM officers WHERE email = 'baru@uji.id'")
UNREAD = "DELETE FROM officer_papers WHERE officer_id = '{}'"
KEPT = text("SELECT nik_index FROM officer_papers WHERE read_by IS NOT NULL")
DUTY = (
    "INSERT INTO case_duties (case_id, person_id, duty_group, declared_free) VALUES (uuidv7(), :person, 'desk', true)"
)
READ = "INSERT INTO officer_papers (officer_id, nik_index, read_by) VALUES (:person, 'x', :reader)"


async def waits(admins: Admins, who: factories.TestOfficer) -> list[str]:
    """Whose paper should be read by an administrator."""
    items = (await admins.client.get("/v1/inbox", headers=who.headers)).json()["items"]
    return [each["subject_id"] for each in items if each["kind"] == "officers_to_confirm"]


async def seen(admins: Admins, officer_id: UUID) -> dict[str, Any]:
    return (await admins.client.get(f"/v1/officers/{officer_id}", headers=admins.second.headers)).json()


async def invited(admins: Admins) -> tuple[UUID, str]:
    answer = await admins.post("/officers", NEW)
    assert answer.status_code == 201, answer.text
    return (await admins.db.execute(FOUND)).scalar_one(), answer.json()["token"]


async def test_whoever_invites_writes_the_number_from_the_paper_and_it_is_kept_as_a_hash(admins: Admins) -> None:
    """integrity.md 1: an officer's NIK rested on her own word at enrolment."""
    without = await admins.post("/officers", {name: value for name, value in NEW.items() if name != "nik"})
    assert [each["pointer"] for each in without.json()["errors"]] == ["/nik"]
    officer_id, token = await invited(admins)
    assert (await admins.db.execute(KEPT)).scalar_one() == admins.vault.blind_index(NIK["nik"])
    assert (await seen(admins, officer_id))["paper"] == "waiting"
    assert (await activated(admins.client, token)).status_code == 201
    shown = await seen(admins, officer_id)
    assert (shown["paper"], shown["nik_last4"]) == ("agrees", NIK["nik"][-4:])
    assert NIK["nik"] not in str(shown)
    assert await waits(admins, admins.second) == []


async def test_another_number_than_on_the_paper_stops_her_and_waits_for_the_other_administrator(
    own: Database, private_database: str, vault: Vault
) -> None:
    async with own.transaction() as db:
        both = [await factories.officer(db, vault, Role.ADMINISTRATOR, None) for _ in range(2)]
        for each in both:
            await step_up(db, each)
    transport = ASGITransport(create_app(settings_for(private_database), own))
    async with AsyncClient(transport=transport, base_url="http://api") as client, own.transaction() as db:
        await contradicted(Admins(client, db, vault, *both))


async def contradicted(admins: Admins) -> None:
    """Her own number is refused for good only after the request: in a database of its own."""
    officer_id, token = await invited(admins)
    refused = await activated(admins.client, token, nik=OTHER)
    assert [(each["pointer"], each["code"]) for each in refused.json()["errors"]] == [("/nik", "nik_paper")]
    assert OTHER not in refused.text
    assert (await waits(admins, admins.first), await waits(admins, admins.second)) == ([], [str(officer_id)])
    path = f"/officers/{officer_id}/paper-readings"
    assert code_of(await admins.post(path, {"nik": OTHER})) == (409, "paper_read_by_you")
    assert (await admins.post(path, {"nik": OTHER}, admins.second)).json()["paper"] == "waiting"
    assert await waits(admins, admins.second) == []
    assert (await activated(admins.client, token, nik=OTHER)).status_code == 201
    assert (await seen(admins, officer_id))["paper"] == "agrees"


async def test_officers_from_before_wait_until_another_one_has_read_their_paper(admins: Admins) -> None:
    """Their number is on file by their own word: listed, and confirmed by somebody else than they."""
    await factories.by_hand(admins.db, UNREAD.format(admins.second.id))
    assert (await waits(admins, admins.first), await waits(admins, admins.second)) == ([str(admins.second.id)], [])
    path = f"/officers/{admins.second.id}/paper-readings"
    assert code_of(await admins.post(path, NIK, admins.second)) == (409, "not_for_yourself")
    own = factories.nik(19, born=date(1979, 5, 6))
    wrong = await admins.post(path, {"nik": own})
    assert (wrong.status_code, wrong.json()["paper"], wrong.json()["paper_mine"]) == (200, "differs", True)
    assert await waits(admins, admins.first) == [], "she has read it; another one looks"
    third = await factories.officer(admins.db, admins.vault, Role.ADMINISTRATOR, None)
    await step_up(admins.db, third)
    assert await waits(admins, third) == [str(admins.second.id)]
    assert (await admins.post(path, {"nik": own}, third)).json()["paper"] == "differs"
    assert await waits(admins, admins.first) == [], "two read the same: it is certain, and stays on her page"


async def test_whose_paper_says_another_number_takes_no_duty_whatever_the_connection(admins: Admins) -> None:
    clerk = await factories.officer(admins.db, admins.vault, Role.DESK_VERIFIER)
    assert (await admins.post(f"/officers/{clerk.id}/paper-readings", {"nik": OTHER})).json()["paper"] == "differs"
    assert "another number" in await refused_by_the_database(admins.db, DUTY, person=clerk.id)
    again = await refused_by_the_database(admins.db, READ, person=clerk.id, reader=admins.first.id)
    herself = await refused_by_the_database(admins.db, READ, person=clerk.id, reader=clerk.id)
    nobody = await refused_by_the_database(admins.db, READ, person=clerk.id, reader=None)
    assert ["read by another" in again, "officer_papers_another" in herself, "somebody reads" in nobody] == [True] * 3
    rewritten = await refused_by_the_database(admins.db, "UPDATE officer_papers SET nik_index = 'x'")
    assert "permission denied" in rewritten
