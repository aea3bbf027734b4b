"""The image is not built where these tests run; what can be read off its recipe is checked here."""

import re
import tomllib

from bimtek_api.commands.health import started_as
from tests.architecture.rules import ROOT

EVERY_ADDRESS = "0.0.0.0"  # noqa: S104 - inside a container each address is its own
TEXT = (ROOT / "Dockerfile").read_text()
LINES = [line.strip() for line in TEXT.splitlines() if line.strip() and not line.strip().startswith("#")]


def test_it_has_a_stage_to_build_and_a_stage_to_run() -> None:
    assert sum(line.startswith("FROM ") for line in LINES) >= 2
    last = max(index for index, line in enumerate(LINES) if line.startswith("FROM "))
    assert not any("apt-get" in line or "uv pip" in line for line in LINES[last:])


def test_packages_come_by_hash() -> None:
    assert "--require-hashes" in TEXT


def test_it_does_not_run_as_root_and_knows_its_health() -> None:
    users = [line.split()[1] for line in LINES if line.startswith("USER ")]
    assert users
    assert users[-1] not in {"root", "0"}
    assert any(line.startswith("HEALTHCHECK ") for line in LINES)


def test_what_it_copies_exists_and_no_secret_is_among_it() -> None:
    for line in LINES:
        if line.startswith("COPY ") and "--from" not in line:
            for name in line.split()[1:-1]:
                assert (ROOT / name).exists(), name
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert {"var", ".git", ".venv", "node_modules"} <= set(ignored)


def test_its_settings_are_addresses_and_a_folder_it_may_write_in() -> None:
    """It listened to itself only, and could not keep a file. No other setting, and so no secret, is in it."""
    joined = TEXT.replace("\\\n", " ")
    given = dict(re.findall(r"(BIMTEK_\w+)=(\S+)", joined))
    assert given == {
        "BIMTEK_API_HOST": EVERY_ADDRESS, "BIMTEK_WEB_HOST": EVERY_ADDRESS,
        "BIMTEK_FILES_DIR": "/var/lib/bimtek/files",
    }  # fmt: skip
    assert f"install -d -o bimtek -g bimtek -m 0750 {given['BIMTEK_FILES_DIR']}" in joined


def test_its_health_is_that_of_the_process_it_runs() -> None:
    """The web and the worker were asked at the API's port."""
    assert 'CMD ["bimtek", "healthy"]' in TEXT
    for kind in ("api", "web", "worker"):
        assert started_as(f"/venv/bin/python\0/venv/bin/bimtek\0{kind}\0".encode()) == kind


def test_the_installed_packages_hold_their_templates_and_catalogues() -> None:
    data = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["package-data"]
    for package, patterns in data.items():
        home = ROOT / "src" / package
        packed = {path for pattern in patterns for path in home.glob(pattern)}
        needed = {path for kind in ("html", "typ", "po") for path in home.rglob(f"*.{kind}")}
        assert needed
        assert needed <= packed
