"""Settings of the pages. They hold no database and no key to anybody's data."""

import os
from base64 import urlsafe_b64decode
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError


def decode_key(key: SecretStr) -> bytes:
    """The raw bytes of a key. Raises ValueError when it is no base64url."""
    text = key.get_secret_value()
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def key_of_32(key: SecretStr) -> SecretStr:
    """The key, when it is one; what is none fails at the start and not at the first page."""
    try:
        fits = len(decode_key(key)) == 32
    except ValueError:
        fits = False
    if not fits:
        raise ValueError("tulis kunci 32 byte dalam base64url.")
    return key


def web_address(text: str) -> str:
    """An address of the web with a host, without the last slash."""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("tulis alamat yang diawali http:// atau https://.")
    return text.rstrip("/")


Key = Annotated[SecretStr, AfterValidator(key_of_32)]
WebAddress = Annotated[str, AfterValidator(web_address)]


class WebSettings(BaseSettings):
    """Everything an office can set for the pages."""

    model_config = SettingsConfigDict(env_prefix="BIMTEK_", frozen=True, extra="ignore")

    environment: Literal["development", "production"] = "development"
    demo: bool = False
    api_url: WebAddress = "http://127.0.0.1:8000"
    web_url: WebAddress = "http://localhost:8080"  # what people type; behind a proxy, its address
    web_host: str = "127.0.0.1"
    web_port: int = Field(default=8080, ge=1, le=65535)
    web_key: Key
    client_address_key: Key
    cookie_secure: bool = True
    trust_forwarded: bool = False  # behind a proxy of the office that sets X-Forwarded-For: the last address counts
    sign_on_name: str | None = None  # what the office calls its log-in provider; the API knows the rest
    rows_at_once: int = Field(default=20_000, ge=1, le=1_000_000)  # a longer list is written by the worker


def read(name: str) -> SecretStr | None:
    """A secret from the file that `BIMTEK_<NAME>_FILE` names."""
    setting = f"BIMTEK_{name.upper()}_FILE"
    path = os.environ.get(setting)
    try:
        return SecretStr(Path(path).read_text().strip()) if path else None
    except (OSError, UnicodeDecodeError) as no:
        raise SettingsError(f"{setting}: berkas itu tidak dapat dibaca.") from no


def from_environment() -> WebSettings:
    """Settings from BIMTEK_* and, for the two keys, BIMTEK_*_FILE."""
    files = {name: secret for name in ("web_key", "client_address_key") if (secret := read(name))}
    return WebSettings(**files)  # ty: ignore[invalid-argument-type] - the rest from the environment
