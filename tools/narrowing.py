"""What a newer contract takes away from whoever relies on the older one: nothing, or it is another version.

Additions are free: operations, fields of answers, fields of requests that may be left out, wider bounds.
"""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
# Bounds of what may be sent: a caller who kept the old ones must be taken still.
LOWER, UPPER = ("minimum", "minLength", "minItems"), ("maximum", "maxLength", "maxItems")
FIXED = ("type", "format", "pattern", "additionalProperties")


class Contract:
    """One OpenAPI document with its references resolved when they are asked for."""

    def __init__(self, document: Json) -> None:
        self.document = document

    def operations(self) -> dict[str, Json]:
        return {
            f"{verb.upper()} {path}": each
            for path, verbs in self.document["paths"].items()
            for verb, each in verbs.items()
        }

    def shape(self, schema: Json) -> Json:
        while "$ref" in schema:
            schema = self.document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        return schema


def content(part: Json) -> dict[str, Json]:
    """Its schemas, by media type."""
    return {media: each.get("schema", {}) for media, each in part.get("content", {}).items()}


def narrowed(old: Json, new: Json) -> list[str]:
    """Every loss, by its place. Empty: whoever works with `old` works with `new`."""
    before, after = Contract(old), Contract(new)
    return sorted(set(of_documents(before, after)))


def of_documents(before: Contract, after: Contract) -> Iterator[str]:
    later = after.operations()
    for name, operation in before.operations().items():
        if name not in later:
            yield f"{name}: gone"
            continue
        if operation.get("operationId") not in (None, later[name].get("operationId")):
            yield f"{name}: has another operationId"
        yield from of_parameters(name, operation, later[name])
        yield from of_bodies(name, before, after, operation, later[name])
        yield from of_answers(name, before, after, operation, later[name])


def of_parameters(name: str, old: Json, new: Json) -> Iterator[str]:
    was, now = ({(each["in"], each["name"]): each for each in op.get("parameters", [])} for op in (old, new))
    for place in was.keys() - now.keys():
        yield f"{name}: {place[0]} parameter {place[1]} gone"
    for place, each in now.items():
        if each.get("required") and not was.get(place, {}).get("required"):
            yield f"{name}: {place[0]} parameter {place[1]} is required now"


def of_bodies(name: str, before: Contract, after: Contract, old: Json, new: Json) -> Iterator[str]:
    was, now = content(old.get("requestBody", {})), content(new.get("requestBody", {}))
    if now and not was and new["requestBody"].get("required"):
        yield f"{name}: a body is required now"
    for media, schema in was.items():
        if media not in now:
            yield f"{name}: takes no {media} any more"
        else:
            yield from Comparison(before, after, sent=True).of(schema, now[media], f"{name} body")


def of_answers(name: str, before: Contract, after: Contract, old: Json, new: Json) -> Iterator[str]:
    for code, answer in old["responses"].items():
        if not code.startswith("2"):
            continue
        if code not in new["responses"]:
            yield f"{name}: never answers {code} any more"
            continue
        now = content(new["responses"][code])
        for media, schema in content(answer).items():
            if media not in now:
                yield f"{name}: answers no {media} any more"
            else:
                yield from Comparison(before, after, sent=False).of(schema, now[media], f"{name} {code}")


class Comparison:
    """Two schemas side by side. `sent`: what callers send must stay welcome; else what they read must stay there."""

    def __init__(self, before: Contract, after: Contract, *, sent: bool) -> None:
        self.before, self.after, self.sent = before, after, sent
        self.seen: set[tuple[str, str]] = set()

    def of(self, old: Json, new: Json, place: str) -> Iterator[str]:
        pair = (old.get("$ref", ""), new.get("$ref", ""))
        if all(pair) and pair in self.seen:
            return
        self.seen.add(pair)
        old, new = self.before.shape(old), self.after.shape(new)
        yield from self.of_bounds(old, new, place)
        yield from self.of_choices(old, new, place)
        yield from self.of_fields(old, new, place)
        if "items" in old and "items" in new:
            yield from self.of(old["items"], new["items"], f"{place}/[]")

    def of_bounds(self, old: Json, new: Json, place: str) -> Iterator[str]:
        for each in FIXED:
            if each in ("pattern", "additionalProperties") and not self.sent:
                continue
            if old.get(each) != new.get(each) and new.get(each) is not None:
                yield f"{place}: {each} is another"
        if not self.sent:
            return
        for each, looser in [*((name, False) for name in LOWER), *((name, True) for name in UPPER)]:
            if each in new and (each not in old or (new[each] < old[each] if looser else new[each] > old[each])):
                yield f"{place}: {each} is {new[each]} now"

    def of_choices(self, old: Json, new: Json, place: str) -> Iterator[str]:
        gone = set(map(str, old.get("enum", []))) - set(map(str, new.get("enum", old.get("enum", []))))
        if self.sent and (gone or ("enum" in new and "enum" not in old)):
            yield f"{place}: takes fewer values"
        variants = [old.get("anyOf", []), new.get("anyOf", [])]
        empty = [any(each.get("type") == "null" for each in some) for some in variants]
        if (empty[0] and not empty[1]) if self.sent else (empty[1] and not empty[0]):
            yield f"{place}: null is {'refused' if self.sent else 'answered'} now"
        if all(len(some) <= 2 for some in variants):
            one, other = ([each for each in some if each.get("type") != "null"] for some in variants)
            if len(one) == len(other) == 1:
                yield from self.of(one[0], other[0], place)

    def of_fields(self, old: Json, new: Json, place: str) -> Iterator[str]:
        was, now = old.get("properties", {}), new.get("properties", {})
        for name in was.keys() - now.keys():
            yield f"{place}/{name}: gone"
        must, needs = set(old.get("required", [])), set(new.get("required", []))
        for name in (needs - must) if self.sent else (must - needs) & now.keys():
            yield f"{place}/{name}: {'required' if self.sent else 'not always there'} now"
        for name in was.keys() & now.keys():
            yield from self.of(was[name], now[name], f"{place}/{name}")
