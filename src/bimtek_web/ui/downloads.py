"""Files in a browser: a person's data to keep, a kept paper or photo to read."""

import orjson
from fastapi import Request
from starlette.responses import Response


def as_download(request: Request, found: object, name: str) -> Response:
    """Readable JSON, kept by no cache."""
    request.state.personal = True
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(orjson.dumps(found, option=orjson.OPT_INDENT_2), media_type="application/json", headers=headers)


def in_the_browser(request: Request, content: bytes, name: str = "") -> Response:
    """A kept PDF or picture, kept by no cache. Some PDFs begin with a few bytes of the program that wrote them."""
    request.state.personal = True
    pdf = b"%PDF-" in content[:1024] and not content.startswith(b"\xff\xd8")
    shown = f'inline; filename="{name}.{"pdf" if pdf else "jpg"}"' if name else "inline"
    kind = "application/pdf" if pdf else "image/jpeg"
    return Response(content, media_type=kind, headers={"Content-Disposition": shown})
