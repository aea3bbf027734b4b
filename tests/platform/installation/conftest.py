"""One office for all the tests of this folder."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bimtek_api.local.postgres import LocalPostgres
from tests.api.exchange.mailbox import receiving
from tests.platform.installation import people
from tests.platform.installation.office import Installed


@pytest.fixture(scope="package")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalPostgres]:
    """A PostgreSQL as its administrator hands it over: nothing in it yet."""
    server = LocalPostgres(tmp_path_factory.mktemp("office") / "database")
    server.var.mkdir()
    server.program.own(server.home)
    server.create()
    server.launch()
    yield server
    server.stop()
    shutil.rmtree(server.home)


@pytest.fixture(scope="package")
def office(cluster: LocalPostgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    folder: Path = tmp_path_factory.mktemp("state")
    with receiving() as mailbox:
        made = Installed(folder, cluster, mailbox)
        said = made.follow()
        try:
            with made.fronted():
                made.run()
                made.session = people.enrolled(made, said)
                yield made
        finally:
            made.stop()
