"""Every table, loaded once for migrations and for SQLAlchemy's mapper: whatever a room's `models` declares."""

from bimtek_api import rooms
from bimtek_api.core import earlier, idempotency, numbering, steps, throttle
from bimtek_api.core.models import METADATA
from bimtek_api.events import access_log, sealer

LOADED = (*rooms.named("models"), earlier, idempotency, numbering, steps, throttle, access_log, sealer)

__all__ = ["METADATA"]
