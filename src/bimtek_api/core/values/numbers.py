"""Numbers of our own papers and receipts, as people copy them: without dashes, in lower case, with blanks between."""

import re
from typing import Annotated

from pydantic import BeforeValidator, StringConstraints

from bimtek_api.core.values.typed import plain

CODE = re.compile(r"[A-Z0-9]{8}")
PARTS = re.compile(
    r"(?:(?P<series>[A-Z]{2,4})[-/ ]*)?(?P<district>[0-9OIL]{2}[. ]?[0-9OIL]{2})[-/ ]+(?P<year>[0-9OIL]{4})[-/ ]+"
    r"(?P<number>[0-9OIL]{1,6})"
)
AS_DIGITS = str.maketrans("OIL", "011")


def upper(value: object) -> str | None:
    text = plain(value) if isinstance(value, str) else None
    return None if text is None else text.upper()


class Coded:
    """A drawn number: two letters and eight of our alphabet, which has no 0, O, 1, I and L to be mistaken."""

    def __init__(self, *prefixes: str) -> None:
        self.prefixes = prefixes

    def __call__(self, value: object) -> object:
        text = upper(value)
        bare = re.sub(r"[^A-Z0-9]", "", text or "")
        for prefix in self.prefixes:
            mark = bare.removeprefix(prefix) if len(bare) > 8 else bare
            if CODE.fullmatch(mark) and (len(bare) == 8 or bare.startswith(prefix)):
                return f"{prefix}-{mark[:4]}-{mark[4:]}"
        return value if text is None else text


class Serial:
    """A counted number: series, district, year, place. O is 0 there and I is 1, for all but the series are digits."""

    def __init__(self, series: str) -> None:
        self.series = series

    def __call__(self, value: object) -> object:
        text = upper(value)
        found = PARTS.fullmatch(text) if text else None
        if found is None or found["series"] not in (None, self.series):
            return value if text is None else text
        district, year, number = (found[part].translate(AS_DIGITS) for part in ("district", "year", "number"))
        digits = re.sub(r"[. ]", "", district)
        return f"{self.series}-{digits[:2]}.{digits[2:]}-{year}-{int(number):04d}"


def check_code(value: object) -> object:
    """The twelve letters below a QR code, however they are grouped."""
    text = upper(value)
    return value if text is None else re.sub(r"[ .-]", "", text)


receipt = Coded("BT", "RB")  # of a person, and of those who were registered together
complaint, case = Coded("AD"), Serial("PB")


def said(text: str, read: Coded | Serial) -> str:
    """A search for one of our numbers, in the form in which it is kept."""
    found = read(text)
    return found if isinstance(found, str) else text


def shaped(pattern: str, most: int) -> StringConstraints:
    return StringConstraints(pattern=pattern, min_length=1, max_length=most)


Receipt = Annotated[str, shaped(r"^[A-Za-z0-9-]+$", 20), BeforeValidator(receipt)]
Complaint = Annotated[str, shaped(r"^[A-Za-z0-9-]+$", 20), BeforeValidator(complaint)]
Case = Annotated[str, shaped(r"^[A-Za-z0-9.-]+$", 40), BeforeValidator(case)]
CheckCode = Annotated[str, shaped(r"^[A-Za-z0-9]+$", 20), BeforeValidator(check_code)]
