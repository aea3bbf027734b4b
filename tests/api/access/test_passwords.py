"""What an officer may not take as her password."""

import hashlib
from pathlib import Path

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.access.officers.leaks import leaked
from bimtek_api.access.officers.passwords import expect_strong
from bimtek_api.core.crypto import Vault
from bimtek_api.core.errors import Invalid
from tests import factories
from tests.conftest import settings_for

LEAKED = [f"bocor-{number}" for number in range(2_000)]


def as_published(*passwords: str, end: str = "\r\n") -> bytes:
    """Hashes with how often each was seen, as Have I Been Pwned writes them."""
    hashes = sorted(hashlib.sha1(each.encode(), usedforsecurity=False).hexdigest().upper() for each in passwords)
    return "\r\n".join(f"{each}:{len(each)}" for each in hashes).encode() + end.encode()


@pytest.mark.parametrize("end", ["\r\n", ""])
@pytest.mark.parametrize("many", [1, 2, 3, 2_000])
def test_every_password_of_the_file_is_found_and_no_other(tmp_path: Path, many: int, end: str) -> None:
    hashes = tmp_path / "bocor.txt"
    hashes.write_bytes(as_published(*LEAKED[:many], end=end))
    assert all(leaked(each, hashes) for each in LEAKED[:many])
    assert not any(leaked(f"aman-{number}", hashes) for number in range(2_000))


@pytest.mark.parametrize("password", ["petugas baru", "bimtekbimtek2026"])
def test_the_words_of_an_office_are_guessed_first(password: str) -> None:
    with pytest.raises(Invalid) as refused:
        expect_strong(password, (), None)
    assert [each.code for each in refused.value.faults] == ["password_guessed"]


async def test_a_leaked_one_is_refused_where_the_office_brings_the_list(
    app: FastAPI, client: AsyncClient, db: AsyncSession, vault: Vault, tmp_path: Path, worker_database: str
) -> None:
    hashes, officer = tmp_path / "bocor.txt", await factories.present(db, vault)
    strong = "mangga sumur payung angin"
    hashes.write_bytes(as_published(strong, *LEAKED))
    asked = {"password": factories.PASSWORD}
    link = (await client.post("/v1/enrolments", json=asked, headers=officer.headers)).json()
    before, app.state.settings = app.state.settings, settings_for(worker_database, leaked_passwords=hashes)
    given = {"token": link["token"], "password": strong, "code": "123456"}
    refused = await client.post("/v1/enrolments/completions", json=given)
    app.state.settings = before
    assert [(each["pointer"], each["code"]) for each in refused.json()["errors"]] == [
        ("/password", "password_leaked")
    ]
    kept = await client.post("/v1/enrolments/completions", json=given)
    assert [each["code"] for each in kept.json()["errors"]] == ["code_wrong"], (
        "without the list only the code is wrong"
    )
