"""How a delivered case ends: closed when nothing is owed, or found in breach, mended or recalled."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest
from httpx import Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.exchange.grant_exports import labels as exported
from bimtek_api.grants.cases.applications.models import ApplicationStatus
from bimtek_api.reports.case_tracking import labels as told
from bimtek_web.ui.labels import index as labels
from tests import factories
from tests.api.grants.office import Office


async def move(
    desk: Office, case_id: str, action: str, who: Any = None, reason: str | None = "Sudah dilihat."
) -> Response:
    version = (await desk.case(case_id))["version"]
    body = {"action": action, "reason": reason}
    return await desk.post(f"/v1/applications/{case_id}/transitions", body, who or desk.approver, version)


def code(answer: Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rsplit("/", 1)[1]


async def delivered(desk: Office) -> str:
    case_id = await desk.decreed()
    assert (await desk.delivery(case_id)).status_code == 201
    return case_id


async def settle(db: AsyncSession, case_id: str) -> None:
    """As if every visit was skipped and the report accepted."""
    of = f"WHERE application_id = '{case_id}'"
    await factories.by_hand(db, f"UPDATE monitoring_visits SET status = 'skipped' {of}")
    report = "UPDATE accountability_reports SET status = 'accepted', file_id = (SELECT id FROM files LIMIT 1),"
    report += f" submitted_by = (SELECT person_id FROM officers LIMIT 1) {of}"
    await factories.by_hand(db, report)


async def test_a_case_closes_when_nothing_is_owed(desk: Office, db: AsyncSession) -> None:
    case_id = await delivered(desk)
    early = await move(desk, case_id, "close")
    assert code(early) == (409, "ends_open")
    assert "pemantauan" in early.json()["detail"]
    await settle(db, case_id)
    assert code(await move(desk, case_id, "close", desk.proposer)) == (403, "forbidden")
    assert code(await move(desk, case_id, "close", reason=None)) == (409, "reason_required")
    assert (await move(desk, case_id, "close")).json()["status"] == "closed"


async def test_a_broken_agreement_stops_new_aid_until_it_is_mended(desk: Office, db: AsyncSession) -> None:
    case_id = await delivered(desk)
    await factories.by_hand(db, "UPDATE aid_claims SET released = true")
    again = (await desk.submit()).json()["id"]
    assert await broken(desk, again) == []
    await move(desk, case_id, "find_breach")
    assert await broken(desk, again) == ["breach"]
    stopped = await desk.check(again)
    assert code(stopped) == (409, "rules_not_met"), stopped.text
    await move(desk, case_id, "remedy")
    assert await broken(desk, again) == []


async def broken(desk: Office, case_id: str) -> list[str]:
    """Gates this case does not pass."""
    found = await desk.client.get(f"/v1/applications/{case_id}/rules", headers=desk.verifier.headers)
    return [each["code"] for each in found.json()["findings"] if not each["passed"] and each["code"] == "breach"]


async def test_a_breach_is_mended_or_the_aid_is_recalled(desk: Office, db: AsyncSession) -> None:
    case_id = await delivered(desk)
    assert (await move(desk, case_id, "find_breach")).json()["status"] == "breached"
    assert (await move(desk, case_id, "remedy")).json()["status"] == "delivered"
    await move(desk, case_id, "find_breach")
    assert code(await move(desk, case_id, "recall_aid")) == (409, "machines_there")
    gone = text("UPDATE assets SET status = 'recalled' WHERE application_id = :case")
    await db.execute(gone, {"case": UUID(case_id)})
    assert (await move(desk, case_id, "recall_aid")).json()["status"] == "recalled"


@pytest.mark.parametrize("table", [exported.STATUS, told.STATES, labels.cases.STATES])
def test_every_state_has_its_words(table: Mapping[Any, Any]) -> None:
    assert {str(each) for each in table} >= {str(each) for each in ApplicationStatus}
