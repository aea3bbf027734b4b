"""What the API takes and answers. The types stand in `shapes.pyi`, which `make ready` makes of `docs/openapi.json`.

Only type checkers and editors read them; at run time each is the plain dictionary that JSON is.
"""


def __getattr__(name: str) -> type:
    if name.startswith("__"):
        raise AttributeError(name)
    return dict
