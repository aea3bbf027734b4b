"""house.md 3.2: a form has one list of its fields, and each of them is one that the API takes."""

import inspect
import json
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from starlette.datastructures import FormData
from tools import contract as files
from tools import shapes

import bimtek_web
from bimtek_web.api import shapes as named
from bimtek_web.pages.public import registration
from bimtek_web.ui.filled import Filled, Own, Text, Texts

WEB = Path(bimtek_web.__file__ or "").parent
CONTRACT = json.loads(shapes.renamed(files.written(files.running())))
SCHEMAS: dict[str, Any] = shapes.for_pages(CONTRACT)["components"]["schemas"]
# Who sends what: `.sent(shapes.…` in the module of the form; where it holds several forms, or none is sent, here.
ELSEWHERE = {
    "Corrections": "CorrectionInput", "Opinions": "EvaluationWrite", "Line": "NodeCreate", "Shift": "MoveCreate",
    "Registration": "RegistrationCreate", "Assisted": "RegistrationCreate", "Handover": "DeliveryCreate",
    "Attempt": "AttemptCreate",
}  # fmt: skip
SENT = re.compile(r"\.(?:sent|body)\(\s*shapes\.(\w+)")


def forms() -> list[tuple[type[Filled], str]]:
    """Each form with each shape its module sends it as; requests that are written out are checked by their types."""
    for path in sorted((*(WEB / "pages").rglob("[!_]*.py"), *(WEB / "ui").glob("[!_]*.py"))):
        import_module(".".join(("bimtek_web", *path.relative_to(WEB).with_suffix("").parts)))
    found = []
    for form in (each for each in every(Filled) if each.__module__.startswith("bimtek_web")):
        module = inspect.getsource(inspect.getmodule(form))  # ty: ignore[invalid-argument-type]
        if form.__name__ in ELSEWHERE:
            found.append((form, ELSEWHERE[form.__name__]))
            continue
        own = [each for each in every(Filled) if each.__module__ == form.__module__]
        found += [(form, shape) for shape in SENT.findall(module if len(own) == 1 else inspect.getsource(form))]
    return found


def every(kind: type[Filled]) -> list[type[Filled]]:
    return [each for below in kind.__subclasses__() for each in (below, *every(below))]


class Two(Filled):
    name: Text
    marks: Texts
    key: Own


@pytest.mark.parametrize(("form", "shape"), forms(), ids=lambda each: getattr(each, "__name__", each))
def test_each_field_of_a_form_is_one_the_api_takes(form: type[Filled], shape: str) -> None:
    assert set(form.asked()) - set(SCHEMAS[shape]["properties"]) == set()


def test_forms_are_compared_with_what_they_send() -> None:
    assert len({form for form, _ in forms()}) >= 20


def test_every_field_of_the_registration_has_its_step() -> None:
    """A fault of a field that belongs to no step would be told on the last one, where nobody can mend it."""
    asked = {name for names in registration.STEPS.values() for name in names}
    assert set(registration.Registration.asked()) <= asked


def test_what_was_typed_is_kept_and_what_was_left_empty_is_not_sent() -> None:
    filled = Two.of(FormData([("name", "  Sari\0 "), ("marks", "a"), ("marks", "b"), ("key", "k"), ("other", "x")]))
    assert filled.values() == {"name": "  Sari ", "marks": ["a", "b"], "key": "k"}
    assert filled.sent(named.Me, version=1) == {"name": "  Sari ", "marks": ["a", "b"], "version": 1}
    assert Two.blank(key="k").sent(named.Me) == {"marks": []}


def test_a_form_that_was_tampered_with_is_read_all_the_same() -> None:
    """Longer, missing, or repeated where one value is asked: nothing that a browser sends is an error of ours."""
    filled = Two.of(FormData([("name", "x" * 9000), ("name", "y" * 9000), ("marks", "z" * 500)]))
    assert (len(filled.name), filled.name[0], [len(each) for each in filled.marks], filled.key) == (
        4000,
        "y",
        [100],
        "",
    )
