"""integrity.md 8: a bulk act with one id twice did it and said it was skipped."""

from uuid import uuid4

import pytest
from httpx import AsyncClient
from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from bimtek_api.grants.aftercare.monitoring.schemas import VisitsDecision
from bimtek_api.grants.cases.approvals.schemas import VotesCast
from bimtek_api.sessions.attendance.corrections.schemas import BulkDecision
from tests import factories

BULKS = [
    (VotesCast, "application_id", {"decision": "approve"}), (VisitsDecision, "visit_id", {"action": "accept"}),
    (BulkDecision, "id", {"action": "approve"}),
]  # fmt: skip


async def test_an_id_named_twice_is_done_once_and_told_so(
    client: AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    session = await factories.session(db)
    officer = await factories.officer(db, vault)
    await factories.register(client, factories.registration(session.id))
    (row,) = (await client.get(f"/v1/registrations?session={session.id}", headers=officer.headers)).json()["items"]
    item = {"id": row["id"], "version": row["version"]}
    body = {"action": "accept", "items": [item, item]}
    results = (await client.post("/v1/registrations/transitions", json=body, headers=officer.headers)).json()[
        "results"
    ]
    assert [(each["id"], each["outcome"]) for each in results] == [(row["id"], "done")]


async def test_an_id_with_two_versions_is_refused(client: AsyncClient, db: AsyncSession, vault: Vault) -> None:
    officer = await factories.officer(db, vault)
    items = [{"id": str(uuid4()), "version": 1}]
    items.append(items[0] | {"version": 2})
    body = {"action": "accept", "items": items}
    answer = await client.post("/v1/registrations/transitions", json=body, headers=officer.headers)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "named_twice")


@pytest.mark.parametrize(("shape", "name", "rest"), BULKS)
def test_every_bulk_act_folds_what_is_named_twice(shape: type, name: str, rest: dict[str, str]) -> None:
    item = {name: uuid4(), "version": 1}
    assert len(shape.model_validate(rest | {"items": [item, item]}).items) == 1
    with pytest.raises(ValidationError):
        shape.model_validate(rest | {"items": [item, item | {"version": 2}]})
