"""The filters of the registrations table: the page and the file must mean the same rows."""

from fastapi import Request

NAMES = ("session", "status", "file_missing", "delegation", "q", "cursor")


def of(request: Request) -> dict[str, str]:
    """The filters in the address; they stay there through every action."""
    return {name: request.query_params.get(name, "") for name in NAMES}


def worth_keeping(request: Request) -> dict[str, str]:
    """The filters that are set; where in the table one stands is none of them."""
    return {name: value for name, value in of(request).items() if value and name != "cursor"}
