"""Every table, imported once for migrations and for SQLAlchemy's mapper."""

from bimtek_api.access.integrators.models import ApiKey
from bimtek_api.access.logins.models import Login
from bimtek_api.access.officers.models import Officer, RoleAssignment
from bimtek_api.core.idempotency import IdempotencyKey
from bimtek_api.core.models import METADATA
from bimtek_api.core.numbering import NumberSeries
from bimtek_api.core.throttle import Throttle
from bimtek_api.events.models import Event
from bimtek_api.events.sealer import EventSeal
from bimtek_api.identities.models import Identity
from bimtek_api.participants.people.models import Participant
from bimtek_api.regions.models import Region
from bimtek_api.sessions.attendance.models import Attendance
from bimtek_api.sessions.certificates.models import Certificate
from bimtek_api.sessions.registrations.models import Receipt, Registration
from bimtek_api.sessions.schedule.models import MeetingDay, SeatCounter, TrainingSession

__all__ = [
    "METADATA", "ApiKey", "Attendance", "Certificate", "Event", "EventSeal", "IdempotencyKey", "Identity", "Login",
    "MeetingDay", "NumberSeries", "Officer", "Participant", "Receipt", "Region", "Registration", "RoleAssignment",
    "SeatCounter", "Throttle", "TrainingSession",
]  # fmt: skip
