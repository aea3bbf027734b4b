"""What the rooms bring, found where it stands: whoever adds a room edits no list."""

from importlib import import_module
from pathlib import Path
from types import ModuleType

HOUSE = Path(__file__).parent


def named(*names: str) -> list[ModuleType]:
    """Every module of one of these names, such as `routes`, loaded, in the order of their paths."""
    found = sorted(path for name in names for path in HOUSE.rglob(f"{name}.py"))
    return [import_module(".".join((HOUSE.name, *path.relative_to(HOUSE).with_suffix("").parts))) for path in found]
