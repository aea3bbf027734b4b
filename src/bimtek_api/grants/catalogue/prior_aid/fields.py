"""How the marks are written by which one recipient is recognised again, across years and offices."""

from enum import StrEnum


class KeyKind(StrEnum):
    PERSON = "person"
    NIK = "nik"
    GROUP = "group"
    PHONE = "phone"
    ADDRESS = "address"
    FAMILY_CARD = "family_card"
    LICENCE = "licence"
    ACCOUNT = "account"


def licence_key(number: str) -> str:
    """A business number (NIB), however it is spaced; empty when there is none to compare."""
    digits = "".join(mark for mark in number if mark.isdigit())
    return digits if len(digits) >= 9 else ""


def address_key(address: str) -> str:
    """One place, however its address is spaced, cased or dotted."""
    return "".join(mark for mark in address.casefold() if mark.isalnum())
