"""A correction as the API shows it."""

from sqlalchemy import Row

from bimtek_api.core.workflow import Available, Unavailable
from bimtek_api.sessions.attendance.corrections.schemas import CorrectionRead


def correction(row: Row, actions: tuple[list[Available], list[Unavailable]]) -> CorrectionRead:
    told = {name: value for name, value in row._mapping.items() if name != "Correction"}
    return CorrectionRead(**told, available_actions=actions[0], unavailable_actions=actions[1])
