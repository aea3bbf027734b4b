"""Shapes of stored files."""

from uuid import UUID

from bimtek_api.core.fields import Read


class FileRead(Read):
    id: UUID
    name: str
    media_type: str
    size: int
    sha256: str
