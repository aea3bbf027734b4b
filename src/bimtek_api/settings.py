"""Settings of the API and its worker, read once at the edge (main, worker, cli) and passed down."""

import os
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, FilePath, SecretStr, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, SettingsError

PREFIX = "BIMTEK_"


SCHEMES = {
    "database_url": ("postgresql", "postgres"),
    "owner_database_url": ("postgresql", "postgres"),
    "web_url": ("https", "http"),
    "mail_url": ("smtp", "smtps", "folder"),
    "chat_url": ("https", "http"),
    "files_url": ("s3",),
    "anchor_url": ("file", "https", "http"),
    "scanner_url": ("tcp",),
}
FOLDERS = ("file", "folder")
KEYS = ("index_key", "receipt_key", "client_address_key")
KEY_SHAPE = "tulis kunci 32 byte dalam base64url."


def decode_key(text: str) -> bytes:
    """32 raw bytes from base64url text. Raises ValueError when it is anything else."""
    raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if len(raw) != 32:
        raise ValueError("a key must be 32 bytes, written in base64url")
    return raw


def is_key(secret: SecretStr) -> bool:
    try:
        decode_key(secret.get_secret_value())
    except ValueError:
        return False
    return True


def without_last_slash(address: str) -> str:
    return address.rstrip("/")


def plain(value: SecretStr | str | None) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else value or ""


def names_a_place(address: str, schemes: tuple[str, ...]) -> bool:
    """Whether an address has one of the schemes, and a host and a port of this world or a path."""
    try:
        parts = urlsplit(address)
        return (
            parts.scheme in schemes
            and bool(parts.path if parts.scheme in FOLDERS else parts.hostname)
            and (parts.port is None or parts.port > 0)
        )
    except ValueError:
        return False


class FileSource(PydanticBaseSettingsSource):
    """Reads `BIMTEK_<NAME>_FILE`: the way container platforms hand over secrets."""

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:
        name = f"{PREFIX}{field_name.upper()}_FILE"
        path = os.environ.get(name)
        try:
            return (Path(path).read_text().strip() if path else None), field_name, False
        except (OSError, UnicodeDecodeError) as no:
            raise SettingsError(f"{name}: berkas itu tidak dapat dibaca.") from no

    def __call__(self) -> dict[str, Any]:
        values = {name: self.get_field_value(field, name)[0] for name, field in self._fields.items()}
        return {
            name: self.prepare_field_value(name, self._fields[name], value, name == "nik_keys")
            for name, value in values.items()
            if value is not None
        }

    @property
    def _fields(self) -> dict[str, Any]:
        return dict(self.settings_cls.model_fields)


class Settings(BaseSettings):
    """Everything an office can set. Keys are base64url texts of 32 bytes."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_nested_delimiter="__", frozen=True, extra="ignore")

    home: Path = Path()  # the folder with alembic.ini and the migrations
    environment: Literal["development", "production"] = "development"
    demo: bool = False
    demo_world: bool = False
    database_url: SecretStr
    owner_database_url: SecretStr | None = None
    database_pool: int = Field(default=8, ge=1, le=64)
    api_host: str = "127.0.0.1"
    api_port: int = Field(default=8000, ge=1, le=65535)
    files_url: SecretStr | None = None  # s3://key:secret@host/bucket?region=…; without it the folder
    files_dir: Path = Path("var/files")
    web_url: Annotated[str, AfterValidator(without_last_slash)] = "http://localhost:8080"
    mail_url: SecretStr | None = None  # smtp://user:password@host:587, smtps://…, folder:var/mail
    chat_url: SecretStr | None = None  # https://token@gateway/path, for those without e-mail
    scanner_url: str | None = None  # tcp://127.0.0.1:3310, a ClamAV daemon that looks at every upload
    leaked_passwords: FilePath | None = None  # SHA-1 hashes of leaked passwords, sorted, one a line
    anchor_url: SecretStr | None = None  # file:/path/lines.jsonl or https://token@host/path
    letterhead: str = "Kementerian Perindustrian Republik Indonesia"
    letterhead_office: str = "Bersama Dinas Perindustrian"  # the district's name follows
    letterhead_address: str = ""
    mail_from: str = Field(default="Bimtek <bimtek@localhost>", pattern=r"^[^<>@\r\n]*<?[^<>@\s]+@[^<>@\s]+>?$")
    alarm_mail: str | None = Field(default=None, pattern=r"^[^@\s]+@[^@\s]+$")  # who hears of broken data at once
    max_body_bytes: int = Field(default=1_000_000, ge=1_000, le=100_000_000)
    max_upload_bytes: int = Field(default=12_000_000, ge=1_000, le=100_000_000)  # a photo of a phone
    # The office's OpenID Connect provider; officers with an account there may log in with it.
    sign_on_issuer: str | None = Field(default=None, pattern=r"^(https://|http://(localhost|127\.0\.0\.1)[:/])")
    sign_on_client_id: str = "bimtek"
    sign_on_client_secret: SecretStr | None = None
    nik_keys: dict[str, SecretStr]
    nik_key_current: str
    index_key: SecretStr
    receipt_key: SecretStr
    client_address_key: SecretStr
    # What strangers of one network, or with one phone number, register for one session before an officer looks first.
    free_per_network: int = Field(default=10, ge=0, le=1_000_000)
    free_per_phone: int = Field(default=3, ge=0, le=1_000_000)
    free_delegations: int = Field(default=1, ge=0, le=1_000_000)
    # How many of them may wait for an officer's look; further ones are refused until she opens a window.
    held_per_network: int = Field(default=30, ge=0, le=1_000_000)
    held_per_phone: int = Field(default=10, ge=0, le=1_000_000)
    login_hours: int = Field(default=12, ge=1, le=72)
    idle_minutes: int = Field(default=60, ge=5, le=720)
    replacement_hours: int = Field(default=24, ge=1, le=168)  # how long another authenticator waits for objections

    @model_validator(mode="after")
    def demo_is_for_training(self) -> Self:
        """The demo's officers have public passwords."""
        if self.demo and self.environment == "production":
            raise ValueError("BIMTEK_DEMO=1 brings officers with public passwords: not with ENVIRONMENT=production")
        return self

    @model_validator(mode="after")
    def expect_usable(self) -> Self:
        """What would fail later, and in silence, fails at the start. The sentences never hold a value."""
        if fault := next(self.unusable(), None):
            raise ValueError(f"{PREFIX}{fault}")
        return self

    def unusable(self) -> Iterator[str]:
        if self.nik_key_current not in self.nik_keys:
            yield "NIK_KEY_CURRENT: BIMTEK_NIK_KEYS tidak berisi kunci itu."
        if not all(map(is_key, self.nik_keys.values())):
            yield f"NIK_KEYS: {KEY_SHAPE}"
        for name in KEYS:
            if not is_key(getattr(self, name)):
                yield f"{name.upper()}: {KEY_SHAPE}"
        for name, schemes in SCHEMES.items():
            value = plain(getattr(self, name))
            if value and not names_a_place(value, schemes):
                yield f"{name.upper()}: tulis alamat yang diawali {', '.join(schemes)}."
        if self.environment == "production" and "web_url" not in self.model_fields_set:
            yield "WEB_URL: tulis alamat halaman yang diketik orang; tautan di surat dan surel memakainya."

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings, env_settings, FileSource(settings_cls))

    @property
    def office(self) -> tuple[str, str, str]:
        """What heads every paper: name, office, address."""
        return self.letterhead, self.letterhead_office, self.letterhead_address

    @property
    def migration_url(self) -> str:
        """The owner's address: one database user may serve both, with the weaker wall (docs/decisions)."""
        return (self.owner_database_url or self.database_url).get_secret_value()
