"""Degrees of a place, as a phone tells them: a point or a comma before the decimals, never thousands."""

import re
from typing import Annotated

from pydantic import BeforeValidator

from bimtek_api.core.i18n import N_
from bimtek_api.core.values.typed import exact, is_nothing, plain
from bimtek_api.core.wrongs import wrong

DEGREES = N_("Tulis derajat dengan titik desimal, seperti -2.990934.")
CIRCLE = 360  # more is no angle, nor is what no float holds
SHAPE = re.compile(r"-?[0-9]{1,3}([.,][0-9]{1,15})?")


def degrees(value: object) -> float | None:
    """A number of JSON, or `-2.990934` and `-2,990934` as typed."""
    if is_nothing(value):
        return None
    if isinstance(value, int | float) and not isinstance(value, bool) and -CIRCLE <= value <= CIRCLE:
        return float(value)
    text = plain(value) if isinstance(value, str) and not exact.get() else None
    if text is None or not SHAPE.fullmatch(text):
        raise wrong("not_a_number", DEGREES)
    return float(text.replace(",", "."))


Latitude = Annotated[float, BeforeValidator(degrees)]
Longitude = Annotated[float, BeforeValidator(degrees)]
