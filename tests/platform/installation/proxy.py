"""A reverse proxy as an office has one: ends TLS, names the visitor's address, spreads requests over processes."""

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

NAME = "localhost"


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of its own authority and its key."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    shown, secret = folder / "tls.pem", folder / "tls.key"
    shown.write_bytes(made.public_bytes(Encoding.PEM))
    secret.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return shown, secret


@dataclass
class Proxy:
    """`host`: what it passes on as Host; None: what came, "": nothing. One request a connection."""

    backends: list[int]
    host: str | None = None
    forwards: bool = True
    turns: Iterator[int] = field(default_factory=count)

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            from_backend, to_backend = await self.reached()
            to_backend.write(self.rewritten(head, writer.get_extra_info("peername")[0]))
            sending = asyncio.create_task(pump(reader, to_backend))
            await pump(from_backend, writer)
            sending.cancel()
            to_backend.close()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def reached(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """The next process in turn; one that is gone is passed over."""
        for _ in self.backends:
            try:
                return await asyncio.open_connection(
                    "127.0.0.1", self.backends[next(self.turns) % len(self.backends)]
                )
            except OSError:
                continue
        raise ConnectionError

    def rewritten(self, head: bytes, peer: str) -> bytes:
        first, *lines = head.decode("latin-1").removesuffix("\r\n\r\n").split("\r\n")
        named = [line.partition(":")[::2] for line in lines]
        came = ", ".join(value.strip() for name, value in named if name.lower() == "x-forwarded-for")
        hidden = {"connection", "x-forwarded-for"} if self.forwards else {"connection"}
        hidden |= set() if self.host is None else {"host"}
        kept = [f"{name}:{value}" for name, value in named if name.lower() not in hidden]
        kept += [f"Host: {self.host}"] if self.host else []
        kept += [f"X-Forwarded-For: {came}, {peer}" if came else f"X-Forwarded-For: {peer}"] if self.forwards else []
        return "\r\n".join([first, *kept, "Connection: close", "", ""]).encode("latin-1")


async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while portion := await reader.read(65536):
        writer.write(portion)
        await writer.drain()


@contextmanager
def proxying(port: int, proxy: Proxy, tls: tuple[Path, Path] | None = None) -> Iterator[None]:
    """Serves at a port of loopback, in a thread of its own."""
    loop, context = asyncio.new_event_loop(), None
    if tls:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(*tls)
    server = loop.run_until_complete(asyncio.start_server(proxy.take, "127.0.0.1", port, ssl=context))
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
