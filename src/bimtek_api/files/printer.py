"""Keeping what was typeset."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import answers
from bimtek_api.core.actor import Actor
from bimtek_api.files import service as files
from bimtek_api.files.store import FileStore


@dataclass(frozen=True)
class Printer:
    """Where papers are kept and where their check pages are."""

    store: FileStore
    web: str

    def check_page(self, code: str) -> str:
        return f"{self.web}/periksa/{code}"

    async def keep(
        self, db: AsyncSession, actor: Actor, content: bytes, *, kind: str, name: str, district: str
    ) -> UUID:
        """Keeps a PDF; returns the file's id."""
        stored = await files.keep(
            db, self.store, actor, content, kind=kind, media_type="application/pdf", name=f"{name}.pdf",
            district=district,
        )  # fmt: skip
        return stored.id

    async def shown(self, db: AsyncSession, file_id: UUID) -> Response:
        """A kept file as an answer; whoever asks has been judged before."""
        stored = await files.find(db, file_id)
        return answers.shown(await self.store.read(stored.sha256), stored.media_type, stored.name)


def printer_of(request: Request) -> Printer:
    state = request.app.state
    return Printer(state.store, state.settings.web_url)


PrinterDep = Annotated[Printer, Depends(printer_of)]
