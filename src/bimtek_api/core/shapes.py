"""A name for values whose inner shape only their reader knows."""

from typing import Any

Json = dict[str, Any]  # a jsonb column, the content of a paper, the values of a statement
BOUNDS = {"ge": "minimum", "le": "maximum"}


def with_bounds(schema: Any) -> Any:
    """Around a reader, pydantic writes a bound by its own short name, which says nothing to anybody else."""
    if isinstance(schema, dict):
        for name in set(BOUNDS) & set(schema) if schema.get("type") in ("integer", "number") else ():
            schema[BOUNDS[name]] = schema.pop(name)
        for each in schema.values():
            with_bounds(each)
    elif isinstance(schema, list):
        for each in schema:
            with_bounds(each)
    return schema
