"""Tells small lies about one module and sees which test notices: python -m tools.mutants.run [MODULE] [MINUTES].

Every lie is told inside one run of pytest, by putting other code under the functions that stand there: the database,
the application and the fixtures of a session are made once, so that a lie costs its tests and nothing else. Only
tests that call the function are asked, the quickest first. The minutes begin after the honest run; what they do not
reach is said.
"""

import ast
import gc
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import cast

import pytest
from _pytest.runner import runtestprotocol

from tools.mutants.mutations import Mutation, compiled, mutations
from tools.mutants.nearest import NEAREST

ROOT = Path(__file__).parents[2]
MINUTES = 10.0
PATIENCE = 10  # times as long as the test takes, but never less than five seconds
AGAIN = 25  # lies until a test that noticed must be quiet again on the honest code


class Stuck(Exception):
    """A lie that never ends is noticed."""


@dataclass
class Score:
    killed: int = 0
    survived: list[Mutation] = field(default_factory=list)
    unreached: int = 0

    @property
    def share(self) -> float:
        told = self.killed + len(self.survived)
        return 100 * self.killed / told if told else 100


class Liar:
    """A pytest plugin: the honest run first, then one lie after the other."""

    def __init__(self, module: Path, minutes: float) -> None:
        self.path, self.tree = str(module), ast.parse(module.read_text())
        self.minutes = minutes
        self.calls: dict[str, dict[pytest.Item, float]] = defaultdict(dict)
        self.score = Score()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if failing := [item.nodeid for item in session.items if not self.honest(session, item)]:
            raise pytest.UsageError(f"these fail on the honest code: {failing}")
        told, until = mutations(self.tree), time.monotonic() + 60 * self.minutes
        told.sort(
            key=lambda each: sha256(f"{each.what}{each.place}".encode()).digest()
        )  # the same fair sample always
        for count, mutation in enumerate(told):
            if time.monotonic() > until:
                self.score.unreached = len(told) - count
                break
            if self.noticed(session, mutation):
                self.score.killed += 1
            else:
                self.score.survived.append(mutation)
            if count % AGAIN == AGAIN - 1 and not passes(session, session.items[0], 60):
                raise pytest.UsageError("an honest run fails after a lie: what came after it says nothing")
        return True

    def honest(self, session: pytest.Session, item: pytest.Item) -> bool:
        """Runs a test on the code as it is, and writes down which functions it calls."""
        called: set[str] = set()

        def note(frame: FrameType, event: str, _given: object) -> None:
            if event == "call" and frame.f_code.co_filename == self.path:
                called.add(frame.f_code.co_qualname)

        started = time.monotonic()
        sys.setprofile(note)
        try:
            passed = passes(session, item, 300)
        finally:
            sys.setprofile(None)
        for name in called if passed else ():
            self.calls[name.partition(".<locals>")[0]][item] = time.monotonic() - started
        return passed

    def noticed(self, session: pytest.Session, mutation: Mutation) -> bool:
        asked = sorted(self.calls[mutation.function].items(), key=lambda each: each[1])
        with told(self.path, compiled(self.tree, self.path, mutation)):
            return any(not passes(session, item, max(5.0, PATIENCE * took)) for item, took in asked)


@contextmanager
def told(path: str, lie: dict[tuple[str, int], CodeType]) -> Generator[None]:
    """Functions of the module run other code meanwhile."""
    before: list[tuple[FunctionType, CodeType]] = []
    for each in gc.get_objects():
        if isinstance(each, FunctionType) and each.__code__.co_filename == path:
            other = lie.get((each.__code__.co_qualname, each.__code__.co_firstlineno))
            if other and other != each.__code__ and other.co_freevars == each.__code__.co_freevars:
                before.append((each, each.__code__))
                each.__code__ = other
    try:
        yield
    finally:
        for function, code in before:
            function.__code__ = code


def passes(session: pytest.Session, item: pytest.Item, seconds: float) -> bool:
    """Runs one test once more, quietly; what lives as long as the session stays."""
    next_item = cast(pytest.Item, session)  # nothing but the session outlives the test
    assert isinstance(item, pytest.Function)
    item._initrequest()  # what makes a test ready to run again
    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return all(report.passed for report in runtestprotocol(item, log=False, nextitem=next_item))
    except Stuck:
        return False
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def stop(_number: int, _frame: FrameType | None) -> None:
    raise Stuck


def main() -> int:
    """Prints what survived and the score; asked for one module, or for each in turn."""
    asked, minutes = sys.argv[1:2], float(sys.argv[2]) if sys.argv[2:] else MINUTES
    chosen = {name: tests for name, tests in NEAREST.items() if not asked or name == asked[0]}
    if not chosen:
        sys.stderr.write("one of:\n" + "\n".join(NEAREST) + "\n")
        return 2
    for name, tests in chosen.items():
        liar = Liar(ROOT / "src/bimtek_api" / name, minutes)
        ended = pytest.main(["-n", "0", "-q", "-p", "no:cacheprovider", "--no-header", *tests], [liar])
        for each in sorted(liar.score.survived, key=lambda each: each.line):
            sys.stdout.write(f"survived  {name}:{each.line}  {each.function}: {each.what}\n")
        rest = f", {liar.score.unreached} not reached" if liar.score.unreached else ""
        told_all = liar.score.killed + len(liar.score.survived)
        sys.stdout.write(f"{name}: {liar.score.killed} of {told_all} noticed, {liar.score.share:.0f} %{rest}\n")
        if ended not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            return int(ended)
    return 0


if __name__ == "__main__":
    sys.exit(main())
