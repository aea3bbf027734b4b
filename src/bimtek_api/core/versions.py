"""Optimistic versions over HTTP: `If-Match: "3"` in, `ETag: "3"` out."""

from typing import Annotated

from fastapi import Depends, Header, Response

from bimtek_api.core.errors import StaleVersion, VersionRequired


def seen_version(if_match: Annotated[str | None, Header(max_length=40)] = None) -> int:
    """The version the caller saw. 428 without it, 412 when it is no version of ours."""
    if if_match is None:
        raise VersionRequired
    digits = if_match.removeprefix("W/").strip('"')
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise StaleVersion
    return int(digits)


IfMatch = Annotated[int, Depends(seen_version)]


def tag(response: Response, version: int) -> None:
    """Shows the row's version as its ETag."""
    response.headers["ETag"] = f'"{version}"'
