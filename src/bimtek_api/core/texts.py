"""Typed text put into one form, in a time that grows with its length and nothing else."""

import re
import unicodedata

INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"))
# Controls but tabs and line ends, halves of characters, and what turns the direction of writing around.
REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
# What the fonts of our papers can draw: Latin with its marks, signs, money. tests/api/core/test_letters.py asks.
LATIN = " -~\u00a0-\u024f\u02b0-\u02ff\u0300-\u036f\u1e00-\u1eff\u2010-\u2027\u2030-\u2040\u20a0-\u20bf\u2116\u2122"
# In passing, as in a remark, also Greek, Cyrillic and the Arabic letters.
ALSO = "\n\t\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u04ff\u060c\u061b\u061f\u0621-\u063a\u0640-\u0655\u0660-\u066d"
SIGNS = "\u2190-\u2193\u2212\u2248\u2260\u2264\u2265\u2713"
NOT_LATIN, NOT_PRINTED = re.compile(f"[^{LATIN}{SIGNS}]"), re.compile(f"[^{LATIN}{ALSO}{SIGNS}]")
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


def is_latin(text: str) -> bool:
    """Whether every letter is one a card of identity bears, so that every paper can bear it too."""
    return NOT_LATIN.search(text) is None


def printed(text: str) -> str:
    """As a paper bears it: a letter no font of ours has is named by its code, `[U+1F600]`, and is no empty box."""
    return NOT_PRINTED.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)
