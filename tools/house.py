"""How the house stands: each figure beside its wish, by `python -m tools.house`.

tests/architecture holds what can be held. Lines are those that are not blank; migrations and tests are left out.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bimtek_web.api.client import ApiClient

ROOT = Path(__file__).parents[1]
API, WEB = ROOT / "src/bimtek_api", ROOT / "src/bimtek_web"
WIDEST = 160
COMMITS = 50


@dataclass(frozen=True)
class Figure:
    """`most`: what a test holds; None where only people can."""

    name: str
    measure: Callable[[], float | None]
    wish: float
    most: float | None = None


def modules(*folders: Path) -> Iterator[str]:
    for folder in folders or (API, WEB):
        yield from (path.read_text() for path in sorted(folder.rglob("*.py")))


def lines(texts: Iterator[str]) -> int:
    return sum(bool(line.strip()) for text in texts for line in text.splitlines())


def rooms_at_once() -> int:
    """The most rooms that stand side by side in one folder of the API, its own top left out."""
    wings = {path.parent.parent for path in API.rglob("__init__.py")} - {API, API.parent}
    return max(len(list(wing.glob("*/__init__.py"))) for wing in wings)


def anys(folder: Path) -> float:
    """`Any`, as a name in code, for each 1,000 lines."""
    found = sum(
        (isinstance(node, ast.Name) and node.id == "Any") or (isinstance(node, ast.alias) and node.name == "Any")
        for text in modules(folder)
        for node in ast.walk(ast.parse(text))
    )
    return 1000 * found / lines(modules(folder))


def untyped_columns() -> list[str]:
    """Columns of tables declared neither by `Mapped` nor by a word of the personal register."""
    words = {"Mapped", "ClassVar", *re.findall(r"import Mapped as (\w+)", (API / "core/personal.py").read_text())}
    return [
        f"{node.name}.{ast.unparse(each.target)}"
        for text in modules(API)
        for node in ast.parse(text).body
        if isinstance(node, ast.ClassDef) and any(word.arg == "table" for word in node.keywords)
        for each in node.body
        if isinstance(each, ast.AnnAssign) and ast.unparse(each.annotation).partition("[")[0] not in words
    ]


def checker_errors() -> int:
    ty = Path(sys.executable).with_name("ty")
    done = subprocess.run(
        [ty, "check", "--output-format", "concise", "src"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.count(": error[")


def import_share() -> float:
    """Lines of imports, of a hundred."""
    imports = sum(
        (node.end_lineno or node.lineno) - node.lineno + 1
        for text in modules()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import | ast.ImportFrom)
    )
    return 100 * imports / lines(modules())


def methods() -> set[str]:
    """What the pages may ask: public coroutines of the client's classes."""
    top = [node for text in modules(WEB / "api") for node in ast.parse(text).body]
    return {
        each.name
        for node in top
        if isinstance(node, ast.ClassDef)
        for each in node.body
        if isinstance(each, ast.AsyncFunctionDef) and not each.name.startswith("_")
    }


def uncalled_methods() -> int:
    """Client methods that no contract test calls: tests/contract calls every one that `ApiClient` brings."""
    brought = {name for part in ApiClient.__mro__ for name in vars(part)}
    return len(methods() - brought)


def wide_templates() -> float:
    """Lines of templates wider than a reviewer sees, of a hundred."""
    texts = [path.read_text() for path in (WEB / "templates").rglob("*.html")]
    wide = sum(len(line) > WIDEST for text in texts for line in text.splitlines())
    return 100 * wide / lines(iter(texts))


def mean_insertions() -> float | None:
    """Lines the last commits insert, a moved file not counted; None where there is no history."""
    done = subprocess.run(
        ["git", "log", f"-{COMMITS}", "--no-merges", "--shortstat", "-M", "--format="],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = [int(number) for number in re.findall(r"(\d+) insertion", done.stdout)]
    return sum(found) / len(found) if found else None


FIGURES = (
    Figure("rooms side by side in one wing", rooms_at_once, 10, 13),
    Figure("Any in 1,000 lines, API", lambda: anys(API), 4, 4),
    Figure("Any in 1,000 lines, web", lambda: anys(WEB), 5),
    Figure("errors of the type checker", checker_errors, 0, 0),
    Figure("lines of imports, %", import_share, 10),
    Figure("client methods no contract test calls", uncalled_methods, 0, 0),
    Figure("template lines over 160, %", wide_templates, 3, 3),
    Figure(f"lines a commit inserts, last {COMMITS}", mean_insertions, 300),
)


def main() -> None:
    for figure in FIGURES:
        found = figure.measure()
        shown = "–" if found is None else f"{found:.1f}"
        sys.stdout.write(f"{figure.name:40} {shown:>8}   wish {figure.wish:g}\n")


if __name__ == "__main__":
    main()
