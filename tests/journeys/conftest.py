"""One browser and whole systems for the journeys."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser

from tests import database
from tests.browser import chromium
from tests.conftest import environment_for
from tests.servers import Live, command, running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@contextmanager
def system(name: str, files: str) -> Iterator[Live]:
    """Everything with demo data, as `make run` starts it."""
    database.cluster().copy(name)
    mail = f"folder:{files}/mail"
    environment = environment_for(name, BIMTEK_DEMO="1", BIMTEK_FILES_DIR=files, BIMTEK_MAIL_URL=mail)
    command("demo", environment)
    with running(environment, web=True) as started:
        yield started
    database.cluster().drop(name)


@pytest.fixture
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with system("journey", str(tmp_path_factory.mktemp("files"))) as started:
        yield started


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """One system for the walks that change nothing others look at."""
    with system("journey_shared", str(tmp_path_factory.mktemp("files"))) as started:
        yield started
