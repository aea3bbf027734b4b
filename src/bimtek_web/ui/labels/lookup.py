"""One code as the word a page shows."""

from bimtek_web.ui.i18n import gettext as _


def word(table: dict[str, str], code: str) -> str:
    """The word of a code in the reader's language; a code nobody knows stays as it is."""
    return _(table[code]) if code in table else code
