"""Words of the API: message ids are Indonesian, English comes from the gettext catalogue."""

from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

LOCALES = Path(__file__).parent.parent / "locales"
LANGUAGES = ("id", "en")

language: ContextVar[str] = ContextVar("language", default="id")


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Marks a text for the catalogue; it is translated where it is shown."""
    return text


@cache
def catalogue(code: str) -> NullTranslations:
    """The compiled catalogue of one language, read once."""
    path = LOCALES / code / "LC_MESSAGES" / "bimtek_api.po"
    if not path.exists():
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, read_po(path.open("rb"), locale=code))
    compiled.seek(0)
    return Translations(compiled)


def translate(text: str, **facts: object) -> str:
    """`text` in the request's language, with `{name}` places filled from `facts`."""
    words = catalogue(language.get()).gettext(text) if text else text
    return words.format(**facts) if facts else words


def choose(header: str | None) -> str:
    """ "en" only when the caller asks for it before Indonesian; else "id"."""
    wanted = [part.split(";")[0].strip().lower()[:2] for part in (header or "").split(",")]
    return next((code for code in wanted if code in LANGUAGES), "id")
