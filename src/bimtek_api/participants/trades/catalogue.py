"""Trades a participant may name, each with its KBLI class, and the equipment people ask for.

KBLI 2020 codes [domain]; a programme may narrow them ("industry only" is section C, 10-33).
"""

from dataclasses import dataclass
from enum import StrEnum

from bimtek_api.core.i18n import N_

KBLI_VERSION = "2020"


class Trade(StrEnum):
    GARMENT = "garment"
    WEAVING = "weaving"
    FOOD = "food"
    PHONE_REPAIR = "phone_repair"
    WELDING = "welding"
    BAMBOO = "bamboo"
    MOTORCYCLE = "motorcycle"
    AIR_CONDITIONING = "air_conditioning"
    BARBER = "barber"


class Equipment(StrEnum):
    SEWING_MACHINE = "sewing_machine"
    OVERLOCK = "overlock"
    EMBROIDERY_MACHINE = "embroidery_machine"
    LOOM = "loom"
    OVEN = "oven"
    MIXER = "mixer"
    SEALER = "sealer"
    SOLDER_STATION = "solder_station"
    WELDING_SET = "welding_set"
    BAMBOO_SPLITTER = "bamboo_splitter"
    MOTORCYCLE_TOOLS = "motorcycle_tools"
    VACUUM_PUMP = "vacuum_pump"
    CLIPPER_SET = "clipper_set"


@dataclass(frozen=True)
class TradeFacts:
    kbli: str
    name: str
    equipment: tuple[Equipment, ...]


E, T = Equipment, Trade
TRADES: dict[Trade, TradeFacts] = {
    T.GARMENT: TradeFacts("14111", N_("Konfeksi dan menjahit"), (E.SEWING_MACHINE, E.OVERLOCK, E.EMBROIDERY_MACHINE)),
    T.WEAVING: TradeFacts("13122", N_("Tenun dan songket"), (E.LOOM,)),
    T.FOOD: TradeFacts("10710", N_("Roti dan makanan"), (E.OVEN, E.MIXER, E.SEALER)),
    T.PHONE_REPAIR: TradeFacts("95120", N_("Servis ponsel"), (E.SOLDER_STATION,)),
    T.WELDING: TradeFacts("25920", N_("Las dan kerja logam"), (E.WELDING_SET,)),
    T.BAMBOO: TradeFacts("16291", N_("Anyaman bambu dan rotan"), (E.BAMBOO_SPLITTER,)),
    T.MOTORCYCLE: TradeFacts("45407", N_("Bengkel sepeda motor"), (E.MOTORCYCLE_TOOLS,)),
    T.AIR_CONDITIONING: TradeFacts("95220", N_("Servis pendingin ruangan (AC)"), (E.VACUUM_PUMP,)),
    T.BARBER: TradeFacts("96111", N_("Pangkas rambut"), (E.CLIPPER_SET,)),
}
EQUIPMENT: dict[Equipment, str] = {
    E.SEWING_MACHINE: N_("Mesin jahit"),
    E.OVERLOCK: N_("Mesin obras"),
    E.EMBROIDERY_MACHINE: N_("Mesin bordir"),
    E.LOOM: N_("Alat tenun"),
    E.OVEN: N_("Oven"),
    E.MIXER: N_("Pengaduk adonan"),
    E.SEALER: N_("Mesin segel kemasan"),
    E.SOLDER_STATION: N_("Meja servis dan solder"),
    E.WELDING_SET: N_("Set alat las"),
    E.BAMBOO_SPLITTER: N_("Pembelah dan penyerut bambu"),
    E.MOTORCYCLE_TOOLS: N_("Perkakas bengkel motor"),
    E.VACUUM_PUMP: N_("Pompa vakum AC"),
    E.CLIPPER_SET: N_("Set alat cukur"),
}
