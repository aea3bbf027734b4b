"""Asks the office's virus scanner, where it has one, about every file before it is used."""

from typing import BinaryIO
from urllib.parse import urlsplit

import structlog
from aioclamd import ClamdAsyncClient, ClamdError

from bimtek_api.files.errors import FileInfected, ScannerSilent

log = structlog.get_logger()
PORT, SECONDS = 3310, 20


class Scanner:
    """A ClamAV daemon at `tcp://host:port`; without an address every file passes."""

    def __init__(self, url: str | None) -> None:
        place = urlsplit(url or "")
        self.daemon = ClamdAsyncClient(place.hostname, place.port or PORT, SECONDS) if place.hostname else None

    async def expect_clean(self, file: BinaryIO) -> None:
        """Refuses what the daemon knows, and everything while it does not answer. The file is read and rewound."""
        if self.daemon is None:
            return
        try:
            status, name = (await self.daemon.instream(file) or {}).get("stream", ("", None))
        except ClamdError as error:
            raise ScannerSilent from error
        finally:
            file.seek(0)
        if status == "FOUND":
            log.warning("file_infected", signature=name)
            raise FileInfected
        if status != "OK":
            raise ScannerSilent
