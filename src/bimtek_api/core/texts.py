"""Typed text put into one form, in a time that grows with its length and nothing else."""

import re
import unicodedata

INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"))
# Controls but tabs and line ends, halves of characters, and what turns the direction of writing around.
REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
LONGEST = 20_000  # letters; no field takes as many, and looking at each of a million keeps others waiting


def is_mark(letter: str) -> bool:
    """Whether it sits on the letter before it, by itself or once it is taken apart."""
    return bool(unicodedata.combining(letter) or unicodedata.combining(unicodedata.normalize("NFD", letter)[0]))


# Normalising puts the marks of one letter in order, in a time that grows with the square of their number: a body of
# a megabyte would keep the loop for half an hour. No language has more than thirty (Unicode's stream-safe format).
MARKS = "".join(filter(is_mark, map(chr, range(0x300, 0x1F000))))
TOO_MANY_MARKS = re.compile(f"[{MARKS}]{{31}}")


def tidied(text: str) -> str | None:
    """NFC, without invisible characters, single spaces for odd ones; None when it holds what no text of ours may."""
    if TOO_MANY_MARKS.search(text):
        return None
    made = unicodedata.normalize("NFC", text).translate(INVISIBLE).replace("\u00a0", " ")
    return None if REFUSED.search(made) else made.strip()
