"""Refusals become RFC 9457 problem details here, and only here. What was sent is never echoed."""

from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from psycopg import errors as pg
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from bimtek_api.core import errors, fields
from bimtek_api.core.constraints import lookup as constraints
from bimtek_api.core.i18n import N_, translate
from bimtek_api.core.logs import POLLED
from bimtek_api.core.shapes import Json

log = structlog.get_logger()

STATUS: dict[type[errors.Refusal], int] = {
    errors.Unprocessable: 422,
    errors.LoginRequired: 401,
    errors.Forbidden: 403,
    errors.Missing: 404,
    errors.Conflict: 409,
    errors.StaleVersion: 412,
    errors.VersionRequired: 428,
    errors.TooMany: 429,
    errors.Unavailable: 503,
}
MOST_FAULTS = 200  # told at once; who sends more wrong fields sends no form of ours
HTTP_WORDS = {
    400: ("unreadable_request", N_("Permintaan ini tidak terbaca.")),
    404: ("not_found", N_("Tidak ditemukan.")),
    405: ("method_not_allowed", N_("Cara permintaan ini tidak dilayani di alamat ini.")),
    413: (errors.TooLarge.code, errors.TooLarge.text),
    503: ("unavailable", N_("Sistem sedang tidak dapat dihubungi. Coba lagi sebentar lagi.")),
}

# What `two_hands` says where two people are one, or nobody knows whether they are (decisions 0055, 0071 and 0082).
ONE_PERSON = {
    "one_hand": "bound_by_deputation",
    "one_human": "one_human",
    "identity_not_confirmed": "identity_unconfirmed",
    "paper_not_read": "paper_unread",
}


class Problem(JSONResponse):
    media_type = "application/problem+json"


def problem(
    request: Request,
    status: int,
    code: str,
    detail: str,
    faults: list[dict[str, str]] | None = None,
    told: Json | None = None,
    **headers: str,
) -> Problem:
    """The one shape of every refusal."""
    body: Json = {
        "type": f"/problems/{code}",
        "title": code.replace("_", " "),
        "status": status,
        "detail": detail,
        "code": code,
        "request_id": getattr(request.state, "request_id", None),
    } | (told or {})
    if faults is not None:
        body["errors"] = faults
    return Problem(body, status, headers={name.replace("_", "-"): value for name, value in headers.items()})


def responses(*statuses: int) -> dict[int | str, Json]:
    """OpenAPI entries for the refusals an operation may give."""
    return {status: {"description": "Problem details", "content": {Problem.media_type: {}}} for status in statuses}


async def refused(request: Request, refusal: errors.Refusal) -> Problem:
    status = next(
        STATUS[kind] for kind in type(refusal).__mro__ if issubclass(kind, errors.Refusal) and kind in STATUS
    )
    faults = [fault.shown() for fault in refusal.faults] if isinstance(refusal, errors.Invalid) else None
    headers = {"Retry_After": str(refusal.facts["seconds"])} if isinstance(refusal, errors.TooMany) else {}
    if isinstance(refusal, errors.Unavailable):
        headers = {"Retry_After": "5"}
    if isinstance(refusal, errors.LoginRequired):
        headers = {"WWW_Authenticate": "Bearer"}
    told = {name: refusal.facts[name] for name in refusal.tells}
    return problem(request, status, refusal.code, refusal.detail, faults, told, **headers)


async def malformed(request: Request, error: RequestValidationError) -> Problem:
    faults = [fields.fault_of(item).shown() for item in error.errors()[:MOST_FAULTS]]
    return problem(request, 422, errors.Invalid.code, translate(errors.Invalid.text), faults)


async def http_refused(request: Request, error: HTTPException) -> Problem:
    code, text = HTTP_WORDS.get(error.status_code, ("http_error", N_("Permintaan ini tidak dapat dilayani.")))
    return problem(request, error.status_code, code, translate(text))


async def database_refused(request: Request, error: DBAPIError) -> Problem:
    """A broken database is a 503; a lock waited for too long a 409; the rest is our fault."""
    if isinstance(error.orig, pg.LockNotAvailable | pg.DeadlockDetected | pg.SerializationFailure):
        text = N_("Permintaan yang sama sedang diproses. Tunggu sebentar, lalu coba lagi.")
        return problem(request, 409, "in_flight", translate(text), Retry_After="2")
    if isinstance(error.orig, pg.UniqueViolation | pg.CheckViolation | pg.ForeignKeyViolation):
        return overtaken(request, constraints.refused_by(error.orig))
    if error.connection_invalidated or isinstance(error, OperationalError | InterfaceError):
        return await unavailable(request, error)
    return await broken(request, error)


def overtaken(request: Request, rule: constraints.Rule | None) -> Problem:
    """Two requests passed the same check at once; the database let one of them through, by a rule of its."""
    if rule is None:
        text = N_("Orang lain lebih dahulu melakukannya. Muat ulang, lalu periksa keadaannya.")
        return problem(request, 409, "overtaken", translate(text))
    if rule.name in ONE_PERSON:
        return problem(request, 409, ONE_PERSON[rule.name], translate(rule.text))
    again = translate(N_("Muat ulang, lalu periksa keadaannya."))
    return problem(request, 409, "overtaken", f"{translate(rule.text)} {again}", told={"rule": rule.name})


async def unavailable(request: Request, error: Exception) -> Problem:
    if request.url.path not in POLLED:
        log.error("database_unavailable", kind=type(error).__name__)
    code, text = HTTP_WORDS[503]
    return problem(request, 503, code, translate(text), Retry_After="5")


async def broken(request: Request, error: Exception) -> Problem:
    """Our own fault: logged by its kind and place, never with values."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else None
    cause = type(getattr(error, "orig", error)).__name__
    log.error("unexpected", kind=type(error).__name__, cause=cause, where=where)
    text = N_("Ada kesalahan di sistem kami. Isian Anda belum tersimpan.")
    return problem(request, 500, "internal", translate(text))


def install(app: FastAPI) -> None:
    """Every refusal of `app` answers as problem details."""
    handlers: dict[type[Exception], Any] = {
        errors.Refusal: refused,
        RequestValidationError: malformed,
        HTTPException: http_refused,
        PoolTimeout: unavailable,
        DBAPIError: database_refused,
        Exception: broken,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)
