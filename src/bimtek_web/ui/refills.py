"""A refused form drawn again: the page as it is now, with what was typed in its fields."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bimtek_web.ui.reading import CHOICES, Box, Drawn, Reading

Pairs = Sequence[tuple[str, str]]
FRESH = re.compile(r"token|once|(.*_)?version")  # hidden fields that say which state a page was drawn from
SECRET = re.compile(r"code|.*password.*|.*secret.*")
FILLED = ("text", "tel", "email", "number", "search", "date", "time", "url", "textarea")


@dataclass
class Difference:
    """A field in which what was typed is not what is kept now."""

    label: str
    mine: str
    kept: str


@dataclass
class Found:
    """The form of a page that was sent, as the page draws it now."""

    page: str
    form: Drawn

    def differences(self, typed: Pairs) -> list[Difference]:
        """Field by field, in the order of the page, in its own words."""
        told, form = by_name(typed), self.form
        seen: dict[str, None] = dict.fromkeys(box.name for box in form.boxes if is_filled(box))
        found = []
        for name in seen:
            mine, kept = in_words(form, name, told[name]), in_words(form, name, form.values(name))
            if mine.strip() != kept.strip() and not SECRET.fullmatch(name):
                found.append(Difference(form.labels.get(name, name), mine, kept))
        return found

    def renewed(self, typed: Pairs) -> list[tuple[str, str]]:
        """What was typed, upon the state that is kept now."""
        now = {name: value for name, _old in typed if FRESH.fullmatch(name) for value in self.form.values(name)[:1]}
        return [(name, now.get(name, value)) for name, value in typed]

    def refilled(self, typed: Pairs, above: Markup, *, once: str | None) -> str:
        """The page with the form filled and `above` put before it."""
        told, edits = by_name(typed), [(self.form.start, self.form.start, str(above))]
        for box in self.form.boxes:
            edits += edit(box, told, once)
        page = self.page
        for start, end, text in sorted(edits, reverse=True):
            page = page[:start] + text + page[end:]
        return page


def in_words(form: Drawn, name: str, values: list[str]) -> str:
    return ", ".join(form.word(name, value) for value in values if value)


def by_name(typed: Pairs) -> dict[str, list[str]]:
    told: dict[str, list[str]] = defaultdict(list)
    for name, value in typed:
        told[name].append(value)
    return told


def is_filled(box: Box) -> bool:
    return box.kind in (*FILLED, *CHOICES, "option")


def edit(box: Box, told: dict[str, list[str]], once: str | None) -> list[tuple[int, int, str]]:
    """What changes in the text of the page for one field."""
    whole = (box.start, box.start + len(box.raw))
    if box.kind in (*CHOICES, "option"):
        word = "selected" if box.kind == "option" else "checked"
        return [(*whole, box.marked(word, on=box.value in told[box.name]))]
    if box.name == "once" and once:
        return [(*whole, box.with_value(once))]
    stays = (FRESH if box.kind == "hidden" else SECRET).fullmatch(box.name)
    if stays or box.kind not in (*FILLED, "hidden") or not told[box.name]:
        return []
    value = told[box.name].pop(0) if len(told[box.name]) > 1 else told[box.name][0]
    if box.kind == "textarea":
        return [(whole[1], box.end, str(Markup("{}").format(value)))]
    return [(*whole, box.with_value(value))]


def fits(form: Drawn, path: str, typed: Pairs) -> bool:
    """Whether the form is the one that was sent, and takes everything that was typed."""
    names, buttons = {box.name for box in form.boxes}, {name for name, _value in form.buttons}
    listed = {box.name for box in form.boxes if box.kind in (*CHOICES, "option")}
    offered = {(box.name, box.value) for box in form.boxes if box.kind in (*CHOICES, "option")}
    return form.path == path and all(
        (name, value) in form.buttons if name in buttons - names
        else name in names and (name not in listed or (name, value) in offered)
        for name, value in typed if value
    )  # fmt: skip


def found_in(page: str, address: str, path: str, typed: Pairs, *, whole: bool = True) -> Found | None:
    """The form of `page` that was sent to `path`; of several the one whose hidden fields are the same.

    `whole`: only one that takes everything that was typed. Rows that were added while typing are not drawn again.
    """
    forms = Reading(page, address).forms
    fitting = [form for form in forms if (fits(form, path, typed) if whole else form.path == path)]
    sent = set(typed)

    def likeness(form: Drawn) -> int:
        return sum((box.name, box.value) in sent for box in form.boxes if box.kind == "hidden")

    return Found(page, max(fitting, key=likeness)) if fitting else None
