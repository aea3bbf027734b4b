"""`make bench`: goal, floor, figure and ratio in one run. `make bench ONLY=P1` runs one."""

import asyncio
import sys
from collections.abc import Awaitable, Callable

from tests import database
from tests.bench import c9, c69, p1, p11

BENCHES: dict[str, Callable[[], Awaitable[list[str]]]] = {"P1": p1.run, "C9": c9.run, "C69": c69.run, "P11": p11.run}


def main() -> int:
    wanted = sys.argv[1:] or list(BENCHES)
    server = database.start("bench", durable=True)  # as an office runs it: every commit reaches the disk
    try:
        for name in wanted:
            for line in asyncio.run(BENCHES[name]()):
                sys.stdout.write(line + "\n")
    finally:
        server.stop()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
