"""The second wall: without a word on the area there are no rows, and no query of ours can look over it."""

import sys
from collections.abc import AsyncIterator, Callable

import pytest
from httpx import AsyncClient
from sqlalchemy import text, true
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import areas, scope
from bimtek_api.core.actor import Actor, Grant, Permission
from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import SEE, Database
from bimtek_api.core.errors import Missing
from bimtek_api.core.models import METADATA
from tests import factories
from tests.api.grants import office

READ = frozenset({Permission.SELF, Permission.REGISTRATION_READ})
WALLED = text("SELECT tablename FROM pg_policies WHERE policyname = 'by_area' ORDER BY 1")
# Not of people or cases, or read across areas on purpose: plans, money lines, stock, earlier aid, history.
OUTSIDE = {
    "sessions", "session_templates", "trainers", "certificate_prints", "budget_nodes", "budget_moves", "calls",
    "files", "events", "number_series", "aid_records", "goods_receipts", "stock_units", "place_windows",
}  # fmt: skip


async def count(db: AsyncSession, table: str) -> int:
    return (await db.execute(text(f'SELECT count(*) FROM "{table}"'))).scalar_one()


@pytest.fixture
async def towns(client: AsyncClient, db: AsyncSession) -> None:
    for district in (factories.PALEMBANG, factories.BANYUASIN):
        session = await factories.session(db, district)
        for _ in range(2):
            await factories.register(client, factories.registration(session.id, district=district))


@pytest.fixture
async def narrowed(db: AsyncSession) -> AsyncIterator[Callable]:
    async def narrow(seen: str) -> None:
        await db.execute(SEE, {"areas": seen})

    yield narrow
    await db.execute(SEE, {"areas": "*"})


@pytest.mark.usefixtures("towns")
async def test_rows_are_seen_by_area_and_never_without(db: AsyncSession, narrowed: Callable) -> None:
    for seen, rows in (("", 0), ("16.71,16.71.%", 2), ("16,16.%", 4), ("32,32.%", 0), ("*", 4)):
        await narrowed(seen)
        assert (await count(db, "registrations"), await count(db, "participants")) == (rows, rows), seen


async def test_a_new_transaction_remembers_nothing(own: Database) -> None:
    async with own.transaction("16.71") as db:
        assert (await db.execute(text("SELECT current_setting('bimtek.areas')"))).scalar_one() == "16.71"
    for _ in range(20):  # whichever of the pool's connections it was
        async with own.transaction("") as db:
            told = (await db.execute(text("SELECT current_setting('bimtek.areas', true)"))).scalar_one()
            assert told in (None, "")


async def test_a_refusal_does_not_leave_the_gate_open(own: Database) -> None:
    async with own.transaction("16.71") as db:
        with pytest.raises(Missing):
            async with areas.everywhere(db):
                raise Missing
        assert (await db.execute(text("SELECT current_setting('bimtek.areas')"))).scalar_one() == "16.71"
        async with areas.everywhere(db):
            assert (await db.execute(text("SELECT current_setting('bimtek.areas')"))).scalar_one() == "*"
        assert (await db.execute(text("SELECT current_setting('bimtek.areas')"))).scalar_one() == "16.71"


@pytest.mark.usefixtures("towns")
async def test_nobody_writes_beyond_the_wall(db: AsyncSession, narrowed: Callable) -> None:
    moved = text("UPDATE registrations SET district_code = '16.07' WHERE district_code = '16.71'")
    with pytest.raises(DBAPIError, match="row-level security"):
        async with db.begin_nested():
            await narrowed("16.71,16.71.%")
            await db.execute(moved)
    await narrowed("16.71,16.71.%")
    gone = await db.execute(text("UPDATE registrations SET late_reason = 'x' WHERE district_code = '16.07'"))
    assert gone.rowcount == 0


def test_areas_follow_roles_not_the_right_to_be_oneself() -> None:
    mine = Grant("officer", None, frozenset({Permission.SELF}))
    assert areas.areas_of(Actor("officer", grants=(mine,))) == ""
    assert areas.areas_of(Actor("officer", grants=(mine, Grant("x", "16.71", READ)))) == "16,16.71,16.71.%"
    assert areas.areas_of(Actor("officer", grants=(mine, Grant("x", None, READ)))) == "*"


async def test_the_wall_holds_where_the_application_forgets_its_own(
    client: AsyncClient, db: AsyncSession, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every filter of the application is switched off; another district's rows stay unseen all the same."""
    desk = await office.office(client, db, vault)
    case = (await desk.submit()).json()["id"]
    stranger = await factories.officer(db, vault, region=factories.BANYUASIN)
    member = (await desk.case(case))["members"][0]["participant_id"]
    found = (await client.get("/v1/registrations", headers=desk.proposer.headers)).json()["items"]
    assert found
    switch_filters_off(monkeypatch)
    for path in (
        "registrations",
        "participants",
        "applications",
        "groups",
        "complaint-cases",
        "messages",
        "deliveries",
    ):
        answer = await client.get(f"/v1/{path}", headers=stranger.headers)
        assert (answer.status_code, answer.json()["items"]) == (200, []), path
    for path in (f"registrations/{found[0]['id']}", f"participants/{member}", f"applications/{case}"):
        assert (await client.get(f"/v1/{path}", headers=stranger.headers)).status_code == 404, path


def switch_filters_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """`scope.within` lets everything through, in every module that took it by name."""
    real = scope.within
    for module in list(sys.modules.values()):
        if getattr(module, "within", None) is real:
            monkeypatch.setattr(module, "within", lambda *_: true())


async def test_every_table_with_a_district_is_walled_or_named_here(db: AsyncSession) -> None:
    walled = set((await db.execute(WALLED)).scalars())
    have = {name for name, table in METADATA.tables.items() if "district_code" in table.c}
    assert have == walled | OUTSIDE
