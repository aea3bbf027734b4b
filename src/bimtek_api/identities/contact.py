"""Where somebody can be reached, however she wrote it, as one text to compare by."""

from bimtek_api.core.crypto import Vault
from bimtek_api.identities.phone import any_phone


def plain(contact: str) -> str:
    """An e-mail address in small letters, a phone number as E.164, anything else as it is."""
    text = contact.strip().casefold()
    if "@" in text:
        return text
    try:
        return any_phone(text)
    except ValueError:
        return text


def index_of(vault: Vault, contact: str) -> bytes:
    return vault.index_of("contact", plain(contact))
