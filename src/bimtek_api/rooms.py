"""What the rooms bring, found where it stands: whoever adds a room edits no list."""

from importlib import import_module
from pathlib import Path
from types import ModuleType

HOUSE = Path(__file__).parent


def named(*patterns: str) -> list[ModuleType]:
    """Every module whose name is one of these patterns, such as `*routes`, loaded, in the order of their paths."""
    found = sorted(path for each in patterns for path in HOUSE.rglob(f"{each}.py"))
    return [import_module(".".join((HOUSE.name, *path.relative_to(HOUSE).with_suffix("").parts))) for path in found]
