"""Phone numbers of people, officers and participants alike."""

from typing import Annotated

from lokal import PhoneInfo, parse_phone
from pydantic import BeforeValidator, StringConstraints

from bimtek_api.core.fields import clean, wrong
from bimtek_api.core.i18n import N_

LANDLINE = N_("Ini bukan nomor ponsel. Tulis nomor ponsel yang diawali 08, misalnya 0812 0000 0000.")
PHONE = N_("Tulis nomor ponsel yang diawali 08, misalnya 0812 0000 0000.")


def parsed(value: object) -> PhoneInfo:
    """An Indonesian number written 08…, 62… or +62…, whatever rings there."""
    text = clean(value) if isinstance(value, str) else ""
    found = parse_phone(text) if text.isascii() and len(text) <= 40 else None
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
