"""What the API refused, as the pages need it."""

from typing import Any


class ApiProblem(Exception):
    """A problem-details answer. `errors` maps a field's name to its sentence, `pointers` each place in the body."""

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        super().__init__(f"{status} {body.get('code')}")
        self.status = status
        self.code: str = body.get("code", "unknown")
        self.detail: str = body.get("detail", "")
        self.number: str | None = body.get("number")  # of what the same form has made already
        self.errors: dict[str, str] = {}
        self.pointers: dict[str, str] = {}
        for fault in body.get("errors") or []:
            self.pointers.setdefault(fault["pointer"], fault["detail"])
            self.errors.setdefault(field_of(fault["pointer"]), fault["detail"])


class Stale(Exception):
    """Somebody changed it first. No page catches this: one place offers the form again, with the difference."""

    def __init__(self, problem: ApiProblem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def field_of(pointer: str) -> str:
    """The form's field a JSON pointer means: `/nik`, `/person/nik` of somebody in the body, `/answers/power`."""
    first, _, rest = pointer.strip("/").removeprefix("person/").partition("/")
    return f"q_{rest}" if first == "answers" and rest else first


class ApiUnreachable(Exception):
    """No answer: the API is down or too slow."""
