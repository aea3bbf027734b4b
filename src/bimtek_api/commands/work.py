"""`bimtek worker`."""

import argparse

from bimtek_api import worker


def work(given: argparse.Namespace) -> int:
    worker.main()
    return 0
