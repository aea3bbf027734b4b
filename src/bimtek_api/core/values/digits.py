"""Numbers that are names: NIK, family card, account, licence, region. Digits as text, separators dropped."""

from bimtek_api.core.values.typed import CELL_IS_NUMBER, DASHES, Number
from bimtek_api.core.wrongs import wrong

SEPARATORS = dict.fromkeys(map(ord, " .-\u00a0\u202f\u2009"))
LONGEST = 60


def as_text(value: object) -> object:
    """Refuses a sheet's own number where a number is a name: its zeros and its last digit are the program's."""
    if isinstance(value, Number):
        raise wrong("number_cell", CELL_IS_NUMBER)
    return value


def bare(text: str) -> str:
    """Without the blanks, dots and dashes by which people and papers group digits."""
    return text.strip(" \u00a0").translate(DASHES).translate(SEPARATORS)


def digits(value: object) -> str | None:
    """The ASCII digits of an identifier however they are grouped; None when anything else is among them."""
    text = bare(value) if isinstance(as_text(value), str) and isinstance(value, str) and len(value) <= LONGEST else ""
    return text if text.isascii() and text.isdigit() else None
