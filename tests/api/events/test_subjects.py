"""integrity.md 8: a history asked for "stock_unit", photos stood under "stock": what is asked is what is written."""

import ast
import re
from pathlib import Path

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core.crypto import Vault
from bimtek_api.tables import METADATA
from tests import factories
from tests.api.grants import office
from tests.api.grants.goods.test_dispatches import arrive, send
from tests.api.grants.office import Office
from tests.api.grants.warehouse import Warehouse, warehouse

SOURCE = Path(__file__).parents[3] / "src"
HISTORY = SOURCE / "bimtek_api/reports/history"
# Kinds that are not called like a table of theirs.
OTHERS = {"budget", "caller", "freeze", "template", "officer"}


def kind_of(node: ast.expr) -> str | None:
    """The kind in `("registration", id)`."""
    if isinstance(node, ast.Tuple) and len(node.elts) == 2 and isinstance(node.elts[0], ast.Constant):
        return str(node.elts[0].value)
    return None


def written() -> set[str]:
    """Every kind an event of ours is about: given to Entry as it is, or kept as `subject` first."""
    found = set()
    for path in SOURCE.glob("bimtek_api/**/*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Entry":
                found |= {kind_of(each) for each in node.args}
            elif isinstance(node, ast.Assign) and "subject" in ast.unparse(node.targets[0]):
                sides = node.value.elts if isinstance(node.value, ast.Tuple) else []
                found |= {kind_of(each) for each in (node.value, *sides)}
    return {each for each in found if each}


def test_every_history_asks_for_a_kind_that_events_are_written_about() -> None:
    text = "".join((HISTORY / name).read_text() for name in ("routes.py", "repository.py"))
    asked = set(re.findall(r'of_subject\("(\w+)"|subject_kind == "(\w+)"', text))
    kinds = {one or other for one, other in asked}
    assert len(kinds) >= 6
    assert kinds <= written()


def test_an_event_names_its_subject_as_the_table_is_named() -> None:
    """So that nobody invents a second name for the same thing."""
    tables = METADATA.tables.keys()
    named = {name for name in written() if {f"{name}s", f"{name}es", f"{name[:-1]}ies"} & tables}
    assert written() - named - OTHERS == set()


def test_every_history_a_page_shows_has_a_route() -> None:
    pages = "".join(path.read_text() for path in SOURCE.glob("bimtek_web/**/*.py"))
    shown, routes = set(re.findall(r'api\.history\(\s*"(\w+)"', pages)), (HISTORY / "routes.py").read_text()
    assert len(shown) >= 6
    assert [kind for kind in shown if f'@router.get("/{kind}/' not in routes] == []


@pytest.fixture
async def store(client: AsyncClient, db: AsyncSession, vault: Vault) -> Warehouse:
    return await warehouse(db, vault, await office.office(client, db, vault))


async def names(desk: Office, who: factories.TestOfficer, path: str) -> list[str]:
    answer = await desk.client.get(f"/v1/{path}/history", headers=who.headers)
    assert answer.status_code == 200, answer.text
    return [each["name"] for each in answer.json()["items"]]


async def test_a_piece_tells_how_it_came_what_was_decided_and_where_it_went(store: Warehouse) -> None:
    desk, keeper = store.desk, store.desk.giver
    case_id = await desk.decreed()
    piece, other = (await store.stocked(case_id))["units"][:2]
    photo = {"photo": ("mesin.jpg", office.photo_with_place(), "image/jpeg")}
    path, headers = f"/v1/stock/{piece['id']}/photos", store.inspector.headers | factories.once()
    assert (await desk.client.post(path, files=photo, headers=headers)).status_code < 300
    sent = (await send(store, [piece])).json()
    assert (await arrive(store, sent, ["arrived"])).status_code < 300
    came = ["goods.inspected", "goods.received", "order.placed"]
    told = await names(desk, keeper, f"stock/{piece['id']}")
    assert told == ["dispatch.arrived", "dispatch.sent", "stock.photo_kept", *came]
    assert await names(desk, keeper, f"stock/{other['id']}") == came, "not the ways of another piece"
    (order,) = (await store.read("/v1/orders"))["items"]
    assert "goods.inspected" in await names(desk, keeper, f"orders/{order['id']}")
    assert "application.decreed" in await names(desk, keeper, f"applications/{case_id}")
