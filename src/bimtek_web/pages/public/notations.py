"""How a field was understood, said beside it while the form is filled: an amount and a day in words."""

from html import escape
from typing import Literal

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from bimtek_web.api.errors import ApiProblem, ApiUnreachable
from bimtek_web.ui import spelt
from bimtek_web.ui.dependencies import Api
from bimtek_web.ui.forms import date_of

router = APIRouter()


@router.get("/baca/{sort}")
async def read(request: Request, api: Api, sort: Literal["rupiah", "day"]) -> Response:
    """The words, or why it cannot be understood; nothing where nothing was typed or nobody answers."""
    name, typed = next(iter(request.query_params.items()), ("", ""))
    if sort == "day":
        typed = date_of(request.query_params, name.rpartition("_")[0]) or ""
    try:
        read = await api.read_notation(sort=sort, text=typed.strip()[:60]) if typed.strip() else {}
    except ApiProblem as problem:
        return HTMLResponse(f'<span class="error">{escape(problem.errors.get("text", problem.detail))}</span>')
    except ApiUnreachable:
        return HTMLResponse("")
    number, day = read.get("number"), read.get("day")
    words = spelt.amount(number) if number is not None else spelt.day(day) if day else ""
    return HTMLResponse(escape(words))
