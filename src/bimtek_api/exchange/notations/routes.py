"""How a text is understood, before anything is sent: pages say an amount and a day in words beside their fields."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import ValidationError

from bimtek_api.core.errors import Invalid
from bimtek_api.core.fields import fault_of
from bimtek_api.core.guards import PUBLIC_ROUTE
from bimtek_api.exchange.notations.schemas import AsCount, AsDay, Asked, AsRupiah, Reading

router = APIRouter(tags=["notations"])


@router.get("/notations", **PUBLIC_ROUTE)
async def read_notation(asked: Annotated[Asked, Query()]) -> Reading:
    """What the reader of a sort makes of a text, or why it refuses it. Nothing is kept."""
    try:
        if asked.sort == "day":
            return Reading(day=AsDay.model_validate({"text": asked.text}).text)
        shape = AsRupiah if asked.sort == "rupiah" else AsCount
        return Reading(number=shape.model_validate({"text": asked.text}).text)
    except ValidationError as error:
        raise Invalid(*map(fault_of, error.errors())) from None
