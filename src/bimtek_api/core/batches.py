"""Acts on many things at once: each is judged alone, and each once."""

from typing import TypeVar

from pydantic import AfterValidator, BaseModel

from bimtek_api.core.fields import wrong
from bimtek_api.core.i18n import N_

MOST = 500  # things in one act
TWICE = N_("Satu baris disebut dua kali dengan isi yang berbeda. Sebut tiap baris satu kali.")
Item = TypeVar("Item", bound=BaseModel)


def each_once(name: str) -> AfterValidator:
    """Folds items that say the same twice into one; refuses two that speak of the same `name` and differ."""

    def fold(items: list[Item]) -> list[Item]:
        kept: dict[object, Item] = {}
        for item in items:
            if kept.setdefault(getattr(item, name), item) != item:
                raise wrong("named_twice", TWICE)
        return list(kept.values())

    return AfterValidator(fold)
