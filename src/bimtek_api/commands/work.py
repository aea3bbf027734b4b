"""`bimtek worker`."""

import argparse

from bimtek_api import worker
from bimtek_api.commands.serving import stopped
from bimtek_api.settings import Settings


def work(given: argparse.Namespace) -> int:
    if stopped(Settings()):
        return 1
    worker.main()
    return 0
