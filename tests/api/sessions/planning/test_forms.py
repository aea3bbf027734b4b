"""A session's own questions: typed, conditional, versioned; files that are asked for, sent and seen."""

from io import BytesIO
from typing import Any

import pytest
from httpx import AsyncClient, Response
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from bimtek_api.sessions.planning.forms import fields
from bimtek_api.sessions.planning.forms.fields import Question
from tests import factories
from tests.api.sessions.seats import BORN, Person
from tests.documents import pdf

POWER = {"key": "power", "kind": "yes_no", "label": "Ada listrik?", "required": True}
WATTS = {
    "key": "watts", "kind": "number", "label": "Berapa watt?", "required": True, "minimum": 450, "maximum": 22000,
    "when": {"key": "power", "equals": "yes"},
}  # fmt: skip
PHOTO = {"key": "shop", "kind": "photo", "label": "Foto tempat usaha", "required": True}
LETTER = {"key": "letter", "kind": "file", "label": "Surat usaha", "when": {"key": "power", "equals": "no"}}
SIZE = {
    "key": "size", "kind": "choices", "label": "Ukuran",
    "options": [{"code": "s", "label": "Kecil"}, {"code": "m", "label": "Sedang"}],
}  # fmt: skip


class Desk:
    """A session whose questions an officer writes."""

    def __init__(self, client: AsyncClient, officer: factories.TestOfficer, session_id: Any) -> None:
        self.client, self.officer, self.session_id = client, officer, session_id
        self.path = f"/v1/sessions/{session_id}/form"

    async def ask(self, *questions: dict[str, Any]) -> Response:
        seen = (await self.client.get(self.path, headers=self.officer.headers)).headers["etag"]
        headers = self.officer.headers | {"If-Match": seen}
        return await self.client.put(self.path, json={"questions": list(questions)}, headers=headers)

    async def register(self, version: int, **answers: Any) -> Response:
        body = factories.registration(self.session_id, form_version=version, answers=answers)
        return await factories.register(self.client, body)

    async def rows(self, **asked: str) -> list[dict[str, Any]]:
        asked |= {"session": str(self.session_id)}
        answer = await self.client.get("/v1/registrations", params=asked, headers=self.officer.headers)
        return answer.json()["items"]

    async def one(self) -> dict[str, Any]:
        row = (await self.rows())[-1]
        return (await self.client.get(f"/v1/registrations/{row['id']}", headers=self.officer.headers)).json()

    async def send(self, who: Person, key: str, content: bytes, born: str = BORN) -> Response:
        files, data = {"file": ("x.bin", content)}, {"birth_date": born}
        path = f"/v1/receipts/{who.number}/files/{key}"
        return await self.client.post(path, files=files, data=data, headers=who.headers)


@pytest.fixture
async def desk(client: AsyncClient, db: AsyncSession, vault: Vault) -> Desk:
    session = await factories.session(db)
    return Desk(client, await factories.officer(db, vault), session.id)


def holder(client: AsyncClient, answer: Response) -> Person:
    assert answer.status_code == 201, answer.text
    return Person(client, answer.json()["number"], answer.json()["secret"])


def picture(size: int = 40, kind: str = "PNG") -> bytes:
    out = BytesIO()
    Image.new("RGB", (size, size), "maroon").save(out, kind)
    return out.getvalue()


def faults(answer: Response) -> dict[str, str]:
    assert answer.status_code == 422, answer.text
    return {each["pointer"]: each["code"] for each in answer.json()["errors"]}


async def test_questions_are_asked_answered_and_read_in_words(desk: Desk) -> None:
    assert (await desk.ask(POWER, WATTS, SIZE)).json()["version"] == 1
    holder(desk.client, await desk.register(1, power=True, watts="1300", size=["m", "s"]))
    assert [(each["label"], each["value"], each["text"]) for each in (await desk.one())["answers"]] == [
        ("Ada listrik?", True, "Ya"), ("Berapa watt?", 1300, "1300"), ("Ukuran", ["s", "m"], "Kecil, Sedang"),
    ]  # fmt: skip


async def test_what_is_not_asked_is_dropped_and_what_is_wrong_is_named(desk: Desk) -> None:
    await desk.ask(POWER, WATTS, SIZE)
    assert faults(await desk.register(1)) == {"/answers/power": "required"}
    wrong = await desk.register(1, power="yes", watts=100, size=["x"], other="?")
    assert faults(wrong) == {
        "/answers/watts": "out_of_bounds", "/answers/size": "unknown_choice", "/answers/other": "question_unknown",
    }  # fmt: skip
    assert wrong.json()["errors"][1]["detail"].startswith("Isi dengan angka dari 450")
    holder(desk.client, await desk.register(1, power="no", watts="rubbish that nobody asked for"))
    assert [each["key"] for each in (await desk.one())["answers"]] == ["power"]


async def test_checks_name_wrong_answers_before_anything_is_sent(desk: Desk) -> None:
    await desk.ask(POWER)
    body = factories.registration(desk.session_id) | {"answers": {"power": "perhaps"}, "nik": "1"}
    answer = await desk.client.post("/v1/registrations/checks", json=body)
    assert {"/answers/power", "/nik"} == {each["pointer"] for each in answer.json()["errors"]}


async def test_a_form_changed_while_somebody_writes_is_shown_again_and_old_answers_keep_their_version(
    desk: Desk,
) -> None:
    await desk.ask(POWER)
    holder(desk.client, await desk.register(1, power=True))
    assert (await desk.ask(POWER)).json()["version"] == 1, "the same questions are no new version"
    renamed = POWER | {"label": "Apakah ada listrik?"}
    assert (await desk.ask(renamed, SIZE)).json()["version"] == 2
    late = await desk.register(1, power=True)
    assert (late.status_code, late.json()["code"]) == (409, "form_changed")
    assert (await desk.one())["answers"][0]["label"] == "Ada listrik?"


@pytest.mark.parametrize(
    ("questions", "code"),
    [
        ([POWER, POWER], "question_repeated"),
        ([WATTS, POWER], "condition_unknown"),
        ([POWER, WATTS | {"when": {"key": "power", "equals": "maybe"}}], "condition_unknown"),
        ([SIZE | {"options": SIZE["options"][:1]}], "options_missing"),
        ([WATTS | {"when": None, "minimum": 5, "maximum": 4}], "bounds"),
    ],
)
async def test_questions_that_make_no_sense_are_refused(
    desk: Desk, questions: list[dict[str, Any]], code: str
) -> None:
    assert code in faults(await desk.ask(*questions)).values()


async def test_files_are_missing_sent_replaced_and_read(desk: Desk) -> None:
    await desk.ask(POWER, PHOTO, LETTER)
    who = holder(desk.client, await desk.register(1, power=True))
    assert [(each["key"], each["uploaded_at"]) for each in (await who.sees())["files"]] == [("shop", None)]
    assert len(await desk.rows(file_missing="true")) == 1
    refused = [
        await desk.send(who, "shop", pdf()), await desk.send(who, "shop", picture(), "1988-09-05"),
        await desk.send(who, "letter", picture()), await desk.send(who, "nothing", picture()),
    ]  # fmt: skip
    assert [each.json()["code"] for each in refused] == [
        "not_a_picture", "invalid", "file_not_asked", "file_not_asked",
    ]  # fmt: skip
    for size in (40, 60):
        sent = await desk.send(who, "shop", picture(size))
        assert sent.status_code == 200, sent.text
    assert sent.json()["files"][0]["uploaded_at"]
    assert await desk.rows(file_missing="true") == []
    row = (await desk.rows())[0]
    path = f"/v1/registrations/{row['id']}/files/shop"
    read = await desk.client.get(path, headers=desk.officer.headers)
    assert (read.headers["content-type"], Image.open(BytesIO(read.content)).size) == ("image/jpeg", (60, 60))
    assert "file_sent" in [step["step"] for step in (await who.sees())["timeline"]]


async def test_a_file_is_hidden_from_strangers(desk: Desk, db: AsyncSession, vault: Vault) -> None:
    await desk.ask(PHOTO)
    who = holder(desk.client, await desk.register(1))
    await desk.send(who, "shop", picture())
    row = (await desk.rows())[0]
    path = f"/v1/registrations/{row['id']}/files/shop"
    stranger = await factories.officer(db, vault, region=factories.BANYUASIN)
    for headers, status in ((stranger.headers, 404), ({}, 401)):
        assert (await desk.client.get(path, headers=headers)).status_code == status


async def test_an_officer_sends_what_somebody_brought_on_paper(desk: Desk) -> None:
    await desk.ask(POWER, LETTER)
    holder(desk.client, await desk.register(1, power=False))
    row = (await desk.rows())[0]
    path = f"/v1/registrations/{row['id']}/files/letter"
    for content, status in ((pdf(), 200), (b"GIF89a", 422)):
        sent = await desk.client.put(path, files={"file": ("a.pdf", content)}, headers=desk.officer.headers)
        assert sent.status_code == status, sent.text
    assert (await desk.one())["files"][0]["uploaded_at"]


async def test_answers_are_corrected_without_a_new_upload(desk: Desk) -> None:
    await desk.ask(POWER, WATTS, PHOTO)
    who = holder(desk.client, await desk.register(1, power=True, watts=900))
    await desk.send(who, "shop", picture())
    row = (await desk.rows())[0]
    path = f"/v1/registrations/{row['id']}/transitions"
    move = {"action": "return", "reason": "Dayanya?", "fields": ["answers"]}
    headers = desk.officer.headers | {"If-Match": f'"{row["version"]}"'}
    assert (await desk.client.post(path, json=move, headers=headers)).status_code == 200
    fix = f"/v1/receipts/{who.number}/corrections"
    body = {"birth_date": BORN, "answers": {"power": True, "watts": 1}}
    assert faults(await desk.client.post(fix, json=body, headers=who.headers)) == {"/answers/watts": "out_of_bounds"}
    body["answers"] = {"power": True, "watts": 1300}
    assert (await desk.client.post(fix, json=body, headers=who.headers)).status_code == 200
    now = await desk.one()
    assert ([each["value"] for each in now["answers"]], now["status"]) == ([True, 1300], "pending_review")
    assert await desk.rows(file_missing="true") == []


async def test_a_photo_of_a_phone_fits_and_nothing_larger(desk: Desk) -> None:
    await desk.ask(PHOTO)
    who = holder(desk.client, await desk.register(1))
    out = BytesIO()
    Image.effect_noise((1800, 1800), 90).convert("RGB").save(out, "PNG")
    assert 2_000_000 < len(out.getvalue()) < 12_000_000
    assert (await desk.send(who, "shop", out.getvalue())).status_code == 200
    assert (await desk.send(who, "shop", b"x" * 12_100_000)).status_code == 413


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


# Slow generation on a busy machine says nothing about the judge.
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dictionaries(st.sampled_from(["power", "watts", "size", "day", "note", "shop", "x"]), ANYTHING))
def test_no_answer_breaks_the_judge_and_what_it_keeps_it_keeps_again(answers: dict[str, Any]) -> None:
    more = [{"key": "day", "kind": "date", "label": "Hari"}, {"key": "note", "kind": "text", "label": "Catatan"}]
    questions = [Question.model_validate(each) for each in (POWER, WATTS, SIZE, PHOTO, *more)]
    kept, _ = fields.judge(questions, answers)
    again, faulty = fields.judge(questions, kept)
    assert (again, [each.pointer for each in faulty if each.code != "required"]) == (kept, [])
