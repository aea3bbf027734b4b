"""Shapes of trades and equipment."""

from bimtek_api.core.fields import Read, Ref
from bimtek_api.core.i18n import translate
from bimtek_api.participants.trades.catalogue import EQUIPMENT, KBLI_VERSION, TRADES, Equipment, Trade


class TradeRead(Ref):
    kbli: str
    kbli_version: str


class EquipmentRead(Ref):
    trade: str


class Trades(Read):
    items: list[TradeRead]


class EquipmentKinds(Read):
    items: list[EquipmentRead]


def trade_ref(code: str) -> Ref:
    """A trade's code and name in the request's language."""
    return Ref(code=code, name=translate(TRADES[Trade(code)].name))


def equipment_ref(code: str) -> Ref:
    return Ref(code=code, name=translate(EQUIPMENT[Equipment(code)]))


def trades() -> Trades:
    """Every trade with its KBLI class."""
    return Trades(
        items=[
            TradeRead(code=code, name=translate(facts.name), kbli=facts.kbli, kbli_version=KBLI_VERSION)
            for code, facts in TRADES.items()
        ]
    )


def equipment_kinds() -> EquipmentKinds:
    """Every kind of equipment, under the trade that uses it."""
    pairs = [(trade, code) for trade, facts in TRADES.items() for code in facts.equipment]
    return EquipmentKinds(
        items=[EquipmentRead(code=code, name=translate(EQUIPMENT[code]), trade=trade) for trade, code in pairs]
    )
