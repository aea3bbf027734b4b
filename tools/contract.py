"""The API's contract as a file: `docs/openapi.json` is what integrators build on, and what no change may narrow.

Usage: python -m tools.contract [--narrow]
"""

import json
import sys
from pathlib import Path
from typing import Any

from bimtek_api.main import surface
from tools.narrowing import narrowed

FILE = Path(__file__).parents[1] / "docs/openapi.json"


def running() -> dict[str, Any]:
    """What the API says of itself now."""
    return surface().openapi()


def written(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def main() -> int:
    """Writes the file; refuses what narrows it unless told so."""
    document = running()
    losses = narrowed(json.loads(FILE.read_text()), document) if FILE.exists() else []
    if losses and sys.argv[1:2] != ["--narrow"]:
        advice = "v1 would lose this. Add instead of changing; or --narrow, and say why in CHANGELOG.md."
        sys.stderr.write("\n".join([*losses, advice, ""]))
        return 1
    FILE.write_text(written(document))
    return 0


if __name__ == "__main__":
    sys.exit(main())
