"""The form in which a treasurer records that a bank sent money back."""

from starlette.datastructures import FormData

from bimtek_web.api import shapes
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.forms import Form, date_of, picked, refused, typed

PARTS = ("return_number", "return_reason")
NAMES = {"reason": "return_reason", "file": "return_file"}


def values_of(data: FormData, mark: str) -> dict[str, str]:
    """What was typed for the payment `mark`."""
    days = tuple(f"returned_on_{mark}_{part}" for part in ("day", "month", "year"))
    return typed(data, ("version", "code", *days, *(f"{name}_{mark}" for name in PARTS))) | {"returning": mark}


async def sent_by(data: FormData, values: dict[str, str], mark: str) -> tuple[shapes.RecordReturnForm, str, bytes]:
    """The fields and the bank's paper as the API takes them."""
    told: shapes.RecordReturnForm = {
        "return_number": values[f"return_number_{mark}"], "reason": values[f"return_reason_{mark}"],
        "returned_on": date_of(values, f"returned_on_{mark}") or "",
    }  # fmt: skip
    return told, *await picked(data, f"return_file_{mark}")


def form_of(values: dict[str, str], problem: ApiProblem, mark: str) -> tuple[Form, int]:
    """The form again, each error beside its field."""
    errors, status = refused(problem)
    if problem.code == "return_known":
        errors = {"return_number": problem.detail}
    named = {NAMES.get(name, name): text for name, text in errors.items() if name}
    marked = {name if name == "code" else f"{name}_{mark}": text for name, text in named.items()}
    return Form(values, marked, problem.detail), status
