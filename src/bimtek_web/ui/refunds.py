"""The forms in which money is asked back and recorded as paid back; each field ends in the id of what it is about."""

from starlette.datastructures import FormData

from bimtek_web.api import shapes
from bimtek_web.api.errors import ApiProblem
from bimtek_web.ui.forms import Form, date_of, given, refused, typed

FIELDS = ("ask_amount", "ask_reason", "letter_number", "refund_amount", "bank_reference", "demand", "note",
          "kind", "why", "letter")  # fmt: skip
DAYS = ("due_on", "received_on")
# Where a refusal of the API that names no field stands on the page.
PLACES = {
    "above_arrived": "amount_rupiah", "reference_known": "bank_reference", "reason_required": "note",
}  # fmt: skip
ASKING = {"amount_rupiah": "ask_amount", "reason": "ask_reason"}
RULING = {"reason": "why", "letter_number": "letter", "": "kind"}
PAYING = {"amount_rupiah": "refund_amount", "demand_id": "demand", "file": "refund_file"}


def values_of(data: FormData, mark: str, **opened: str) -> dict[str, str]:
    """What was typed for the payment, demand or receipt `mark`; `opened` keeps its form open."""
    days = [f"{day}_{mark}_{part}" for day in DAYS for part in ("day", "month", "year")]
    return typed(data, ("action", "version", "code", *days, *(f"{name}_{mark}" for name in FIELDS))) | opened


def demanded(values: dict[str, str], mark: str) -> shapes.DemandCreate:
    body = shapes.DemandCreate(
        amount_rupiah=values[f"ask_amount_{mark}"], reason=values[f"ask_reason_{mark}"],
        letter_number=values[f"letter_number_{mark}"], due_on=date_of(values, f"due_on_{mark}") or "",
    )  # fmt: skip
    return given(body)


def paid_back(values: dict[str, str], mark: str) -> shapes.RecordRefundForm:
    told = shapes.RecordRefundForm(
        amount_rupiah=values[f"refund_amount_{mark}"], bank_reference=values[f"bank_reference_{mark}"],
        received_on=date_of(values, f"received_on_{mark}") or "", demand_id=values[f"demand_{mark}"],
    )  # fmt: skip
    return given(told)


def ruled(values: dict[str, str], mark: str) -> shapes.RulingCreate:
    """A demand that stands is withdrawn, or its rest let go."""
    body = shapes.RulingCreate(
        kind=values[f"kind_{mark}"], reason=values[f"why_{mark}"], letter_number=values[f"letter_{mark}"]
    )
    return given(body)


def form_of(values: dict[str, str], problem: ApiProblem, mark: str) -> tuple[Form, int]:
    """The form again, each error beside its field."""
    errors, status = refused(problem)
    if place := PLACES.get(problem.code):
        errors = {place: problem.detail}
    names = ASKING if "asking" in values else RULING if "ruling" in values else PAYING
    named = {names.get(name, name): text for name, text in errors.items() if name or "" in names}
    marked = {name if name == "code" else f"{name}_{mark}": text for name, text in named.items()}
    return Form(values, marked, problem.detail), status
