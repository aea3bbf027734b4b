"""The client's half about trainers, lessons, points, opinions and the inbox."""

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from tests import factories
from tests.api.sessions.course import course
from tests.contract.test_client import as_officer

OPINION = {"content": 5, "trainer": 5, "venue": 5, "organisation": 5, "usefulness": 5}


async def test_a_trainer_teaches(api: ApiClient, db: AsyncSession, vault: Vault) -> None:
    session = await factories.session(db)
    desk = as_officer(api, await factories.officer(db, vault))
    made = await desk.record_trainer({"district_code": "16.71", "name": "Aisyah", "institution": "Balai"}, new_key())
    await desk.change_trainer(made["id"], made["version"], {"name": "Dr. Aisyah", "institution": "Balai"})
    assert [each["name"] for each in (await desk.trainers(q="aisyah", active="true"))["items"]] == ["Dr. Aisyah"]
    day, plan = (await api.session(str(session.id)))["days"][0], await desk.lessons(str(session.id))
    lesson = {
        "day_id": day["id"], "trainer_id": made["id"], "starts_at": "08:00", "ends_at": "09:00", "topic": "Pola",
    }  # fmt: skip
    await desk.plan_lessons(str(session.id), plan["version"], [lesson])
    assert (await desk.trainer(made["id"]))["minutes"] == 60
    with pytest.raises(ApiProblem) as refused:
        await desk.plan_lessons(str(session.id), plan["version"] + 1, [lesson | {"topic": ""}])
    assert list(refused.value.pointers) == ["/lessons/0/topic"]


async def test_points_and_opinions(api: ApiClient, client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    running = await course(client, db, vault, "A")
    desk, session_id = as_officer(api, running.officer), running.path.rsplit("/", 1)[1]
    await running.mark_days(5)
    scores = await desk.scores(session_id)
    row = {"registration_id": scores["items"][0]["registration_id"], "pre": "40", "post": None}
    assert (await desk.record_scores(session_id, scores["version"], [row]))["average_pre"] == 40.0
    assert (await desk.evaluation(session_id))["answers"] == 0
    receipt = await api.register(factories.registration((await factories.session(db)).id), new_key())
    with pytest.raises(ApiProblem) as refused:
        await api.evaluate(receipt["number"], receipt["secret"], OPINION)
    assert refused.value.code == "not_attended"
    assert [each["kind"] for each in (await desk.inbox())["items"]] == ["registrations_to_review"]
