"""Where the clone is."""

import os
from pathlib import Path


def home() -> Path:
    """The folder with `alembic.ini`: the clone, or BIMTEK_HOME. Elsewhere no schema can be judged or brought up."""
    found = Path(os.environ.get("BIMTEK_HOME", ".")).resolve()
    if not (found / "alembic.ini").is_file():
        raise SystemExit("BIMTEK_HOME: sebut folder Bimtek, yang berisi alembic.ini dan migrations.")
    return found
