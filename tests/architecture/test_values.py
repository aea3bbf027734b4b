"""Every number, day and instant that comes in is read by the one reader of its sort (inputs.md 1)."""

import types
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Annotated, Any, Union, get_args, get_origin

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import BaseModel, BeforeValidator

from bimtek_api.core.values import days, degrees, instants, whole
from bimtek_api.main import routers

READERS = {
    int: (whole.rupiah, whole.count),
    float: (degrees.degrees,),
    datetime: (instants.instant,),
    time: (days.clock_time,),
}
MONEY = ("rupiah", "ceiling", "amount")


def reads(kind: type, metadata: list[Any]) -> bool:
    functions = [each.func for each in metadata if isinstance(each, BeforeValidator)]
    if kind is date:
        return any(isinstance(each, days.Within) for each in functions)
    return any(each in READERS[kind] for each in functions)


Leaf = tuple[str, type, list[Any]]


def leaves(annotation: Any, metadata: list[Any], where: str, seen: set[type]) -> Iterator[Leaf]:
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *more = get_args(annotation)
        yield from leaves(inner, [*metadata, *more], where, seen)
    elif origin in (Union, types.UnionType):
        for each in get_args(annotation):
            yield from leaves(each, metadata, where, seen)
    elif origin in (list, tuple, set, dict):
        for each in get_args(annotation):
            yield from leaves(each, [], f"{where}[]", seen)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if annotation not in seen:
            for name, field in annotation.model_fields.items():
                yield from leaves(
                    field.annotation, field.metadata, f"{annotation.__name__}.{name}", seen | {annotation}
                )
    elif annotation in (int, float, date, datetime, time):
        yield where, annotation, metadata


def asked_of(dependant: Dependant) -> Iterator[Leaf]:
    fields = [*dependant.body_params, *dependant.query_params, *dependant.path_params, *dependant.header_params]
    for field in fields:
        yield from leaves(field.field_info.annotation, field.field_info.metadata, field.name, set())
    for each in dependant.dependencies:
        yield from asked_of(each)


def every_value() -> list[Leaf]:
    routes = [route for router in routers() for route in router.routes if isinstance(route, APIRoute)]
    return [
        (f"{route.name}: {where}", kind, metadata)
        for route in routes
        for where, kind, metadata in asked_of(route.dependant)
    ]


def test_every_number_day_and_instant_that_comes_in_has_its_reader() -> None:
    """inputs.md 1: one type for each sort; a plain int takes "1_000", a plain date a number of seconds."""
    found = every_value()
    assert len(found) > 200
    assert sorted({where for where, kind, metadata in found if not reads(kind, metadata)}) == []


def test_money_is_read_as_money() -> None:
    found = {
        where: [each.func for each in metadata if isinstance(each, BeforeValidator)]
        for where, kind, metadata in every_value()
        if kind is int and any(word in where.rpartition(".")[2] for word in MONEY)
    }
    assert found
    assert sorted(where for where, functions in found.items() if whole.rupiah not in functions) == []
