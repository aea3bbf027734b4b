"""Addresses of static files, by the manifest the build wrote."""

import json
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

STATIC = Path(__file__).parent.parent / "static"


@cache
def manifest() -> dict[str, str]:
    return json.loads((STATIC / "manifest.json").read_text())["names"]


def static(name: str) -> str:
    """`/static/public.ab12cd34ef56.css` for `public.css`."""
    return f"/static/{manifest()[name]}"


def local(address: str, otherwise: str = "/") -> str:
    """`address` if it is a page of ours; never another site, however it is written."""
    plain = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if plain and address.isprintable() and "\\" not in address else otherwise


def with_query(path: str, **values: str | None) -> str:
    """`path` with the values that are given."""
    query = urlencode({name: value for name, value in values.items() if value})
    return f"{path}?{query}" if query else path
