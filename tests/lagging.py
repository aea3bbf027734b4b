"""The API with a clock in it: `python -m tests.lagging` serves it and tells at /lag how long its loop was kept.

Two figures: how late a timer of a few milliseconds comes, and how long the loop itself computed in between. The
second does not depend on what else the machine does.
"""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI

from bimtek_api import main
from bimtek_api.commands.serving import run_server
from bimtek_api.settings import Settings

EVERY = 0.005


class Watch:
    """How late the timers came since it was last read, and how long the loop computed between two of them."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self.computed = 0.0

    async def run(self) -> None:
        while True:
            began, used = time.perf_counter(), time.thread_time()
            await asyncio.sleep(EVERY)
            self.late.append(time.perf_counter() - began - EVERY)
            self.computed = max(self.computed, time.thread_time() - used)

    async def told(self) -> dict[str, float]:
        late, self.late = sorted(self.late), []
        computed, self.computed = self.computed, 0.0
        return {
            "computed_ms": computed * 1000,
            "worst_ms": late[-1] * 1000 if late else 0,
            "p99_ms": late[int(len(late) * 0.99)] * 1000 if late else 0,
            "peak_mb": peak(),
        }


def peak() -> float:
    """Megabytes the process held at most."""
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1024


def app() -> FastAPI:
    made, watch = main.app(), Watch()
    before = made.router.lifespan_context

    @asynccontextmanager
    async def lifespan(served: FastAPI) -> AsyncGenerator[None]:
        async with before(served):
            watching = asyncio.create_task(watch.run())
            yield
            watching.cancel()

    made.router.lifespan_context = lifespan
    made.add_api_route("/lag", watch.told, methods=["GET"])
    return made


if __name__ == "__main__":
    chosen = Settings()
    run_server("tests.lagging:app", chosen.api_host, chosen.api_port)
