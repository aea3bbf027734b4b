"""integrity.md 3: what is typed to get past the field is no national id."""

import pytest
from pydantic import TypeAdapter, ValidationError

from bimtek_api.identities.nik import FamilyCard, Nik

MADE_UP = (
    "1111111111112345", "1111111111134567", "0000000000000001", "1234567890123456", "0123456789012345",
    "9876543210987654", "1212121212121212", "1671167116711671", "1234567812345678", "1671019999999999",
    "1671012345678901", "0000001234567892", "9999999999999998",
)  # fmt: skip
REAL = ("1671015409880003", "9971994409880001", "1111011111880012", "3201014101000002", "3674012345670001")


@pytest.mark.parametrize("made_up", MADE_UP)
def test_a_made_up_id_is_refused_everywhere_it_is_read(made_up: str) -> None:
    for kind in (Nik, FamilyCard):
        with pytest.raises(ValidationError):
            TypeAdapter(kind).validate_python(made_up)


@pytest.mark.parametrize("real", REAL)
def test_an_id_that_may_be_somebodys_passes(real: str) -> None:
    assert TypeAdapter(Nik).validate_python(real) == real
