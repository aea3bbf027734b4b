"""The national identity number (NIK): what is refused, and what an officer is only warned of.

Sixteen ASCII digits, always text: 6 of the region of first registration, DDMMYY (women: day + 40), 4 serial.
"""

from datetime import date
from itertools import groupby, pairwise
from typing import Annotated

from pydantic import BeforeValidator, StringConstraints

from bimtek_api.core.fields import wrong
from bimtek_api.core.i18n import N_
from bimtek_api.core.values import digits

NOT_TEXT = N_("Kirim NIK sebagai teks, bukan bilangan.")
LENGTH = N_("NIK harus 16 angka. Anda menulis {digits}.")
DIGITS = N_("NIK hanya berisi angka 0 sampai 9.")
FAMILY_CARD = N_("Nomor kartu keluarga 16 angka, seperti tercetak di kartunya.")
MOST_ALIKE = 10
PLACEHOLDER = N_("Tulis NIK yang tercetak di KTP Anda.")


def parse(value: object) -> str:
    """Sixteen digits after dropping spaces, dots and dashes; anything else is refused, never repaired."""
    if not isinstance(digits.as_text(value), str):
        raise wrong("nik_not_text", NOT_TEXT)
    text = digits.bare(str(value))
    if not text or set(text) == {"0"}:
        raise wrong("nik_placeholder", PLACEHOLDER)
    if not all("0" <= mark <= "9" for mark in text):
        raise wrong("nik_digits", DIGITS)
    if len(text) != 16:
        raise wrong("nik_length", LENGTH, digits=len(text))
    if is_placeholder(text):
        raise wrong("nik_placeholder", PLACEHOLDER)
    return text


def is_placeholder(text: str) -> bool:
    """Digits typed to get past the field: no region, one digit or a count held down, a block repeated.

    Ten alike or counting leave region, birth date and serial no room to be anybody's.
    """
    repeated = any(text == text[:size] * (16 // size) for size in (1, 2, 4, 8))
    return repeated or text.startswith("000000") or longest_run(text) >= MOST_ALIKE


def longest_run(text: str) -> int:
    """The most digits in a row that are alike, or go up or down by one, 9 before 0 included."""
    steps = [(int(after) - int(before)) % 10 for before, after in pairwise(text)]
    runs = [len(list(same)) for step, same in groupby(steps) if step in (0, 1, 9)]
    return max(runs, default=0) + 1


def family_card(value: object) -> str:
    """The number of a family card (KK): sixteen digits, as on the card."""
    text = digits.digits(value) or ""
    if len(text) != 16 or is_placeholder(text):
        raise wrong("family_card", FAMILY_CARD)
    return text


FamilyCard = Annotated[str, BeforeValidator(family_card), StringConstraints(max_length=40)]
Nik = Annotated[str, BeforeValidator(parse)]


def warnings(nik: str, birth_date: date, sex: str) -> list[str]:
    """Codes of what does not fit: for an officer to look at, never a refusal. The region is not compared."""
    day, month, year = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    found = []
    if (day > 40) != (sex == "female"):
        found.append("nik_sex_mismatch")
    if (day - 40 if day > 40 else day, month, year) != (
        birth_date.day,
        birth_date.month,
        birth_date.year % 100,
    ):
        found.append("nik_birth_mismatch")
    return found
