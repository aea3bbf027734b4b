"""What runs before a commit is what `make check` runs."""

import re

import yaml

from tests.architecture.rules import ROOT

RECIPE = re.compile(r"^check:.*\n((?:\t.+\n)+)", re.MULTILINE)


def checked() -> list[str]:
    """The commands of `make check`, as they are typed."""
    found = RECIPE.search((ROOT / "Makefile").read_text())
    assert found
    return [
        line.removeprefix("\t").removeprefix("@").replace("$(BIN)", ".venv/bin") for line in found[1].splitlines()
    ]


def test_the_hooks_run_what_make_check_runs_and_fetch_nothing() -> None:
    """Whoever adds a command to `make check` adds its hook to .pre-commit-config.yaml."""
    repos = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
    assert [each["repo"] for each in repos] == ["local"]
    hooks = [hook for each in repos for hook in each["hooks"]]
    assert [hook["entry"] for hook in hooks] == checked()
    assert {hook["language"] for hook in hooks} == {"system"}
