"""Whoever guesses the birth date behind a receipt, or a phone number behind a delegation, is stopped after few tries.

Counted per receipt, wherever the guesses come from, and per network, whichever receipts they try. With the address's
secret the count is its own: nobody without it can shut the holder out.
"""

from collections.abc import AsyncGenerator
from datetime import timedelta
from typing import Annotated

from fastapi import Depends, Header, Path, Request

from bimtek_api.core.errors import Invalid
from bimtek_api.core.throttle import Limit, client_address, guesses, network_of, provider_of
from bimtek_api.core.values import numbers
from bimtek_api.sessions.enrolment.places.service import Origin
from bimtek_api.sessions.enrolment.receipts.errors import UnknownReceipt
from bimtek_api.sessions.enrolment.receipts.schemas import ReceiptLookup

MOST_OF_ONE, OF_ONE = 8, timedelta(hours=6)
MOST_OF_NETWORK, OF_NETWORK = 30, timedelta(hours=1)
Number = Annotated[numbers.Receipt, Path()]
Secret = Annotated[str, Header(max_length=64)]
WRONG = ("birth_date_wrong", "phone_wrong")


def is_guess(error: Exception) -> bool:
    if isinstance(error, Invalid):
        return any(fault.code in WRONG for fault in error.faults)
    return isinstance(error, UnknownReceipt)


async def behind_secret(request: Request, number: Number, receipt_secret: Secret) -> AsyncGenerator[None]:
    """Around what a holder does who must prove more than the address's secret."""
    async with guesses(request, limits(request, number, receipt_secret), is_guess):
        yield


async def by_number(request: Request, asked: ReceiptLookup) -> AsyncGenerator[None]:
    """Around what is told to whoever knows a number and a birth date."""
    async with guesses(request, limits(request, asked.number, ""), is_guess):
        yield


def origin_of(request: Request) -> Origin:
    """Whence a registration comes, and what is free there."""
    settings, address = request.app.state.settings, client_address(request)
    around, index_of = provider_of(address), request.app.state.vault.index_of
    return Origin(
        network=index_of("network", network_of(address)), around=index_of("network", around) if around else None,
        per_network=settings.free_per_network, per_phone=settings.free_per_phone,
        delegations=settings.free_delegations, held_per_network=settings.held_per_network,
        held_per_phone=settings.held_per_phone,
    )  # fmt: skip


OriginDep = Annotated[Origin, Depends(origin_of)]


def limits(request: Request, number: str, secret: str) -> tuple[Limit, ...]:
    network = network_of(client_address(request))
    return (
        Limit(f"guess:{number.strip().upper()}:{secret}", MOST_OF_ONE, OF_ONE),
        Limit(f"guess:network:{network}", MOST_OF_NETWORK, OF_NETWORK),
    )
