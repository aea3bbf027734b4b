"""Forms as they stand in a page that was drawn: their fields, words and places in the text."""

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

CHOICES = ("radio", "checkbox")
VALUE = re.compile(r'\svalue="[^"]*"')


@dataclass
class Box:
    """One field: where its start tag stands, what it holds, and the word of a choice."""

    name: str
    kind: str
    value: str
    start: int
    raw: str
    chosen: bool = False
    word: str = ""
    end: int = 0  # where a text area ends

    def with_value(self, value: str) -> str:
        bare = VALUE.sub("", self.raw).rstrip("/> ")
        return f'{bare} value="{escape(value, quote=True)}">'

    def marked(self, word: str, *, on: bool) -> str:
        bare = re.sub(rf"\s{word}(?=[\s>])", "", self.raw)
        return f"{bare.rstrip('/> ')} {word}>" if on else bare


@dataclass
class Drawn:
    """One form of a page."""

    path: str
    start: int
    boxes: list[Box] = field(default_factory=list)
    buttons: set[tuple[str, str]] = field(default_factory=set)
    labels: dict[str, str] = field(default_factory=dict)

    def values(self, name: str) -> list[str]:
        """What the form would send under `name` as it stands."""
        held = [box for box in self.boxes if box.name == name]
        return [box.value for box in held if box.kind not in (*CHOICES, "option", "file") or box.chosen]

    def word(self, name: str, value: str) -> str:
        """A chosen value as the page says it."""
        said = (box.word for box in self.boxes if box.name == name and box.value == value and box.word)
        return next(said, value)


class Reading(HTMLParser):
    """Reads a page of ours; places are offsets in its text, so that all else stays as it was drawn."""

    def __init__(self, page: str, path: str) -> None:
        super().__init__()
        self.page, self.path = page, path
        self.lines = [0]
        for line in page.splitlines(keepends=True):
            self.lines.append(self.lines[-1] + len(line))
        self.forms: list[Drawn] = []
        self.form: Drawn | None = None
        self.select = self.legend = self.target = ""
        self.ids: dict[str, str] = {}
        self.said: list[str] | None = None
        self.last: Box | None = None
        self.feed(page)

    def place(self) -> int:
        line, offset = self.getpos()
        return self.lines[line - 1] + offset

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and given.get("method", "").lower() == "post":
            action = urlsplit(urljoin(self.path, given.get("action") or self.path)).path
            self.form = Drawn(action, self.place())
            self.forms.append(self.form)
            self.ids = {}
        elif self.form and tag in ("input", "textarea", "select", "option", "button"):
            self.field(self.form, tag, given)
        elif tag in ("label", "legend"):
            self.said, self.target = [], given.get("for", "")
        elif tag == "fieldset":
            self.legend = ""

    def field(self, form: Drawn, tag: str, given: dict[str, str]) -> None:
        raw, name = self.get_starttag_text() or "", given.get("name", "")
        if tag == "select":
            self.select = name
            self.ids[given.get("id", name)] = name
            return
        if tag == "button":
            form.buttons.add((name, given.get("value", "")))
            return
        kind = given.get("type", "text").lower() if tag == "input" else tag
        if kind in ("submit", "button"):
            form.buttons.add((name, given.get("value", "")))
            return
        box = Box(self.select if tag == "option" else name, kind, given.get("value", ""), self.place(), raw)
        box.chosen = "checked" in given or "selected" in given
        if box.name:
            form.boxes.append(box)
            self.last = box
            if kind not in CHOICES:
                self.ids[given.get("id", name)] = box.name
        if tag in ("textarea", "option"):
            self.said = []

    def handle_data(self, data: str) -> None:
        if self.said is not None:
            self.said.append(data)

    def handle_endtag(self, tag: str) -> None:
        said = " ".join("".join(self.said or []).split())
        if tag == "form":
            self.form = None
        elif tag == "fieldset":
            self.legend = ""
        elif tag == "select":
            self.select = ""
        elif tag == "textarea" and self.last:
            self.last.value, self.last.end = "".join(self.said or []), self.place()
            self.said = None
        elif tag in ("option", "label") and self.form:
            self.label(self.form, tag, said)
        elif tag == "legend":
            self.legend, self.said = said, None

    def label(self, form: Drawn, tag: str, said: str) -> None:
        choice = self.last if self.last and (tag == "option" or not self.target) else None
        if choice and choice.kind in (*CHOICES, "option"):
            choice.word = said
            form.labels.setdefault(choice.name, self.legend or said)
        elif self.target:
            form.labels[self.target] = f"{self.legend}: {said}" if self.legend else said
        self.said = None
