"""The private store: bytes under their hash, in a folder nobody serves or in a bucket of S3."""

import hashlib
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO
from urllib.parse import parse_qs, unquote, urlsplit

from obstore.exceptions import BaseError
from obstore.store import LocalStore, S3Store

from bimtek_api.files.errors import StoreSilent, UnknownFile
from bimtek_api.settings import Settings

RETRY = {"max_retries": 2, "retry_timeout": timedelta(seconds=10)}
PORTION = 1_000_000
SECONDS = timedelta(seconds=20)


class FileStore:
    """Names are hashes, so the same bytes lie there once, and what was changed outside is noticed."""

    def __init__(self, place: LocalStore | S3Store) -> None:
        self.place = place

    async def write(self, content: bytes) -> str:
        """Keeps the bytes; a half-written file never gets its name."""
        sha256 = hashlib.sha256(content).hexdigest()
        try:
            await self.place.put_async(name_of(sha256), content, use_multipart=False)
        except BaseError as error:
            raise StoreSilent from error
        return sha256

    async def write_stream(self, file: IO[bytes]) -> tuple[str, int]:
        """The same for what is too large for memory: its hash and its size. Reads the file twice."""
        digest, size = hashlib.sha256(), 0
        file.seek(0)
        while portion := file.read(PORTION):
            digest.update(portion)
            size += len(portion)
        file.seek(0)
        portions = iter(lambda: file.read(PORTION), b"")
        try:
            await self.place.put_async(name_of(digest.hexdigest()), portions)
        except BaseError as error:
            raise StoreSilent from error
        return digest.hexdigest(), size

    async def portions(self, sha256: str) -> AsyncIterator[bytes]:
        """The bytes as they come, for what is too large for memory."""
        try:
            found = await self.place.get_async(name_of(sha256))
        except FileNotFoundError as error:
            raise UnknownFile from error
        except BaseError as error:
            raise StoreSilent from error
        return (bytes(portion) async for portion in found.stream(min_chunk_size=PORTION))

    async def remove(self, sha256: str) -> None:
        with suppress(FileNotFoundError):
            await self.place.delete_async(name_of(sha256))

    async def older(self, before: datetime) -> AsyncIterator[str]:
        """Hashes of what was last written before then, and of nothing that we have not named."""
        async for found in self.place.list():
            for each in found:
                sha256 = each["path"].rpartition("/")[2]
                if each["last_modified"] < before and each["path"] == name_of(sha256):
                    yield sha256

    async def remove_older(self, sha256: str, before: datetime) -> bool:
        """Removes it unless it was written again since."""
        try:
            if (await self.place.head_async(name_of(sha256)))["last_modified"] >= before:
                return False
        except FileNotFoundError:
            return False
        await self.remove(sha256)
        return True

    async def read(self, sha256: str) -> bytes:
        try:
            content = bytes(await (await self.place.get_async(name_of(sha256))).bytes_async())
        except FileNotFoundError as error:
            raise UnknownFile from error
        except BaseError as error:
            raise StoreSilent from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise UnknownFile
        return content


def name_of(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}"


def store_of(settings: Settings) -> FileStore:
    """`s3://key:secret@host:port/bucket?region=…&tls=none`, or the folder `files_dir` when no address is set."""
    if settings.files_url is None:
        return FileStore(folder(settings.files_dir))
    address = urlsplit(settings.files_url.get_secret_value())
    wishes = parse_qs(address.query)
    plain = wishes.get("tls") == ["none"]
    host = f"{address.hostname}:{address.port}" if address.port else address.hostname
    bucket = S3Store(
        address.path.strip("/"),
        endpoint=f"{'http' if plain else 'https'}://{host}",
        region=wishes.get("region", ["us-east-1"])[0],
        access_key_id=unquote(address.username or ""),
        secret_access_key=unquote(address.password or ""),
        virtual_hosted_style_request=False,
        client_options={"allow_http": plain, "timeout": SECONDS},
        retry_config=RETRY,
    )
    return FileStore(bucket)


def folder(path: Path) -> LocalStore:
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return LocalStore(path)
