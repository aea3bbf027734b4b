"""What a session asks beyond the usual: the officer writes the questions, in order, with conditions."""

import re
import unicodedata
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.api import shapes
from bimtek_web.api.client import ApiClient
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.forms import Form, number_of, seen_version, typed
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import render

router = APIRouter(prefix="/petugas/sesi/{session_id}/formulir")
ROWS, SPARE = range(20), 2
PARTS = ("label", "kind", "hint", "required", "options", "when", "minimum", "maximum", "key", "order")
FIELDS = ("version", *(f"{part}_{row}" for row in ROWS for part in PARTS))


def slug(text: str, otherwise: str) -> str:
    """A stable name for a label: plain letters, digits and underscores."""
    plain = unicodedata.normalize("NFKD", text[:200]).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:40].rstrip("_")
    return name if name and name[0].isalpha() else otherwise


def values_of(questions: list[shapes.Question], version: int) -> dict[str, str]:
    """The questions as the form holds them."""
    values = dict.fromkeys(FIELDS, "") | {"version": str(version)}
    for row, each in enumerate(questions):
        when = f"{each['when']['key']}={each['when']['equals']}" if each["when"] else ""
        options = "\n".join(option["label"] for option in each["options"])
        bounds = {name: "" if each[name] is None else str(each[name]) for name in ("minimum", "maximum")}
        shown = {name: each[name] or "" for name in ("label", "kind", "hint", "key")} | bounds
        shown |= {"when": when, "options": options, "required": "yes" if each["required"] else ""}
        values |= {f"{part}_{row}": text for part, text in (shown | {"order": str(row + 1)}).items()}
    return values


def question_of(row: int, values: dict[str, str]) -> shapes.QuestionTyped:
    """One row as the API wants it."""
    part = {name: values[f"{name}_{row}"].strip() for name in PARTS}
    made: shapes.QuestionTyped = {
        "key": part["key"] or slug(part["label"], f"tanya_{row + 1}"), "kind": part["kind"] or "text",
        "label": part["label"], "hint": part["hint"] or None, "required": part["required"] == "yes",
    }  # fmt: skip
    if made["kind"] in ("choice", "choices"):
        labels = [line.strip() for line in part["options"].splitlines() if line.strip()]
        made["options"] = [{"code": slug(each, f"pilihan_{at}"), "label": each} for at, each in enumerate(labels, 1)]
    if part["when"]:
        key, _sep, equals = part["when"].partition("=")
        made["when"] = {"key": key, "equals": equals}
    if made["kind"] == "number":
        if part["minimum"]:
            made["minimum"] = part["minimum"]
        if part["maximum"]:
            made["maximum"] = part["maximum"]
    return made


def rows_of(values: dict[str, str]) -> list[int]:
    """The rows that hold a question, in the order the officer gave; an emptied label drops its question."""
    filled = [row for row in ROWS if values[f"label_{row}"].strip()]
    place = {row: values[f"order_{row}"] for row in filled}
    return sorted(filled, key=lambda row: (number_of(place[row]) or 99, row))


def conditions(questions: list[shapes.Question]) -> list[tuple[str, str]]:
    """What may be made a condition: an answer to a question that is saved."""
    found = []
    for each in questions:
        options = [(option["code"], option["label"]) for option in each.get("options", [])]
        options = [("yes", _("Ya")), ("no", _("Tidak"))] if each["kind"] == "yes_no" else options
        found += [(f"{each['key']}={code}", f"{each['label']} = {label}") for code, label in options]
    return found


async def page(request: Request, api: ApiClient, session_id: str, form: Form | None, status: int = 200) -> Response:
    session, saved = await api.session(session_id), await api.session_form(session_id)
    form = form or Form(values_of(saved["questions"], session["version"]))
    used = [row for row in ROWS if form.text(f"label_{row}")]
    rows = list(ROWS)[: max(len(saved["questions"]), *[row + 1 for row in used], 1) + SPARE] if used else [0, 1]
    return render(
        request, "officer/training/questions/page.html", status=status, personal=True, form=form, session=session,
        rows=rows, conditions=conditions(saved["questions"]), saved=saved,
        editable=session["status"] in ("draft", "published", "paused", "postponed"),
    )  # fmt: skip


@router.get("")
async def show(request: Request, api: OfficerApi, session_id: UUID) -> Response:
    return await page(request, api, str(session_id), None)


@router.post("")
async def save(request: Request, api: OfficerApi, session_id: UUID) -> Response:
    values = typed(await request.form(), FIELDS)
    rows = rows_of(values)
    version = seen_version(values)
    try:
        await api.write_form(str(session_id), version, [question_of(row, values) for row in rows])
    except ApiProblem as problem:
        if problem.status not in (409, 412, 422):
            raise
        errors = {places(pointer, rows): text for pointer, text in problem.pointers.items()}
        return await page(request, api, str(session_id), Form(values, errors, problem.detail), problem.status)
    return redirect(request, f"/petugas/sesi/{session_id}/formulir", _("Pertanyaan tersimpan."))


def places(pointer: str, rows: list[int]) -> str:
    """The form's field a pointer such as `/questions/2/options` means."""
    parts = pointer.strip("/").split("/")
    if len(parts) < 2 or not parts[1].isdigit() or int(parts[1]) >= len(rows):
        return f"label_{rows[0] if rows else 0}"
    named = parts[2] if len(parts) > 2 and parts[2] in PARTS and parts[2] != "key" else "label"
    return f"{named}_{rows[int(parts[1])]}"
