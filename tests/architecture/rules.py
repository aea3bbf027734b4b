"""Rules of the house as pure functions: each takes a file and yields what it finds wrong."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
BANNED_NAMES = {"utils.py", "helpers.py", "common.py", "manager.py", "misc.py", "base.py"}
MOST_LINES, MOST_FUNCTION, MOST_ROUTE = 250, 30, 12
MOST_COLUMNS = 160  # of a template: what a reviewer sees of a line without scrolling
VERBS = {"get", "post", "put", "patch", "delete"}
STATUS_WRITER = "src/bimtek_api/core/workflow.py"
COMMITTER = "src/bimtek_api/core/db.py"
# A status may be given when a row is born; afterwards only the workflow moves it.
BIRTHPLACES = {"src/bimtek_api/sessions/planning/schedule/service.py"}


def tracked(*endings: str) -> list[Path]:
    """Files git tracks or would track."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True,
        check=True,
    ).stdout.split()  # fmt: skip
    return [ROOT / name for name in listed if (not endings or name.endswith(endings)) and (ROOT / name).is_file()]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def is_route(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    calls = [each.func for each in node.decorator_list if isinstance(each, ast.Call)]
    return any(isinstance(each, ast.Attribute) and each.attr in VERBS for each in calls)


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the body without its docstring; the signature counts for nothing."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def too_long(name: str, source: str) -> Iterator[str]:
    if source.count("\n") > MOST_LINES:
        yield f"{name}: {source.count(chr(10))} lines, at most {MOST_LINES}"
    if name.startswith("migrations/"):  # a list of tables is as long as it is
        return
    for node in functions(ast.parse(source)):
        most = MOST_ROUTE if is_route(node) else MOST_FUNCTION
        if length(node) > most:
            yield f"{name}:{node.lineno} {node.name} has {length(node)} lines, at most {most}"


def too_wide(name: str, source: str) -> Iterator[str]:
    for number, line in enumerate(source.splitlines(), 1):
        if len(line) > MOST_COLUMNS:
            yield f"{name}:{number} has {len(line)} columns, at most {MOST_COLUMNS}"


def badly_named(name: str, source: str) -> Iterator[str]:
    if Path(name).name in BANNED_NAMES:
        yield f"{name}: says nothing about what is in it"
    if Path(name).name == "__init__.py" and source.strip():
        yield f"{name}: must stay empty"


def hidden_imports(name: str, source: str) -> Iterator[str]:
    for node in functions(ast.parse(source)):
        for inner in ast.walk(node):
            if isinstance(inner, ast.Import | ast.ImportFrom):
                yield f"{name}:{inner.lineno} imports inside a function"


def status_writes(name: str, source: str) -> Iterator[str]:
    """`x.status = …` and `.values(status=…)` belong to the workflow alone."""
    if name == STATUS_WRITER or "bimtek_web" in name:
        return
    for node in ast.walk(ast.parse(source)):
        targets = node.targets if isinstance(node, ast.Assign) else []
        if any(isinstance(each, ast.Attribute) and each.attr == "status" for each in targets):
            yield f"{name}:{node.lineno} assigns a status"
        updates = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "values"
        if updates and any(each.arg == "status" for each in node.keywords):
            yield f"{name}:{node.lineno} updates a status"
        births = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {
            "TrainingSession", "Registration",
        }  # fmt: skip
        if births and name not in BIRTHPLACES:
            yield f"{name}:{node.lineno} makes a record with a status elsewhere than its room does"


def commits(name: str, source: str) -> Iterator[str]:
    if name == COMMITTER:
        return
    for node in ast.walk(ast.parse(source)):
        called = node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else None
        if called in {"commit", "rollback"}:
            yield f"{name}:{node.lineno} {called}s by itself"


def loose_digits(name: str, source: str) -> Iterator[str]:
    r"""`\d` takes the digits of every script. (`$` is safe here: pydantic's engine takes it as the very end.)"""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.keyword) and node.arg in {"pattern", "regex"}:
            text = node.value.value if isinstance(node.value, ast.Constant) else ""
            if "\\d" in str(text):
                yield f"{name}:{node.value.lineno} pattern takes foreign digits"


FOREIGN = re.compile(r"@license|Copyright \(c\)|\(c\) \d{4}|sourceMappingURL", re.IGNORECASE)
ADDRESSES = re.compile(r"https?://[^\s\"']*(pypi|pythonhosted|npmjs|debian\.org)[^\s\"']*", re.IGNORECASE)


def third_party(name: str, source: str) -> Iterator[str]:
    if "node_modules/" in name or "/static/" in name or name.endswith((".min.js", ".min.css", ".map")):
        yield f"{name}: third-party or built code in git"
    if name.endswith((".js", ".css")) and FOREIGN.search(source):
        yield f"{name}: carries somebody else's notice"


def registry_addresses(name: str, source: str) -> Iterator[str]:
    if found := ADDRESSES.search(source):
        yield f"{name}: names a registry ({found.group(1)})"
