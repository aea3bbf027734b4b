"""How a reader refuses a value, and the one form in which texts are kept."""

from typing import LiteralString

from pydantic_core import PydanticCustomError

from bimtek_api.core import texts
from bimtek_api.core.i18n import N_

LETTERS = N_(
    "Tulis dengan huruf Latin seperti di KTP. Huruf lain dan emoji tidak dapat dicetak di surat dan sertifikat."
)
TEXT_CHARACTERS = N_("Ada huruf yang tidak dapat disimpan. Tulis ulang tanpa tanda khusus.")
TOO_LONG = N_("Terlalu panjang. Paling banyak {max_length} huruf.")


def wrong(code: LiteralString, text: str, **facts: object) -> PydanticCustomError:
    """An error of ours for a validator to raise: the untranslated sentence travels with its facts."""
    return PydanticCustomError(code, "refused", {"text": text, "facts": facts})


def clean(value: str) -> str:
    """NFC, without invisible characters, single spaces for odd ones; refuses controls and overrides."""
    if not isinstance(value, str):
        return value
    if len(value) > texts.LONGEST:
        raise wrong("too_long", TOO_LONG, max_length=texts.LONGEST)
    text = texts.tidied(value)
    if text is None:
        raise wrong("text_characters", TEXT_CHARACTERS)
    return text


def latin(value: str) -> str:
    """A name in letters that papers can print."""
    if not texts.is_latin(value):
        raise wrong("letters_not_latin", LETTERS)
    return value
