"""No page draws what its reader may not use: whoever asked for something never sees the form that decides it."""

from collections.abc import AsyncIterator

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.roles import Role
from bimtek_api.core.crypto import Vault
from bimtek_web.main import create_app
from bimtek_web.settings import WebSettings
from tests import factories
from tests.api.access.admins import Admins
from tests.api.grants import money, office
from tests.api.grants.handover import test_assets as assets
from tests.api.grants.handover import test_upheld_disputes as disputes
from tests.api.grants.office import Office
from tests.conftest import KEYS


@pytest.fixture
async def desk(client: httpx.AsyncClient, db: AsyncSession, vault: Vault) -> Office:
    return await office.office(client, db, vault)


@pytest.fixture
async def pages(client: httpx.AsyncClient) -> AsyncIterator[httpx.AsyncClient]:
    """The pages over the API in process."""
    settings = WebSettings(
        web_key=SecretStr(KEYS["address"]), client_address_key=SecretStr(KEYS["address"]), demo=True
    )
    transport = httpx.ASGITransport(create_app(settings, client))
    async with httpx.AsyncClient(transport=transport, base_url="https://bimtek.test") as opened:
        yield opened


async def page(pages: httpx.AsyncClient, who: factories.TestOfficer, path: str) -> str:
    pages.cookies.set("__Host-bimtek", who.headers["Authorization"].removeprefix("Bearer "), domain="bimtek.test")
    answer = await pages.get(path)
    assert answer.status_code == 200, answer.text[:400]
    return answer.text


async def test_a_recall_is_decided_on_the_page_of_anybody_but_its_asker(
    desk: Office, pages: httpx.AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    second = await factories.officer(db, vault, Role.APPROVER)
    one = await assets.owned(desk)
    await assets.asked_back(desk, one["id"])
    path, form = f"/petugas/alat/{one['id']}", 'value="approved"'
    asker, other = [await page(pages, who, path) for who in (desk.approver, second)]
    assert ["Penarikan menunggu keputusan" in each for each in (asker, other)] == [True, True]
    assert [form in each for each in (asker, other)] == [False, True]


async def test_an_account_is_confirmed_by_neither_its_recorder_nor_whoever_said_yes_to_its_holder(
    desk: Office, pages: httpx.AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    bank = await money.treasury(db, vault, desk)
    await bank.account(holder="Orang Lain")
    path = f"/petugas/kelompok/{desk.group}"
    assert "Setujui rekening ini" in await page(pages, bank.first, path)
    shown = await desk.client.get(f"/v1/groups/{desk.group}/account", headers=desk.proposer.headers)
    assert shown.json()["account"]["mine"] is True
    assert "Setujui rekening ini" not in await page(pages, desk.proposer, path)


async def test_a_dispute_is_known_as_hers_to_whoever_opened_it(desk: Office) -> None:
    made = (await desk.delivery(await desk.decreed())).json()
    assert (await disputes.disputed(desk, made["id"]))["mine"] is True
    shown = await desk.client.get(f"/v1/deliveries/{made['id']}", headers=desk.approver.headers)
    assert shown.json()["disputes"][0]["mine"] is False


async def test_a_request_for_access_is_decided_on_the_page_of_the_other_administrator(
    client: httpx.AsyncClient, pages: httpx.AsyncClient, db: AsyncSession, vault: Vault
) -> None:
    both = [await factories.officer(db, vault, Role.ADMINISTRATOR, None) for _ in range(2)]
    for each in both:
        await office.step_up(db, each)
    admins = Admins(client, db, vault, *both)
    await admins.asked((await admins.plain()).id)
    drawn = [await page(pages, who, "/petugas/akses") for who in both]
    assert ["Setujui" in each for each in drawn] == [False, True]
