"""The documents: complete, in order, and every name and link in them exists."""

import re
from pathlib import Path

import pytest

from bimtek_api.settings import Settings
from bimtek_web.settings import WebSettings
from tests.architecture.rules import ROOT, named, tracked

DOCS = ROOT / "docs"
LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)#]+)(?:#[^)]*)?\)")
ROW = re.compile(r"^\| ([^|]+) \| ([^|]*) \| ([^|]+) \|$", re.MULTILINE)
NAMED = re.compile(r"`([^`]+)`")
PLACE = re.compile(r"(?:src|tests|migrations|docs|tools)/[\w./-]*|[\w-]+\.(?:toml|md|yaml)")
GUIDES = [path for path in tracked(".md") if path.parent.name != "decisions" and path.name != "CHANGELOG.md"]


def words_of_the_source() -> set[str]:
    found: set[str] = set()
    for path in tracked(".py", ".sql", ".html"):
        if (ROOT / "src") in path.parents:
            found.update(re.findall(r"\w+", path.read_text()))
    return found


@pytest.mark.parametrize("path", tracked(".md"), ids=named)
def test_every_link_of_a_document_leads_somewhere(path: Path) -> None:
    assert [each for each in LINK.findall(path.read_text()) if not (path.parent / each).exists()] == []


def is_there(place: str, beside: Path) -> bool:
    """A file or folder from the top or beside the guide; a record by its number."""
    return any(next(folder.glob(f"{place.rstrip('/')}*"), None) for folder in (ROOT, beside))


@pytest.mark.parametrize("path", GUIDES, ids=named)
def test_every_file_a_guide_names_is_there(path: Path) -> None:
    """Records of decisions tell of their day; guides tell of today. Whoever moves a file mends the guide."""
    said = [each.split("::")[0] for each in NAMED.findall(path.read_text())]
    assert [each for each in said if PLACE.fullmatch(each) and not is_there(each, path.parent)] == []


def test_the_index_names_every_document() -> None:
    """Whoever adds a page to docs/ gives it a line in docs/README.md. Records have an index of their own."""
    linked = {(DOCS / each).resolve() for each in LINK.findall((DOCS / "README.md").read_text())}
    pages = [path for path in tracked(".md") if DOCS in path.parents and path.parent.name != "decisions"]
    assert [named(path) for path in pages if path != DOCS / "README.md" and path.resolve() not in linked] == []


def test_every_setting_of_an_office_is_on_its_page() -> None:
    """Whoever adds a setting gives it a line in docs/settings.md."""
    api, web = (DOCS / "settings.md").read_text().split("## The pages")
    for said, settings in ((api, Settings), (web, WebSettings)):
        assert [name for name in settings.model_fields if name.upper() not in NAMED.findall(said)] == []


def test_the_glossary_is_in_order_and_its_names_are_those_of_the_source() -> None:
    rows = ROW.findall((DOCS / "glossary.md").read_text())[2:]
    terms = [term.lower() for term, _, _ in rows]
    assert len(terms) > 100
    assert terms == sorted(set(terms))
    known = words_of_the_source()
    assert [(term, name) for term, code, _ in rows for name in NAMED.findall(code) if name not in known] == []
