"""The code at the door: a QR text that only we can have written, renewed when it is lost."""

import hashlib
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from bimtek_api.core.crypto import Vault, same_secret

MARK = "BIMTEK"


@dataclass(frozen=True)
class Pass:
    """What a scanned text claims to be."""

    number: str
    generation: int
    mac: str


def text_of(vault: Vault, row: Any) -> str:
    """The text of a registration's QR code, in the letters a QR code stores most tightly."""
    return f"{MARK}:{row.number}:{row.pass_generation}:{vault.pass_mac(row.registration_id, row.pass_generation)}"


def parse(text: str) -> Pass | None:
    """None when it is no code of ours."""
    parts = text.strip().upper().split(":")
    if len(parts) != 4 or parts[0] != MARK or not (parts[2].isascii() and parts[2].isdigit() and len(parts[2]) < 9):
        return None
    return Pass(parts[1], int(parts[2]), parts[3])


def is_genuine(vault: Vault, row: Row, shown: Pass) -> bool:
    """Whether we wrote it, for whatever generation; the caller compares that with the one in force."""
    return same_secret(shown.mac, vault.pass_mac(row.registration_id, shown.generation))


def fingerprint(text: str) -> str:
    """What a device without a connection may keep to know a genuine code again."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]
