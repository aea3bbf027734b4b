"""cases.md 58: papers are drawn with fonts of a package; no letter is ever an empty box on one of them."""

from io import BytesIO
from unicodedata import category

import orjson
import pytest
import typst
from pydantic import TypeAdapter, ValidationError
from pypdf import PdfReader

from bimtek_api.core import papers, texts
from bimtek_api.core.fields import Name, Title

FOREIGN = ["王小明", "ᬯᬬᬦ᭄", "ꦗꦮ", "محمد", "Siti 😀", "한국어", "Дмитрий"]
NAMES = ["Nur'aini", "Dr. H. Ahmad bin Umar, S.H., M.Si.", "René", "Nguyễn Thị Ánh", "Ma‘ruf", "Łukasz", "D’Souza"]
TEMPLATES = sorted(papers.ROOT.rglob("*.typ"))


def drawn(text: str) -> bytes:
    """PDF/A-2 refuses what no font can draw; plain PDF shows a box."""
    page = b"#sys.inputs.text"
    return typst.compile(
        page, format="pdf", sys_inputs={"text": text}, ignore_system_fonts=True, pdf_standards="a-2b"
    )


def letters(which: str) -> str:
    every = (chr(at) for at in range(0x20, 0x3000) if category(chr(at))[0] != "C")
    return "".join(each for each in every if texts.printed(each) == each and (which == "all" or texts.is_latin(each)))


@pytest.mark.parametrize("which", ["latin", "all"])
def test_every_letter_we_call_printed_is_drawn_by_the_fonts_that_come_with_typst(which: str) -> None:
    assert len(letters(which)) > 900
    drawn(" ".join(letters(which)))


def test_the_asking_knows_a_letter_that_no_font_has() -> None:
    with pytest.raises(RuntimeError, match="could not be displayed"):
        drawn("王")


@pytest.mark.parametrize("text", FOREIGN)
@pytest.mark.parametrize("kind", [Name, Title])
def test_a_name_no_paper_can_bear_is_met_at_entry(text: str, kind: object) -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(text)
    assert caught.value.errors()[0]["type"] == "letters_not_latin"


@pytest.mark.parametrize("text", NAMES)
def test_names_as_cards_bear_them_are_kept_and_drawn(text: str) -> None:
    assert TypeAdapter(Name).validate_python(text) == text
    assert text in PdfReader(BytesIO(drawn(text))).pages[0].extract_text()


@pytest.mark.parametrize("text", FOREIGN)
def test_what_a_remark_holds_is_drawn_or_named_by_its_code(text: str) -> None:
    """Old rows and free texts: the paper says which letter stood there."""
    given = texts.printed(orjson.dumps({"text": text}).decode())
    told = orjson.loads(given)["text"]
    drawn(told)
    assert (told == text) is (text in ("محمد", "Дмитрий"))


def test_papers_are_typeset_without_the_fonts_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, object]] = []
    monkeypatch.setattr(papers.typst, "compile", lambda *given, **named: asked.append(named) or b"")
    papers.typeset(TEMPLATES[0], "{}")
    assert asked[0]["ignore_system_fonts"] is True
    others = [path.name for path in TEMPLATES if "font:" in path.read_text()]
    assert others == [], "a template that names a font of its own must bring it"
