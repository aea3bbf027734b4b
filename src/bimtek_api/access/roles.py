"""Roles as sets of permissions. Officers get roles over a region subtree and a time."""

from enum import StrEnum

from bimtek_api.core.actor import Permission as P
from bimtek_api.core.i18n import N_


class Role(StrEnum):
    DISTRICT_OFFICER = "district_officer"
    PROGRAMME_OFFICER = "programme_officer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class ApiScope(StrEnum):
    """What an integrator's key may do; the key also has a region."""

    READ = "read"
    REGISTER = "register"


READING = frozenset(
    {
        P.SELF, P.SESSION_READ, P.REGISTRATION_READ, P.ATTENDANCE_READ,
        P.PARTICIPANT_READ, P.DISTRICT_READ, P.HISTORY_READ,
    }
)  # fmt: skip
RUNNING = READING | {P.SESSION_RUN, P.REGISTRATION_DECIDE, P.REGISTRATION_ASSIST, P.ATTENDANCE_MARK}

PERMISSIONS: dict[str, frozenset[P]] = {
    Role.DISTRICT_OFFICER: RUNNING | {P.SESSION_PLAN},
    Role.PROGRAMME_OFFICER: READING | {P.SESSION_PLAN, P.SESSION_RUN},
    Role.AUDITOR: READING,
    Role.ADMINISTRATOR: frozenset({P.SELF}),
}
SCOPE_PERMISSIONS: dict[str, frozenset[P]] = {
    ApiScope.READ: READING - {P.SELF},
    ApiScope.REGISTER: frozenset({P.REGISTRATION_ASSIST}),
}
NAMES: dict[str, str] = {
    Role.DISTRICT_OFFICER: N_("Petugas daerah"),
    Role.PROGRAMME_OFFICER: N_("Petugas program"),
    Role.AUDITOR: N_("Pemeriksa (auditor)"),
    Role.ADMINISTRATOR: N_("Administrator"),
}
