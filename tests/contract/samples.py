"""A value that a piece of the contract takes or answers, made of nothing but the contract."""

import re
from typing import Any

FORMATS = {
    "uuid": "018f0000-0000-7000-8000-000000000000",
    "date": "2026-12-01",
    "date-time": "2026-12-01T00:00:00Z",
    "time": "08:00:00",
    "email": "uji@kantor.id",
    "uri": "https://kantor.id/x",
    "decimal": "1",
}
TEXTS = ("1111111111111111", "aaa", "AAA", "16.71", "16")

Json = dict[str, Any]


def resolved(schema: Json, schemas: Json) -> Json:
    while "$ref" in schema:
        schema = schemas[schema["$ref"].rsplit("/", 1)[1]]
    return schema


def sample(schema: Json, schemas: Json) -> Any:
    """Every field is there, so that none is forgotten; of several kinds the first that is not null."""
    schema = resolved(schema, schemas)
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return sample(next(each for each in schema[several] if each.get("type") != "null"), schemas)
    if "const" in schema or "enum" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    if schema.get("type") == "object":
        return {name: sample(each, schemas) for name, each in schema.get("properties", {}).items()}
    if schema.get("type") == "array":
        return [sample(schema.get("items", {}), schemas)] * max(1, schema.get("minItems", 1))
    least = max(schema.get("minimum", 1), schema.get("exclusiveMinimum", 0) + 1)
    return {"integer": least, "number": least, "boolean": True, "null": None}.get(schema.get("type"), text(schema))


def text(schema: Json) -> str:
    if schema.get("format") in FORMATS:
        return FORMATS[schema["format"]]
    least, most, pattern = schema.get("minLength", 0), schema.get("maxLength", 4000), schema.get("pattern", "")
    fitting = (each.ljust(least, each[-1])[:most] for each in TEXTS)
    return next((each for each in fitting if re.search(pattern, each)), "")
