"""How somebody who left one contact, in whatever writing, can be reached."""

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from bimtek_api.core.fields import email
from bimtek_api.identities.phone import phone


def channels_of(contact: str) -> tuple[str | None, str | None]:
    """E-mail address and mobile number, each only if it is one: judged as at every form."""
    found: list[str | None] = []
    for read in (email, phone):
        try:
            found.append(str(read(contact)) or None)
        except (PydanticCustomError, ValidationError, ValueError):
            found.append(None)
    return found[0], found[1]
