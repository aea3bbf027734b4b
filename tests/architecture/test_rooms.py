"""Rooms and pages are found where they stand: nothing is left out, and none hides another."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import APIRouter, FastAPI

from bimtek_api import main as api
from bimtek_api.tables import METADATA
from bimtek_web import main as web

SOURCE = Path(__file__).parents[2] / "src"


def hidden(routers: list[APIRouter]) -> Iterator[str]:
    """Addresses of one router that a pattern of another would take."""
    asked: list[tuple[int, str, str]] = []
    for number, router in enumerate(routers):
        app = FastAPI()
        app.include_router(router)
        asked += [(number, verb, path) for path, verbs in app.openapi()["paths"].items() for verb in verbs]
    for number, verb, pattern in asked:
        shape = re.compile(re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(pattern)))
        for other, its_verb, path in asked:
            if number != other and verb == its_verb and shape.fullmatch(re.sub(r"\{[^}]*\}", "x", path)):
                yield f"{verb} {path} is hidden by {pattern}"


def test_a_hidden_address_is_seen() -> None:
    one, other = APIRouter(), APIRouter()

    @one.get("/things/{thing_id}")
    def show() -> None: ...

    @other.get("/things/new")
    def new() -> None: ...

    assert list(hidden([one, other])) == ["get /things/new is hidden by /things/{thing_id}"]


@pytest.mark.parametrize("routers", [api.routers(), web.routers()], ids=["api", "web"])
def test_no_room_hides_an_address_of_another(routers: list[APIRouter]) -> None:
    known = {"get /petugas/sk/baru is hidden by /petugas/sk/{decree_id}"}  # told apart by the form of the id
    assert set(hidden(routers)) - known == set()


def test_every_router_and_every_table_is_found() -> None:
    places = {"bimtek_api": len(api.routers()), "bimtek_web": len(web.routers())}
    for name, found in places.items():
        made = [path for path in (SOURCE / name).glob("*/**/*.py") if "\nrouter = APIRouter(" in path.read_text()]
        assert len(made) == found > 10, name
    declared = {
        table for path in (SOURCE / "bimtek_api").rglob("*.py")
        for table in re.findall(r'^    __tablename__ = "(\w+)"', path.read_text(), re.M)
    }  # fmt: skip
    assert declared == set(METADATA.tables)
