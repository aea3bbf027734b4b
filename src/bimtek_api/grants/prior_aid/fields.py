"""How the marks are written by which one recipient is recognised again, across years and offices."""

from enum import StrEnum


class KeyKind(StrEnum):
    PERSON = "person"
    NIK = "nik"
    GROUP = "group"
    PHONE = "phone"
    ADDRESS = "address"


def address_key(address: str) -> str:
    """One place, however its address is spaced, cased or dotted."""
    return "".join(mark for mark in address.casefold() if mark.isalnum())
