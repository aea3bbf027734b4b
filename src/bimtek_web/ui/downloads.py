"""A person's data as a file she keeps."""

import orjson
from fastapi import Request
from starlette.responses import Response


def as_download(request: Request, found: object, name: str) -> Response:
    """Readable JSON, kept by no cache."""
    request.state.personal = True
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(orjson.dumps(found, option=orjson.OPT_INDENT_2), media_type="application/json", headers=headers)
