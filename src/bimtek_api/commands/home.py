"""Where the clone is."""

import os
from pathlib import Path


def home() -> Path:
    """The folder with `alembic.ini`: the clone, or BIMTEK_HOME."""
    return Path(os.environ.get("BIMTEK_HOME", ".")).resolve()
