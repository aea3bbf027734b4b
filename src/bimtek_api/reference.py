"""`/docs`: the API's reference as one plain page, drawn from its own OpenAPI. Nothing is loaded from elsewhere."""

from collections.abc import Iterator
from html import escape

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from bimtek_api.core.guards import PUBLIC_ROUTE
from bimtek_api.core.shapes import Json

router = APIRouter()

STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#211a1d}"
    "h1,h2{font-family:Georgia,serif}article{border-top:1px solid #e4dccf;padding:1rem 0}"
    "code{font-size:.95em}table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;border-top:1px solid #e4dccf}"
    ".method{color:#7a1b3a;font-weight:700}.soft{color:#5d5257}"
)
HEADERS = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'", "Cache-Control": "no-cache"}


def kind_of(shape: Json) -> str:
    """A JSON schema as a few words."""
    if "$ref" in shape:
        return shape["$ref"].rsplit("/", 1)[1]
    if "anyOf" in shape:
        return " or ".join(kind_of(each) for each in shape["anyOf"])
    if shape.get("type") == "array":
        return f"list of {kind_of(shape.get('items', {}))}"
    words = shape.get("format") or shape.get("type") or "any"
    return f"{words}: {', '.join(map(str, shape['enum']))}" if "enum" in shape else str(words)


def rows(pairs: Iterator[tuple[str, str, bool]]) -> str:
    lines = [
        f"<tr><th scope='row'><code>{escape(name)}</code></th><td>{escape(kind)}</td>"
        f"<td class='soft'>{'required' if required else ''}</td></tr>"
        for name, kind, required in pairs
    ]
    return f"<table>{''.join(lines)}</table>" if lines else ""


def parameters(operation: Json) -> Iterator[tuple[str, str, bool]]:
    for each in operation.get("parameters", []):
        yield f"{each['name']} ({each['in']})", kind_of(each["schema"]), each.get("required", False)


def fields(shape: Json) -> Iterator[tuple[str, str, bool]]:
    for name, each in shape.get("properties", {}).items():
        yield name, kind_of(each), name in shape.get("required", [])


def body_of(operation: Json) -> str:
    content = operation.get("requestBody", {}).get("content", {})
    return kind_of(content["application/json"]["schema"]) if "application/json" in content else ""


def article(method: str, path: str, operation: Json) -> str:
    body = body_of(operation)
    sent = f"<p>Body: <a href='#{escape(body)}'>{escape(body)}</a></p>" if body else ""
    return (
        f"<article><h3><span class='method'>{method.upper()}</span> <code>{escape(path)}</code></h3>"
        f"<p>{escape(operation.get('description', ''))}</p>"
        f"<p class='soft'>Needs: {escape(operation.get('x-permission', ''))}."
        f" Answers: {', '.join(sorted(operation['responses']))}.</p>{rows(parameters(operation))}{sent}</article>"
    )


def page(contract: Json) -> str:
    """The whole reference: every operation, then every shape."""
    operations = [
        article(method, path, operation)
        for path, methods in contract["paths"].items()
        for method, operation in methods.items()
    ]
    shapes = [
        f"<article id='{escape(name)}'><h3>{escape(name)}</h3><p>{escape(shape.get('description', ''))}</p>"
        f"{rows(fields(shape))}</article>"
        for name, shape in sorted(contract["components"]["schemas"].items())
    ]
    return (
        f"<!doctype html><html lang='en'><meta charset='utf-8'><meta name='viewport' content='width=device-width'>"
        f"<title>Bimtek API</title><style>{STYLE}</style><main><h1>Bimtek API, version 1</h1>"
        f"<p>{escape(contract['info']['description'])}</p><p><a href='/openapi.json'>OpenAPI as JSON</a></p>"
        f"<h2>Operations</h2>{''.join(operations)}<h2>Shapes</h2>{''.join(shapes)}</main></html>"
    )


@router.get("/docs", include_in_schema=False, **PUBLIC_ROUTE)
async def read_reference(request: Request) -> HTMLResponse:
    """The reference page."""
    return HTMLResponse(page(request.app.openapi()), headers=HEADERS)
