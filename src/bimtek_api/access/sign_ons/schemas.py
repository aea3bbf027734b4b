"""Shapes of signing on with the office's account."""

from typing import Annotated

from pydantic import Field

from bimtek_api.core.fields import Device, Read, Write


class SignOnStart(Read):
    """Where to send the browser, and what it must bring back (sealed; good for ten minutes)."""

    address: str
    attempt: str


class SignOnFinish(Write):
    """What the provider put into the address it sent the browser back to, and the attempt that browser kept."""

    attempt: Annotated[str, Field(min_length=1, max_length=2000)]
    state: Annotated[str, Field(min_length=1, max_length=200)]
    code: Annotated[str, Field(min_length=1, max_length=2000)]
    iss: Annotated[str | None, Field(max_length=300)] = None
    device: Device = None
