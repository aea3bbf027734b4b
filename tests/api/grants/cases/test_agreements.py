"""Papers a group signs: the funding source picks the set, and no ID number is printed."""

from types import SimpleNamespace as Row
from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from bimtek_api.demo import grants as demo
from bimtek_api.grants.cases.agreements import documents
from bimtek_api.grants.cases.agreements.schemas import AgreementKind
from tests.api.grants import office
from tests.api.grants.office import Office


async def offered(desk: Office, case_id: str) -> dict[str, str | None]:
    path = f"/v1/applications/{case_id}/pledges"
    items = (await desk.client.get(path, headers=desk.proposer.headers)).json()["items"]
    return {each["kind"]: each["reason"] for each in items}


async def printed(desk: Office, case_id: str, kind: str) -> Any:
    return await desk.client.get(f"/v1/applications/{case_id}/pledges/{kind}", headers=desk.proposer.headers)


async def test_statement_and_pact_are_printed_from_the_application_on(desk: Office) -> None:
    case_id = (await desk.submit()).json()["id"]
    for kind in ("statement", "integrity_pact"):
        answer = await printed(desk, case_id, kind)
        assert (answer.headers["content-type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert (await offered(desk, case_id))["agreement"] == "Perjanjian hibah hanya untuk bantuan dari APBD."
    assert (await printed(desk, case_id, "agreement")).json()["code"] == "no_agreement"
    assert (await printed(desk, case_id, "other")).status_code == 422


async def test_an_agreement_needs_a_regional_budget_and_a_decree(
    client: AsyncClient, db: AsyncSession, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "FundingSource", Row(APBN="APBD"))
    desk = await office.office(client, db, vault)
    case_id = await desk.approved()
    assert (await printed(desk, case_id, "agreement")).json()["code"] == "agreement_needs_decree"
    assert (await desk.decree(case_id)).status_code == 201
    assert (await offered(desk, case_id))["agreement"] is None
    assert (await printed(desk, case_id, "agreement")).content[:5] == b"%PDF-"


def test_the_paper_names_the_group_and_no_id_number() -> None:
    case = Row(
        number="PB-1", group_name="KUB Uji", district_name="Kota Palembang", programme_name="IKM", fiscal_year=2026,
        funding_source="APBD",
    )  # fmt: skip
    line = Row(name="Mesin jahit", unit="unit", approved=2, requested=3, price_rupiah=1_000_000)
    chair = Row(name="Sumarni", nik_last4="0001")
    made = documents.content(AgreementKind.STATEMENT, case, Row(address="Jalan 1"), chair, None, [line])  # type: ignore[arg-type]
    assert made["items"] == [{"name": "Mesin jahit", "count": "2 unit"}]
    assert (made["total"], made["total_words"]) == ("2.000.000", "dua juta rupiah")
    assert "0001" not in str(made)
