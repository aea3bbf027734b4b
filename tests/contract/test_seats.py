"""The client's half about seats: quotas, offers, corrections, substitutes."""

import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.api.transport import new_key
from tests import factories
from tests.api.exchange.test_imports import as_csv, row
from tests.api.sessions.enrolment.test_delegations import body as delegation
from tests.api.sessions.seats import BORN
from tests.contract.test_client import as_officer


async def test_quotas_and_her_own_actions(api: ApiClient, db: AsyncSession, vault: Vault, app: FastAPI) -> None:
    session, officer = await factories.session(db, size=1), await factories.officer(db, vault)
    desk = as_officer(api, officer)
    receipts = [await api.register(factories.registration(session.id), new_key()) for _ in range(2)]
    first, second = ((each["number"], each["secret"]) for each in receipts)
    quotas = await desk.quotas(str(session.id))
    share = {"kind": "target", "value": "women", "seats": 1}
    changed = await desk.set_quotas(str(session.id), quotas["version"], {"size": 2, "shares": [share]})
    assert (changed["taken"], changed["shares"][0]["held"]) == (2, 2)
    assert (await api.move_own(*second, {"action": "accept_offer", "birth_date": BORN}))["status"] == "pending_review"
    row = (await desk.registrations(q=first[0]))["items"][0]
    body = {"action": "return", "reason": "Nama lengkap", "fields": ["name"]}
    assert (await desk.move_registration(row["id"], row["version"], body))["status"] == "returned"
    fixed = await api.correct_own(*first, {"birth_date": BORN, "name": "Sumarni binti Uji"})
    assert fixed["status"] == "pending_review"
    sent = {"holder_birth_date": BORN, "person": factories.registration(session.id)}
    assert (await api.substitute_own(*first, sent, new_key()))["status"] == "pending_review"
    with pytest.raises(ApiProblem) as refused:
        await api.substitute_own(*second, sent | {"person": sent["person"] | {"nik": "1"}}, new_key())
    assert refused.value.errors == {"nik": "NIK harus 16 angka. Anda menulis 1."}


async def test_a_plan_is_made_and_changed(api: ApiClient, db: AsyncSession, vault: Vault) -> None:
    desk = as_officer(api, await factories.officer(db, vault))
    body = {
        "title": "Konfeksi", "trade": "garment", "venue": "Balai", "address": "Jalan",
        "opens_at": "2026-01-01T00:00:00+07:00", "closes_at": "2090-01-02T00:00:00+07:00",
        "days": [{"date": "2090-01-02", "starts_at": "08:00", "ends_at": "16:00"}],
    }  # fmt: skip
    fixed = {"number": "UJI/KONTRAK", "district_code": "16.71", "size": 10}
    made = await desk.create_session(body | fixed, new_key())
    changed = await desk.replan_session(made["id"], made["version"], body | {"title": "Konfeksi lanjut"})
    assert (changed["title"], changed["status"]) == ("Konfeksi lanjut", "draft")


async def test_a_delegation_comes_together(api: ApiClient, db: AsyncSession) -> None:
    session = await factories.session(db, moderated=False)
    made = await api.register_delegation(delegation(session.id, 2), new_key())
    own = (made["number"], made["secret"])
    assert [each["status"] for each in (await api.delegation(*own))["members"]] == ["confirmed"] * 2
    with pytest.raises(ApiProblem) as refused:
        await api.move_delegation(*own, {"action": "give_up", "phone": "081200000000"})
    assert list(refused.value.errors) == ["phone"]


async def test_sessions_come_from_a_sheet(api: ApiClient, db: AsyncSession, vault: Vault) -> None:
    desk = as_officer(api, await factories.officer(db, vault))
    looked = await desk.import_sessions(as_csv(row(1)), dry_run=True)
    assert (looked["wrong"], looked["created"]) == (0, 0)
    assert (await desk.import_sessions(as_csv(row(1)), dry_run=False))["created"] == 1
    with pytest.raises(ApiProblem) as refused:
        await desk.import_sessions(b"", dry_run=True)
    assert refused.value.code == "table_unreadable"
