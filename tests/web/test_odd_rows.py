"""inputs.md 3: a reader survives anything that is stored: every page, over whatever old rows may hold."""

import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from bimtek_web.main import create_app
from bimtek_web.settings import WebSettings
from tests.contract.samples import Json, resolved
from tests.web.conftest import KEY
from tests.web.test_hostile import ME, NAME, UUID

CONTRACT: Json = json.loads((Path(__file__).parents[2] / "docs/openapi.json").read_text())
SCHEMAS: Json = CONTRACT["components"]["schemas"]
ODD = "Aneh <b>'\"& 王😀 {{ 7*7 }}"
# By flavour: what stands for a text, a code, a day, an instant and an hour.
FLAVOURS: dict[str, dict[str, Any]] = {
    "long ago": {"text": ODD, "date": "0023-08-17", "date-time": "0001-01-01T00:00:00Z", "time": "00:00:00"},
    "far ahead": {"text": "x" * 200, "date": "9999-12-31", "date-time": "9999-12-31T23:59:59Z", "time": "23:59:59"},
    "nothing": {"text": "", "date": "2026-12-01", "date-time": "2026-12-01T00:00:00.123456+00:00", "time": "08:00"},
}


class Odd:
    """Answers every read of the contract with odd rows in the right shape."""

    def __init__(self, flavour: str) -> None:
        self.flavour, self.texts = flavour, FLAVOURS[flavour]
        self.reads = [
            (re.compile(re.sub(NAME, "[^/]+", path)), methods["get"])
            for path, methods in sorted(CONTRACT["paths"].items(), key=lambda each: "{" in each[0])
            if "get" in methods
        ]

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v1/me":
            return httpx.Response(200, json=me())
        for path, operation in self.reads:
            if path.fullmatch(request.url.path):
                content = operation["responses"]["200"].get("content", {})
                if content.get("application/json", {}).get("schema"):
                    return httpx.Response(200, json=self.made(content["application/json"]["schema"]))
                return httpx.Response(200, content=b"%PDF-1.7")
        return httpx.Response(404, json={"code": "not_found", "detail": "Tidak ditemukan."})

    def made(self, schema: Json, name: str = "") -> Any:
        schema = resolved(schema, SCHEMAS)
        kinds = schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf")
        if kinds:
            empty = self.flavour == "nothing" and any(each.get("type") == "null" for each in kinds)
            full = next(each for each in kinds if each.get("type") != "null")
            return None if empty else self.made(full, name)
        if "const" in schema or "enum" in schema:
            return "kode_baru" if self.flavour == "far ahead" else schema.get("const", schema.get("enum", [""])[-1])
        if schema.get("type") == "object":
            return {each: self.made(kind, each) for each, kind in schema.get("properties", {}).items()}
        if schema.get("type") == "array":
            return [] if self.flavour == "nothing" else [self.made(schema.get("items", {}), name)]
        plain = {"integer": self.number(schema), "number": 0.5, "boolean": self.flavour != "nothing", "null": None}
        return plain[schema["type"]] if schema.get("type") in plain else self.text(schema, name)

    def number(self, schema: Json) -> int:
        return min(2_000_000_000, schema.get("maximum", 2_000_000_000)) if self.flavour == "far ahead" else 0

    def text(self, schema: Json, name: str) -> str:
        if schema.get("format") == "uuid":
            return UUID
        if name in ("starts_at", "ends_at") and "format" not in schema:
            return "08:00"
        return self.texts.get(schema.get("format", ""), "WIB" if name == "zone" else self.texts["text"])


def me() -> Json:
    said = {path["x-permission"] for each in CONTRACT["paths"].values() for path in each.values()
            if isinstance(path, dict) and "x-permission" in path}  # fmt: skip
    return ME | {"nik_last4": None, "permissions": sorted(said)}


@pytest.mark.parametrize("flavour", FLAVOURS)
async def test_no_page_breaks_over_what_is_stored(flavour: str) -> None:
    settings = WebSettings(web_key=SecretStr(KEY), client_address_key=SecretStr(KEY), demo=True)
    app = create_app(settings, httpx.AsyncClient(transport=httpx.MockTransport(Odd(flavour)), base_url="http://api"))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    broken, shown = [], 0
    async with httpx.AsyncClient(
        transport=transport, base_url="https://bimtek.test", cookies={"__Host-bimtek": "bo_any"}
    ) as pages:
        for path, methods in app.openapi()["paths"].items():
            if "get" in methods:
                answer = await pages.get(re.sub(NAME, UUID, path))
                shown += answer.status_code == 200
                broken += [f"{answer.status_code} {path}"] if answer.status_code >= 500 else []
                if "html" in answer.headers.get("content-type", ""):
                    assert "<b>'" not in answer.text, path
    assert shown > 90
    assert broken == []
