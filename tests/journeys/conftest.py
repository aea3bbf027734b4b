"""One browser and whole systems for the journeys."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests import database
from tests.browser import chromium
from tests.conftest import environment_for
from tests.invariants import sealed, violations
from tests.servers import Live, command, running, wait_until_ready


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    own = tmp_path_factory.getbasetemp()  # of this worker, inside the run's
    with chromium((own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "seen") as opened:
        yield opened


def named(what: str) -> str:
    """Journeys walk side by side, each worker in databases of its own."""
    return f"journey_{what}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


@dataclass(frozen=True)
class Planted:
    """A database and a folder with demo data, made once and copied for each walk."""

    database: str
    files: Path


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planted]:
    made = Planted(named("demo"), tmp_path_factory.mktemp("planted"))
    database.cluster().copy(made.database)
    environment = environment_for(made.database, BIMTEK_DEMO="1", BIMTEK_FILES_DIR=str(made.files))
    command("demo", environment)
    yield made
    database.cluster().drop(made.database)


@contextmanager
def system(name: str, files: Path, planted: Planted, **settings: str) -> Iterator[Live]:
    """Everything with demo data, as `make run` starts it, but for `settings`."""
    database.cluster().copy(name, planted.database)
    shutil.copytree(planted.files, files, dirs_exist_ok=True)
    mail = f"folder:{files}/mail"
    environment = environment_for(
        name, BIMTEK_DEMO="1", BIMTEK_FILES_DIR=str(files), BIMTEK_MAIL_URL=mail, **settings
    )
    with running(environment, web=True) as started:
        yield started
    database.cluster().drop(name)


@pytest.fixture(scope="session")
def house(planted: Planted, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Processes that every walk of this worker uses in turn."""
    with system(named("own"), tmp_path_factory.mktemp("files"), planted) as started:
        yield started


@pytest.fixture
def live(house: Live, planted: Planted) -> Iterator[Live]:
    """The house with its data as planted; the running processes find their connections cut and make new ones.

    Wherever a walk has led, what must hold of the data still does.
    """
    database.cluster().copy(named("own"), planted.database)
    files = Path(house.environment["BIMTEK_FILES_DIR"])
    shutil.rmtree(files)
    shutil.copytree(planted.files, files)
    wait_until_ready(house)
    yield house
    # No worker makes the links of the history here.
    sealed(f"{database.cluster().owner}/{named('own')}")
    assert violations(f"{database.cluster().owner}/{named('own')}") == []


@pytest.fixture
def hurried(planted: Planted, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A system that takes every list for a long one."""
    with system(named("hurried"), tmp_path_factory.mktemp("files"), planted, BIMTEK_ROWS_AT_ONCE="1") as started:
        yield started


@pytest.fixture(scope="session")
def shared(planted: Planted, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """One system for the walks that change nothing others look at."""
    with system(named("shared"), tmp_path_factory.mktemp("files"), planted) as started:
        yield started
