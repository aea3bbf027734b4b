"""What the database can keep: texts without NUL and halves of characters, nested no deeper than anybody needs."""

import re
from itertools import chain

# By the library's own search: a text of a megabyte is judged in the time of a page, and nobody waits for it.
UNSTORABLE = re.compile("[\0\ud800-\udfff]")
MOST_NESTED = 20  # levels of lists and objects in one field


def searchable(value: str) -> str:
    """Without what no stored text holds: NUL and halves of characters."""
    return value.replace("\0", "").encode("utf-8", "ignore").decode()


def storable_text(text: str) -> bool:
    """Without NUL and without halves of characters, which no database text can hold."""
    return UNSTORABLE.search(text) is None


def is_storable(value: object) -> bool:
    """Whether every text in it can be stored, names inside objects too, and nothing is nested beyond reason."""
    level = [value]
    for _ in range(MOST_NESTED):
        if not all(storable_text(each) for each in level if isinstance(each, str)):
            return False
        level = [
            each
            for outer in level
            if isinstance(outer, dict | list)
            for each in (chain(outer, outer.values()) if isinstance(outer, dict) else outer)
        ]
        if not level:
            return True
    return False
