"""Phone numbers of people, officers and participants alike."""

import re
from typing import Annotated

from lokal import PhoneInfo, parse_phone
from pydantic import BeforeValidator, StringConstraints

from bimtek_api.core.fields import clean, wrong
from bimtek_api.core.i18n import N_
from bimtek_api.core.values.typed import plain

LANDLINE = N_("Ini bukan nomor ponsel. Tulis nomor ponsel yang diawali 08, misalnya 0812 0000 0000.")
PHONE = N_("Tulis nomor ponsel yang diawali 08, misalnya 0812 0000 0000.")
CALLED = re.compile(r"(?i)^(?:tel|telp|hp|wa|no)(?:\. ?|: ?| )")
SIGNS = re.compile(r"[ .()/-]")
FOREIGN = re.compile(r"(?:\+|00)?620?(?=[1-9])")
DIGITS = re.compile(r"\+?[0-9]{7,16}")


def international(text: str) -> str:
    """`0062 812…`, `62812…` and `+62 (0)812…` as `+62812…`; every other notation as the digits it has."""
    bare = SIGNS.sub("", CALLED.sub("", text))
    return FOREIGN.sub("+62", bare) if FOREIGN.match(bare) else bare


def parsed(value: object) -> PhoneInfo:
    """An Indonesian number written 08…, 62…, +62… or 0062…, with any signs between, whatever rings there."""
    text = plain(clean(value)) if isinstance(value, str) else None
    bare = international(text) if text else ""
    found = parse_phone(bare) if DIGITS.fullmatch(bare) else None
    if found is None or found.e164 is None:
        raise wrong("phone_unknown", PHONE)
    return found


def phone(value: object) -> str:
    """E.164 of a number in an operator's mobile range: a person must be reached on it."""
    found = parsed(value)
    if found.type != "mobile" or found.operator is None:
        raise wrong("phone_not_mobile", LANDLINE)
    return str(found.e164)


def any_phone(value: object) -> str:
    """E.164 of a mobile or a landline number: a firm's, or one kept only to be compared."""
    return str(parsed(value).e164)


Phone = Annotated[str, BeforeValidator(phone), StringConstraints(max_length=16)]
AnyPhone = Annotated[str, BeforeValidator(any_phone), StringConstraints(max_length=16)]
