"""integrity.md 4: the demo's public passwords stay out of offices, and offices out of the demo."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from bimtek_api.demo.fill import fill
from bimtek_api.local.up import environment
from tests import factories
from tests.conftest import environment_for, settings_for
from tests.servers import output


def test_a_demo_does_not_start_in_production() -> None:
    with pytest.raises(ValidationError, match="public passwords"):
        settings_for("none", demo=True, environment="production")


async def test_no_demo_comes_into_a_database_with_real_officers(own: Database, private_database: str) -> None:
    settings = settings_for(private_database, demo=True)
    async with own.transaction() as db:
        await factories.officer(db, Vault.of(settings))
    status, said = output("demo", environment_for(private_database, BIMTEK_DEMO="1"))
    assert (status, said) == (1, "")


def test_an_office_does_not_work_on_the_demos_passwords(private_database: str) -> None:
    assert fill(settings_for(private_database, demo=True), print)
    production = environment_for(private_database, BIMTEK_ENVIRONMENT="production")
    for process in ("api", "worker"):
        assert output(process, production)[0] == 1


def test_up_brings_no_public_passwords_to_an_offices_own_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BIMTEK_DATABASE_URL", "postgresql://kantor@db/bimtek")
    monkeypatch.delenv("BIMTEK_DEMO", raising=False)
    assert environment(tmp_path, None)["BIMTEK_DEMO"] == "0"
