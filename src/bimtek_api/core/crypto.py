"""Sealing of national ids, blind index, receipt secrets and signed client addresses.

Sealed form: `key id ‖ 0x00 ‖ 12-byte nonce ‖ AES-GCM ciphertext`. The blind index is a keyed HMAC-SHA256,
so equal ids can be found without a readable copy in the database.
"""

import hashlib
import hmac
import secrets
from base64 import b32encode, urlsafe_b64encode
from dataclasses import dataclass
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bimtek_api.settings import Settings, decode_key


@dataclass(frozen=True)
class Vault:
    """Holds the keys of one process. Nothing else in the house touches them."""

    seal_keys: dict[str, bytes]
    current: str
    index_key: bytes
    receipt_key: bytes
    address_key: bytes

    @classmethod
    def of(cls, settings: Settings) -> "Vault":
        keys = {name: decode_key(key.get_secret_value()) for name, key in settings.nik_keys.items()}
        return cls(
            seal_keys=keys,
            current=settings.nik_key_current,
            index_key=decode_key(settings.index_key.get_secret_value()),
            receipt_key=decode_key(settings.receipt_key.get_secret_value()),
            address_key=decode_key(settings.client_address_key.get_secret_value()),
        )

    def seal(self, text: str) -> bytes:
        nonce = secrets.token_bytes(12)
        header = self.current.encode()
        return header + b"\0" + nonce + AESGCM(self.seal_keys[self.current]).encrypt(nonce, text.encode(), header)

    def unseal(self, sealed: bytes) -> str:
        header, _, rest = sealed.partition(b"\0")
        return AESGCM(self.seal_keys[header.decode()]).decrypt(rest[:12], rest[12:], header).decode()

    def blind_index(self, text: str) -> bytes:
        return hmac.digest(self.index_key, text.encode(), "sha256")

    def index_of(self, kind: str, text: str) -> bytes:
        """The index of another number than a national id: no index of one kind equals one of another."""
        return self.blind_index(f"{kind} {text}")

    def receipt_secret(self, receipt_id: UUID, generation: int) -> str:
        """The unguessable half of a receipt's address: derived, so that a message can carry it again."""
        mac = hmac.digest(self.receipt_key, receipt_id.bytes + generation.to_bytes(4, "big"), "sha256")
        return urlsafe_b64encode(mac[:24]).decode()

    def case_secret(self, case_id: UUID) -> str:
        """The same of a group's own page of its case: another generation than a receipt ever has."""
        return self.receipt_secret(case_id, 2**32 - 1)

    def one_time_code(self, code_id: UUID) -> str:
        """Six digits that follow from a random id: stored nowhere."""
        mac = hmac.digest(self.receipt_key, b"one-time code" + code_id.bytes, "sha256")
        return f"{int.from_bytes(mac[:8], 'big') % 1_000_000:06d}"

    def pass_mac(self, registration_id: UUID, generation: int) -> str:
        """80 bits in the letters of a QR code: nobody else can write the code at the door."""
        seed = b"pass" + registration_id.bytes + generation.to_bytes(4, "big")
        return b32encode(hmac.digest(self.receipt_key, seed, "sha256")[:10]).decode()

    def address_is_signed(self, address: str, signature: str) -> bool:
        expected = hmac.new(self.address_key, address.encode(), "sha256").hexdigest()
        return hmac.compare_digest(expected.encode(), signature.encode())


def same_secret(given: str, expected: str) -> bool:
    """Constant-time comparison of two texts of any alphabet."""
    return hmac.compare_digest(given.encode(), expected.encode())


def token_hash(token: str) -> bytes:
    """What the database keeps of a bearer token: random 32 bytes need no salt."""
    return hashlib.sha256(token.encode()).digest()


def new_token(kind: str) -> str:
    """A bearer token that names its kind, e.g. `bo_…` for an officer's log-in."""
    return f"{kind}_{secrets.token_urlsafe(32)}"
