"""What the API refused, as the pages need it."""

from typing import Any


class ApiProblem(Exception):
    """A problem-details answer. `errors` maps a field's name to its sentence."""

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        super().__init__(f"{status} {body.get('code')}")
        self.status = status
        self.code: str = body.get("code", "unknown")
        self.detail: str = body.get("detail", "")
        self.errors: dict[str, str] = {}
        for fault in body.get("errors") or []:
            self.errors.setdefault(field_of(fault["pointer"]), fault["detail"])


def field_of(pointer: str) -> str:
    """The form's field a JSON pointer means: `/nik`, and `/person/nik` where a person is part of the body."""
    first, _, rest = pointer.strip("/").partition("/")
    return rest.partition("/")[0] if first == "person" and rest else first


class ApiUnreachable(Exception):
    """No answer: the API is down or too slow."""
