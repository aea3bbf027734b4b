"""Structured logs. They carry ids, codes and counts; nothing a person typed is ever passed in."""

import logging
import sys
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar

import structlog
from structlog.typing import EventDict, WrappedLogger

SILENT: ContextVar[bool] = ContextVar("silent", default=False)
POLLED = ("/livez", "/readyz")  # asked every few seconds, all day


class Polls:
    """Polls are worth a line only when their answer changes: a full log hides what happened."""

    def __init__(self) -> None:
        self.answered: dict[str, int] = {}

    def is_news(self, route: str | None, status: int) -> bool:
        if route not in POLLED:
            return True
        before, self.answered[route] = self.answered.get(route, 200), status
        return status != before


@contextmanager
def silence() -> Generator[None]:
    """Inside, what is not a warning is not told: for a command that asks the API two thousand things."""
    before = SILENT.set(True)
    try:
        yield
    finally:
        SILENT.reset(before)


def unless_silent(logger: WrappedLogger, method: str, said: EventDict) -> EventDict:
    if SILENT.get() and method == "info":
        raise structlog.DropEvent
    return said


def configure(environment: str) -> None:
    """JSON lines in production, readable lines in development; library loggers speak from WARNING up."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    final = structlog.processors.JSONRenderer() if environment == "production" else structlog.dev.ConsoleRenderer()
    structlog.configure(
        processors=[
            unless_silent,
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            final,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
