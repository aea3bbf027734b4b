"""One code as the word a page shows."""

import re
from types import ModuleType

from bimtek_web.ui.i18n import gettext as _

CODE = re.compile(r"[A-Za-z0-9_.:-]{1,80}")


class Words(dict[str, object]):
    """A table of codes. A code it does not know, of an old row or a newer API, is said as it is."""

    def __missing__(self, code: str) -> object:
        # Templates take a word of ours for markup, so nothing but a code becomes one.
        return like(next(iter(self.values()), ""), code if CODE.fullmatch(code) else "?")


def like(known: object, code: str) -> object:
    """The code in the shape of what is known: a word, a tone and a word, or one of these for each reader."""
    if isinstance(known, str):
        return code
    if isinstance(known, tuple):
        toned = bool(known) and isinstance(known[0], str)
        return ("info", *(code for _each in known[1:])) if toned else tuple(like(each, code) for each in known)
    return Words(known) if isinstance(known, dict) else type(known)()


def words(table: dict[str, object]) -> Words:
    return Words({code: words(each) if isinstance(each, dict) else each for code, each in table.items()})


def forgive(*rooms: ModuleType) -> None:
    """Makes every table of these rooms one that breaks no page."""
    for room in rooms:
        for name, table in list(vars(room).items()):
            if name.isupper() and type(table) is dict:
                setattr(room, name, words(table))


def word(table: dict[str, str], code: str) -> str:
    """The word of a code in the reader's language; a code nobody knows stays as it is."""
    return _(table[code]) if code in table else code
