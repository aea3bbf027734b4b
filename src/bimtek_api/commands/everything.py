"""`bimtek up`."""

import argparse

from bimtek_api.commands.home import home
from bimtek_api.local import up as local


def up(given: argparse.Namespace) -> int:
    return local.up(home())
