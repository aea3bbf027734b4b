"""Heavy work on what people send, beside the event loop: pictures, sheets and papers go to processes of their own.

Each has a limit of memory; who takes longer than the work is worth is killed and another begins. When all are busy
and the queue is full, the request is refused at once and may come again.
"""

import asyncio
import pickle
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from multiprocessing import Pipe
from queue import SimpleQueue
from typing import Any, ParamSpec, TypeVar

import structlog

from bimtek_api.core.errors import Unavailable, Unprocessable
from bimtek_api.core.i18n import N_

HANDS, WAITING = 2, 16  # processes, and how many pieces of work may wait for them
START, SECONDS = 60.0, 10.0
PIECES = 500  # then the process makes room for a fresh one
HOME = "bimtek_api."
log = structlog.get_logger()
P = ParamSpec("P")
Made = TypeVar("Made")


class Busy(Unavailable):
    code = "busy"
    text = N_("Terlalu banyak berkas sedang diolah. Coba lagi sebentar lagi.")


class TooHard(Unprocessable):
    code = "file_too_hard"
    text = N_("Berkas ini terlalu rumit untuk diolah. Simpan ulang dengan isi yang lebih sedikit.")


class Failed(Exception):
    """A fault of ours in a craft; only its kind leaves the process, since its words may quote a file."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class Answers(pickle.Unpickler):
    """What a process answers may name our own types and nothing else: it has read what strangers sent."""

    def find_class(self, module_name: str, global_name: str) -> Any:
        found = super().find_class(module_name, global_name) if module_name.startswith(HOME) else None
        if not isinstance(found, type):
            raise pickle.UnpicklingError(global_name)
        return found


class Hand:
    """One process and the pipe to it."""

    def __init__(self) -> None:
        self.pipe, theirs = Pipe()
        command = [sys.executable, "-m", "bimtek_api.core.hands", str(theirs.fileno())]
        self.process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)
        theirs.close()
        self.done = 0
        self.answer(START)  # it says when its tools are at hand

    def work(self, piece: bytes, seconds: float) -> Any:
        """The answer; raises EOFError when the process is gone and TimeoutError when it takes too long."""
        self.done += 1
        self.pipe.send_bytes(piece)
        return self.answer(seconds)

    def answer(self, seconds: float) -> Any:
        if not self.pipe.poll(seconds):
            raise TimeoutError
        return Answers(BytesIO(self.pipe.recv_bytes())).load()

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self.pipe.close()


class Workshop:
    """Hands are hired when they are needed first, and wait for work in threads."""

    def __init__(self, hands: int = HANDS, waiting: int = WAITING) -> None:
        self.threads = ThreadPoolExecutor(hands, thread_name_prefix="workshop")
        self.free: SimpleQueue[Hand] = SimpleQueue()
        self.most, self.inside = hands + waiting, 0

    def close(self) -> None:
        """Lets everybody go."""
        self.threads.shutdown()
        while not self.free.empty():
            self.free.get_nowait().end()

    async def do(self, craft: Callable[P, Made], *args: P.args, **kwargs: P.kwargs) -> Made:
        """What `craft` makes of the arguments. Raises what it raises, Busy, or TooHard."""
        if self.inside >= self.most:
            raise Busy
        self.inside += 1
        try:
            piece = pickle.dumps((craft, args, kwargs))
            return await asyncio.get_running_loop().run_in_executor(self.threads, self.turn, piece, SECONDS)
        finally:
            self.inside -= 1

    def turn(self, piece: bytes, seconds: float) -> Any:
        hand = self.free.get_nowait() if not self.free.empty() else Hand()
        try:
            made, refused = hand.work(piece, seconds)
        except (EOFError, OSError, TimeoutError, pickle.UnpicklingError) as error:
            log.warning("work_given_up", why=type(error).__name__)
            hand.end()
            raise TooHard from error
        if hand.done >= PIECES:
            hand.end()
        else:
            self.free.put(hand)
        if refused:
            kind, facts = refused
            raise kind(**facts)
        return made


SHOP = Workshop()
do = SHOP.do
