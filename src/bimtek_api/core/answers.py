"""Files as answers."""

from tempfile import SpooledTemporaryFile

from fastapi import Response
from fastapi.responses import StreamingResponse
from starlette.background import BackgroundTask

from bimtek_api.core.sheets import MEDIA

PORTION = 64 * 1024


def attached(kind: str, name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}


def sent(kind: str, name: str, file: SpooledTemporaryFile[bytes]) -> Response:
    """The file in portions; it is gone once sent."""
    portions = iter(lambda: file.read(PORTION), b"")
    return StreamingResponse(
        portions, media_type=MEDIA[kind], headers=attached(kind, name), background=BackgroundTask(file.close)
    )


def shown(content: bytes, media_type: str, name: str) -> Response:
    """A stored file to be read in the browser; kept by nobody on the way."""
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=media_type, headers=headers)
