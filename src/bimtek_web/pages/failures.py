"""What a page shows when something is refused or broken: a full page, or its part for HTMX."""

from typing import cast
from urllib.parse import quote, urlsplit

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ExceptionHandler

from bimtek_web.api.errors import ApiProblem, ApiUnreachable, Stale
from bimtek_web.ui import drafts, kept, logs
from bimtek_web.ui.dependencies import CodeNeeded, LoginNeeded, back_to
from bimtek_web.ui.flash import redirect
from bimtek_web.ui.i18n import N_
from bimtek_web.ui.i18n import gettext as _
from bimtek_web.ui.rendering import is_fragment, render
from bimtek_web.ui.security import OFFICER, SAFE_METHODS, Forged, Oversized, drop_cookie
from bimtek_web.ui.urls import local

log = structlog.get_logger()
WORDS = {
    400: (
        N_("Permintaan ini tidak terbaca"),
        N_("Kembali ke halaman sebelumnya, muat ulang, lalu coba lagi."),
    ),
    403: (N_("Peran Anda tidak mencakup halaman ini"), N_("Minta petugas lain yang berwenang.")),
    404: (N_("Halaman tidak ditemukan"), N_("Alamatnya mungkin salah ketik, atau isinya sudah tidak ada.")),
    405: (
        N_("Alamat ini tidak dibuka begitu"),
        N_("Alamat ini hanya menerima formulir. Buka halamannya dari daftar, lalu kirim dari sana."),
    ),
    409: (N_("Belum dapat dilakukan"), N_("Kembali ke halaman sebelumnya dan muat ulang.")),
    412: (
        N_("Data sudah berubah"),
        N_("Orang lain lebih dahulu mengubahnya. Muat ulang halaman, lalu coba lagi."),
    ),
    413: (
        N_("Berkas terlalu besar"),
        N_("Paling besar 12 MB tiap berkas. Pilih berkas yang lebih kecil."),
    ),
    422: (
        N_("Ada isian yang tidak dapat diterima"),
        N_("Kembali ke halaman sebelumnya dan periksa isian Anda."),
    ),
    429: (N_("Terlalu sering dicoba"), N_("Tunggu beberapa menit, lalu coba lagi.")),
    500: (N_("Ada kesalahan di sistem kami"), N_("Kami mencatatnya. Coba lagi beberapa menit lagi.")),
    503: (
        N_("Sistem sedang tidak dapat dihubungi"),
        N_("Coba lagi sebentar lagi. Isian Anda belum terkirim."),
    ),
}

# What to do next where the form itself is on the page.
NEXT = {
    403: N_("Minta petugas lain yang berwenang; isian ini dapat disalin dari sini."),
    409: N_("Baca alasannya, perbaiki bila dapat, lalu kirim lagi."),
    412: N_("Buka halaman terbaru untuk melihat keadaannya sekarang."),
    413: N_("Pilih berkas yang lebih kecil, lalu kirim lagi."),
    422: N_("Perbaiki isian Anda, lalu kirim lagi."),
    404: N_("Isinya mungkin sudah tidak ada. Isian ini dapat disalin dari sini."),
    500: N_("Kami mencatatnya. Kirim lagi beberapa menit lagi; tidak akan tercatat dua kali."),
    503: N_("Belum ada yang tersimpan. Kirim lagi; tidak akan tercatat dua kali."),
}
SHOWN_AS = {401: 422, 502: 503, 504: 503}  # a wrong code is a field to mend; a silent API is one, whoever says so
UNKNOWN_ADDRESS = N_(
    "Formulir ini dikirim dari alamat yang tidak dikenal server. Bila Anda membuka Bimtek di alamat yang benar, beri"
    " tahu pengelolanya: proksi harus meneruskan Host, atau BIMTEK_WEB_URL harus berisi alamat itu."
)


def failure(request: Request, status: int, detail: str | None = None) -> Response:
    """A page of its own; where a part of a page was asked for, a word beside it, and the part stays as it was."""
    title, advice = (_(text) for text in WORDS.get(status, WORDS[500]))
    page = "errors/part.html" if is_fragment(request) else "errors/failure.html"
    response = render(request, page, status=status, title=title, detail=detail, advice=advice)
    if is_fragment(request):
        response.headers["HX-Retarget"] = "#line-trouble"
        response.headers["HX-Reswap"] = "innerHTML"
    return response


async def refused(request: Request, problem: ApiProblem) -> Response:
    if problem.code == "redrawn":  # a form that is not drawn again where it is sent to
        return redirect(request, local(urlsplit(request.headers.get("referer", "")).path or "/"))
    if problem.status == 401 and problem.code != "login_failed":
        return await login_needed(request, LoginNeeded("/petugas"))
    if problem.code == "step_up_required" and request.method == "GET":
        return redirect(request, f"/petugas/konfirmasi?next={back_to(request)}")
    status = SHOWN_AS.get(problem.status, problem.status)
    status = status if status in WORDS else 500
    faults = list(problem.errors.values())
    return await failed(request, status, problem.detail, faults=faults, asks=status != 503)


async def stale(request: Request, error: Stale) -> Response:
    return await failed(request, 412, error.problem.detail)


async def failed(
    request: Request, status: int, detail: str | None = None, *, faults: list[str] | None = None, asks: bool = True
) -> Response:  # fmt: skip
    """A form of ours comes again with what was typed; anything else is told on a page of its own."""
    if not drafts.holds_form(request):
        return failure(request, status, detail)
    title, advice = (_(text) for text in WORDS[status])
    return await kept.offer(
        request, kept.Refusal(status, title, detail, _(NEXT[status]) if status in NEXT else advice), asks=asks
    )


async def oversized(request: Request, error: Oversized) -> Response:
    names = ", ".join(error.names)
    detail = _("Terlalu besar: %(names)s. Paling besar %(most)s MB tiap berkas.") % {"names": names, "most": 12}
    return await failed(request, 413, detail)


async def login_needed(request: Request, error: LoginNeeded) -> Response:
    """A page leads to the log-in and back; a form is kept whole until she has logged in beside it."""
    if drafts.holds_form(request):
        refusal = kept.Refusal(401, _("Waktu masuk Anda habis"), login=True)
        return await kept.offer(request, refusal, asks=False)
    return log_in_again(request, error.back)


async def code_needed(request: Request, error: CodeNeeded) -> Response:
    address = f"/masuk/kode?next={error.back}"
    if "hx-request" in request.headers:
        return Response(status_code=204, headers={"HX-Redirect": address})
    return redirect(request, address, _("Masukkan kode sekali pakai untuk melanjutkan."), "info")


def log_in_again(request: Request, back: str) -> Response:
    """To the log-in page as a whole, never a log-in form inside a part of a page."""
    address = f"/masuk?next={back}"
    response = redirect(request, address, _("Masuk dahulu untuk membuka halaman ini."), "info")
    drop_cookie(request, response, OFFICER)
    if "hx-request" in request.headers:
        response = Response(status_code=204, headers={"HX-Redirect": address})
    return response


async def unreachable(request: Request, error: ApiUnreachable) -> Response:
    """Nothing was stored; what was typed waits in the answer."""
    if drafts.holds_form(request):
        return await kept.offer(request, kept.Refusal(503, _("Belum terkirim")), asks=False)
    return failure(request, 503)


async def forged(request: Request, error: Forged) -> Response:
    """A form of ours that is too old, or of another log-in, is offered again; one of another site is not."""
    log.warning("form_refused", reason=error.reason)
    if drafts.holds_form(request):
        return await kept.offer(request, kept.Refusal(403, _("Formulir ini sudah kedaluwarsa")), asks=False)
    if error.reason == "origin":
        return failure(request, 403, _(UNKNOWN_ADDRESS))
    return failure(request, 403, _("Formulir ini sudah kedaluwarsa. Muat ulang halamannya, lalu kirim lagi."))


async def malformed(request: Request, error: RequestValidationError) -> Response:
    return await failed(request, 404)


async def http_refused(request: Request, error: HTTPException) -> Response:
    if error.status_code == 404 and request.method in SAFE_METHODS and request.url.path.endswith("/"):
        return without_slash(request)
    return failure(request, error.status_code)


def without_slash(request: Request) -> Response:
    """The same page without the last slash; relative, so that neither a forged Host nor a second slash leads away."""
    query = f"?{request.url.query}" if request.url.query else ""
    return redirect(request, "/" + quote(request.url.path.strip("/")) + query)


async def vanished(request: Request, error: ClientDisconnect) -> Response:
    """She closed the page while her form was on its way: nobody reads the answer, and it is no fault of ours."""
    return Response(status_code=400)


async def broken(request: Request, error: Exception) -> Response:
    log.error("unexpected", kind=type(error).__name__, where=logs.place_of(error))
    return await failed(request, 500, asks=False)


def install(app: FastAPI) -> None:
    for kind, handler in (
        (ApiProblem, refused),
        (Stale, stale),
        (Oversized, oversized),
        (ApiUnreachable, unreachable),
        (LoginNeeded, login_needed),
        (CodeNeeded, code_needed),
        (Forged, forged),
        (RequestValidationError, malformed),
        (HTTPException, http_refused),
        (ClientDisconnect, vanished),
        (Exception, broken),
    ):
        app.add_exception_handler(kind, cast("ExceptionHandler", handler))  # each knows its own kind
