"""A process of the workshop: takes one piece of work after the other, within limits it cannot lift again."""

import os
import resource
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from bimtek_api.core import documents, papers, pictures, readers
from bimtek_api.core.errors import Refusal
from bimtek_api.core.workshop import Failed, TooHard

MEMORY = 1_000_000_000  # address space; what libraries map counts, too
CRAFTS = (papers.typeset, papers.shrunk, pictures.made_anew, readers.table, documents.expect_whole)


def answer(craft: Callable[..., Any], args: tuple[object, ...], kwargs: dict[str, object]) -> tuple[object, object]:
    """What was made, or the refusal and its facts. Texts are for the process that knows the language."""
    try:
        return craft(*args, **kwargs), None
    except Refusal as no:
        return None, (type(no), no.facts)
    except (MemoryError, RecursionError):
        return None, (TooHard, {})
    except Exception as fault:
        return None, (Failed, {"kind": type(fault).__name__})


def work(pipe: Connection) -> None:
    """Until nobody is at the other end."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(5)
    pipe.send(None)
    while True:
        try:
            craft, args, kwargs = pipe.recv()
        except EOFError:
            return
        pipe.send(answer(craft, args, kwargs))


if __name__ == "__main__":
    work(Connection(int(sys.argv[1])))
