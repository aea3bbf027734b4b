"""Questions strangers may ask: few of them, from wherever they say they come, and the same answer for all.

Cases 5, 20 and 43.
"""

import hmac
from typing import Any
from uuid import uuid4

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault, decode_key
from tests import factories
from tests.api.grants import office
from tests.conftest import KEYS

BORN = "1988-09-04"
# How many are answered within the window, and how each is asked with something nobody knows.
ASKED: dict[str, tuple[int, str, str, Any]] = {
    "status": (30, "POST", "/v1/receipts/lookups", {"number": "BT-XXXX-XXXX", "birth_date": BORN}),
    "code": (10, "POST", "/v1/receipts/codes", {"number": "BT-XXXX-XXXX", "birth_date": BORN}),
    "opening": (20, "POST", "/v1/receipts/openings", {"number": "BT-XXXX-XXXX", "code": "123456"}),
    "copy": (20, "POST", "/v1/receipts/copies", {"number": "BT-XXXX-XXXX", "code": "123456"}),
    "certificate": (120, "GET", "/v1/certificates/ABCDEFGHJKMN", None),
    "paper": (120, "GET", "/v1/papers/ABCDEFGHJKMN", None),
    "login": (20, "POST", "/v1/logins", {"email": "tidak@ada.id", "password": "x" * 12, "code": "123456"}),
}


async def ask(client: AsyncClient, kind: str, **headers: str) -> Response:
    _most, method, path, body = ASKED[kind]
    if kind == "status":  # of one receipt fewer guesses are answered than of one network
        body = body | {"number": f"BT-XXXX-{next(factories.numbers):04d}"}
    return await client.request(method, path, json=body, headers=headers)


def through_pages(address: str) -> dict[str, str]:
    """As our web app passes a browser's address on."""
    mark = hmac.new(decode_key(KEYS["address"]), address.encode(), "sha256").hexdigest()
    return {"Bimtek-Client": f"{address};{mark}"}


@pytest.mark.parametrize("kind", list(ASKED))
async def test_another_address_in_a_header_opens_no_new_window(client: AsyncClient, kind: str) -> None:
    most = ASKED[kind][0]
    told = [
        (await ask(client, kind, **{"X-Forwarded-For": f"198.51.100.{n}", "Bimtek-Client": f"198.51.100.{n};x"}))
        for n in range(most + 2)
    ]
    assert [each.status_code for each in told[most:]] == [429, 429]
    assert 429 not in {each.status_code for each in told[:most]}
    assert told[-1].json()["code"] == "too_many_requests"
    assert int(told[-1].headers["retry-after"]) > 0


async def test_one_household_is_one_caller_and_the_neighbour_another(client: AsyncClient) -> None:
    most = ASKED["code"][0]
    house = [
        (await ask(client, "code", **through_pages(f"2001:db8:1:2::{n:x}"))).status_code for n in range(most + 1)
    ]
    assert house == [202] * most + [429]
    assert (await ask(client, "code", **through_pages("2001:db8:1:3::1"))).status_code == 202


async def test_a_refused_question_does_no_work(client: AsyncClient, db: AsyncSession) -> None:
    session = await factories.session(db)
    made = (await factories.register(client, factories.registration(session.id, email="banyak@uji.id"))).json()
    for _ in range(ASKED["code"][0]):
        await ask(client, "code")
    body = {"number": made["number"], "birth_date": BORN}
    assert (await client.post("/v1/receipts/codes", json=body)).status_code == 429
    assert (await db.execute(text("SELECT count(*) FROM receipt_codes"))).scalar_one() == 0


async def test_a_status_page_answers_all_strangers_alike(client: AsyncClient, db: AsyncSession) -> None:
    """A number that exists with another's birth date, one that never was, one that is no number."""
    made = (await factories.register(client, factories.registration((await factories.session(db)).id))).json()
    answers = set()
    for number in (made["number"], "BT-XXXX-XXXX", "x"):
        body = {"number": number, "birth_date": "1990-01-01"}
        answer = await client.post("/v1/receipts/lookups", json=body)
        problem = answer.json()
        problem.pop("instance", None), problem.pop("request_id", None)
        answers.add((answer.status_code, str(sorted(problem.items())), answer.headers.get("content-length")))
    assert len(answers) == 1


async def test_registering_answers_known_and_unknown_numbers_alike(client: AsyncClient, db: AsyncSession) -> None:
    """What a stranger learns by registering with somebody's NIK: nothing but her own receipt."""
    first, second = await factories.session(db), await factories.session(db, starts_in=60)
    known = factories.registration(first.id)
    await factories.register(client, known)
    stranger = factories.registration(second.id)
    shapes = []
    for nik in (known["nik"], stranger["nik"]):
        answer = await factories.register(client, stranger | {"nik": nik, "phone": "081299990001"})
        body = answer.json()
        shapes.append((answer.status_code, sorted(body), body["status"], [each["step"] for each in body["timeline"]]))
        await client.post(
            f"/v1/receipts/{body['number']}/transitions", json={"action": "give_up", "birth_date": BORN},
            headers={"Receipt-Secret": body["secret"]},
        )  # fmt: skip
    assert shapes[0] == shapes[1]


PATHS = (
    "/v1/files/../../etc/passwd", "/v1/files/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/v1/files/..%5c..%5cwindows",
    "/files/00/1234", "/var/files", "/static/../pyproject.toml", "/static/%2e%2e/%2e%2e/pyproject.toml",
)  # fmt: skip


async def test_a_document_is_for_those_of_its_district_and_has_no_other_address(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    desk = await office.office(client, db, vault)
    signed = await desk.decree(await desk.approved())
    paper = f"/v1/files/{signed.json()['paper_id']}"
    stranger = await factories.officer(db, vault, region=factories.BANYUASIN)
    assert (await client.get(paper, headers=desk.secretary.headers)).status_code == 200
    assert (await client.get(paper)).status_code == 401
    unseen, never = [await client.get(path, headers=stranger.headers) for path in (paper, f"/v1/files/{uuid4()}")]
    assert (unseen.status_code, unseen.json()["code"]) == (never.status_code, never.json()["code"]) == (
        404, "file_not_found",
    )  # fmt: skip
    sha256 = (await db.execute(text("SELECT sha256 FROM files LIMIT 1"))).scalar_one()
    for path in (*PATHS, f"/v1/files/{sha256}", f"/files/{sha256}"):
        answer = await client.get(path, headers=desk.secretary.headers)
        assert answer.status_code in (404, 422), path
        assert b"root:" not in answer.content
