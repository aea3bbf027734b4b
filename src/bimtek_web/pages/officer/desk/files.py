"""Stored photos and papers of the officer's districts, as they were kept."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from bimtek_web.ui.dependencies import OfficerApi
from bimtek_web.ui.downloads import in_the_browser

router = APIRouter(prefix="/petugas/berkas")


@router.get("/{file_id}")
async def show(request: Request, api: OfficerApi, file_id: UUID) -> Response:
    """A PDF or a picture, to be read in the browser."""
    content = await api.download(f"/v1/files/{file_id}")
    return in_the_browser(request, content)
