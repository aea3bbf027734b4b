"""Settings of the pages. They hold no database and no key to anybody's data."""

import os
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class WebSettings(BaseSettings):
    """Everything an office can set for the pages."""

    model_config = SettingsConfigDict(env_prefix="BIMTEK_", frozen=True, extra="ignore")

    environment: Literal["development", "production"] = "development"
    demo: bool = False
    api_url: str = "http://127.0.0.1:8000"
    web_url: str = "http://localhost:8080"  # what people type; behind a proxy, its address
    web_host: str = "127.0.0.1"
    web_port: int = Field(default=8080, ge=1, le=65535)
    web_key: SecretStr
    client_address_key: SecretStr
    cookie_secure: bool = True
    trust_forwarded: bool = False  # behind a proxy of the office that sets X-Forwarded-For: the last address counts
    sign_on_name: str | None = None  # what the office calls its log-in provider; the API knows the rest
    rows_at_once: int = Field(default=20_000, ge=1, le=1_000_000)  # a longer list is written by the worker


def from_environment() -> WebSettings:
    """Settings from BIMTEK_* and, for the two keys, BIMTEK_*_FILE."""
    files = {name: os.environ.get(f"BIMTEK_{name.upper()}_FILE") for name in ("web_key", "client_address_key")}
    read = {name: SecretStr(Path(path).read_text().strip()) for name, path in files.items() if path}
    return WebSettings(**read)  # ty: ignore[invalid-argument-type] - the rest from the environment
