"""The pages' words: Indonesian message ids, English from the catalogue, chosen by the `lang` cookie."""

from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

LOCALES = Path(__file__).parent.parent / "locales"
LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}

language: ContextVar[str] = ContextVar("language", default="id")


@cache
def catalogue(code: str) -> NullTranslations:
    """The compiled catalogue, read once; Indonesian needs none."""
    path = LOCALES / code / "LC_MESSAGES" / "bimtek_web.po"
    if not path.exists():
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, read_po(path.open("rb"), locale=code))
    compiled.seek(0)
    return Translations(compiled)


def gettext(text: str) -> str:
    return catalogue(language.get()).gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    return catalogue(language.get()).ngettext(one, many, count)


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Marks a text for the catalogue."""
    return text
