"""Drawing pages. A fragment for HTMX is a block of its page, with the title and the message beside it."""

from contextvars import ContextVar
from pathlib import Path
from typing import Any

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bimtek_web.api import shapes
from bimtek_web.api.transport import new_key
from bimtek_web.ui import flash, formats, i18n, questions, security, spelt, urls
from bimtek_web.ui.labels import index as labels

drawing: ContextVar[Request] = ContextVar("drawing")
COMPONENTS = (
    "parts", "forms", "charts", "asking", "complaint", "rules", "rounds", "papers", "aftercare", "place", "fieldwork",
    "goods", "refusals", "marks", "money", "integrity", "notices", "identity", "roster", "returns", "refunds",
    "pickers",
)  # fmt: skip
# What a list of choices is made of: code and words.
PAIRS = {
    "pair": lambda each: (each["code"], each["name"]),
    "labelled": lambda each: (each["code"], each["label"]),
    "pair_trade": lambda each: (each["code"], f"{each['name']} ({each['kbli']})"),
    "bar": lambda each, part: (each[part]["name"], each["people"]),
    "person_named": lambda each: (each["participant_id"], each["name"]),
    "by_kind": lambda each: (each["kind"], each),
    "as_option": lambda pair: {"code": pair[0], "name": pair[1]},
    "by_id": lambda each: {"code": each["id"], "name": each["name"]},
    "by_participant": lambda each: {"code": each["participant_id"], "name": each["name"]},
    "coded": lambda each: (each["code"], each["text"]),
}
TEMPLATES = Path(__file__).parent.parent / "templates"


def environment() -> Environment:
    """Templates with our words and formats; a name nobody gave is an error, not an empty space."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, extensions=["jinja2.ext.i18n"],
    )  # fmt: skip
    env.install_gettext_callables(i18n.gettext, i18n.ngettext, newstyle=True)  # ty: ignore[missing-attribute]
    env.filters |= PAIRS | {
        "with_status": lambda code: (code, labels.cases.status(code)[1]),
        "word_of": lambda code, table: labels.word(table, code),
        "translated": lambda pair: (pair[0], i18n.gettext(pair[1])),
        "counter_word": counter_word,
        "named": lambda code, names: names.get(code, code),
    }
    at_hand: dict[str, Any] = {
        "static": urls.static, "with_query": urls.with_query, "formats": formats, "spelt": spelt, "labels": labels,
        "form_key": new_key, "form_token": form_token, "qr": qr, "questions": questions,
    }  # fmt: skip
    env.globals |= at_hand
    # Macros are at hand in every page and every block of a page, without imports.
    for kind in COMPONENTS:
        macros: dict[str, Any] = {kind: env.get_template(f"components/{kind}.html").module}
        env.globals |= macros
    return env


def counter_word(full: str, shares: list[shapes.ShareRead]) -> str:
    """What is full, in words: the room, or everything outside a group's share."""
    value = full.partition(":")[2]
    name = next((share["name"] for share in shares if share["value"] == value), value)
    return i18n.gettext("di luar bagian %(group)s") % {"group": name} if value else i18n.gettext("ruangan penuh")


def qr(text: str) -> Markup:
    """A QR code as a drawing in the page, black on white whatever the page's colours."""
    return Markup(segno.make(text, error="m").svg_inline(border=3, light="#fff", omitsize=True))  # noqa: S704 - no text of anybody's in it


def form_token() -> str:
    """The token of a form on the page that is being drawn."""
    return security.form_token(drawing.get())


ENV = environment()


def is_fragment(request: Request) -> bool:
    """HTMX asks for a part, unless it restores history."""
    return "hx-request" in request.headers and "hx-history-restore-request" not in request.headers


def render(
    request: Request,
    name: str,
    *,
    status: int = 200,
    block: str | None = None,
    personal: bool = False,
    **context: object,
) -> Response:
    """The page `name`, or only its `block` when HTMX asked for a part."""
    drawing.set(request)
    template = ENV.get_template(name)
    values = {
        "request": request,
        "language": i18n.language.get(),
        "demo": request.app.state.settings.demo,
        "message": flash.take(request),
        "officer": getattr(request.state, "officer", None),
        "wide": False,
    } | context
    if block and is_fragment(request):
        part = "".join(template.blocks[block](template.new_context(values)))
        title = "".join(template.blocks["title"](template.new_context(values)))
        text = ENV.get_template("layouts/fragment.html").render(values | {"part": part, "page_title": title})
    else:
        text = template.render(values)
    response = HTMLResponse(text, status)
    response.headers["Vary"] = "HX-Request, Cookie"
    request.state.personal = personal
    flash.shown(request, response)
    return response
