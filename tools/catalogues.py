"""The texts of both apps and their English catalogues.

`python -m tools.catalogues` adds what is new to `locales/en/*.po`, drops what is gone, and lists what is
untranslated.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

BORN = datetime(2026, 11, 25, tzinfo=UTC)
SOURCE = Path(__file__).parent.parent / "src"
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
METHODS = [("**.py", "python"), ("**.html", "jinja2.ext.babel_extract")]
OPTIONS = {"**.html": {"trimmed": "true", "newstyle": "true", "trim_blocks": "true", "lstrip_blocks": "true"}}


def path_of(app: str) -> Path:
    return SOURCE / app / f"locales/en/LC_MESSAGES/{app}.po"


def texts(app: str) -> Iterator[str | tuple[str, ...]]:
    """Every text an app marks for translation."""
    found = extract_from_dir(SOURCE / app, METHODS, OPTIONS, KEYWORDS, ())
    yield from sorted({message for _, _, message, _, _ in found}, key=str)


def catalogue(app: str) -> Catalog:
    path = path_of(app)
    return read_po(path.open("rb"), locale="en") if path.exists() else Catalog(locale="en")


def renewed(app: str) -> Catalog:
    """The catalogue with exactly the texts in use, translations kept."""
    old, new = catalogue(app), Catalog(
        locale="en", project="Bimtek", header_comment="# English texts of Bimtek.", fuzzy=False, creation_date=BORN,
        revision_date=BORN, last_translator="Bimtek", language_team="Bimtek", msgid_bugs_address="Bimtek",
    )  # fmt: skip
    for message in texts(app):
        known = old.get(message[0] if isinstance(message, tuple) else message)
        new.add(message, known.string if known else None)
    return new


def untranslated(app: str) -> list[str]:
    """Texts without an English sentence."""
    have = catalogue(app)
    names = [message[0] if isinstance(message, tuple) else message for message in texts(app)]
    found = [(name, have.get(name)) for name in names]
    return [name for name, entry in found if entry is None or not entry.string or not all(list(entry.string)[:1])]


def gone(app: str) -> list[str]:
    """Translations of texts nobody shows any more."""
    shown = {message[0] if isinstance(message, tuple) else message for message in texts(app)}
    kept = [entry.id[0] if isinstance(entry.id, list | tuple) else entry.id for entry in catalogue(app) if entry.id]
    return [name for name in kept if name not in shown]


def main() -> int:
    for app in ("bimtek_api", "bimtek_web"):
        path = path_of(app)
        path.parent.mkdir(parents=True, exist_ok=True)
        new = renewed(app)
        with path.open("wb") as out:
            write_po(out, new, omit_header=False, width=0, sort_output=True, no_location=True)
        for name in untranslated(app):
            sys.stdout.write(f"{app}: {name}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
