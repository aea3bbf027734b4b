"""Roles as sets of permissions. Officers get roles over a region subtree and a time."""

from enum import StrEnum
from uuid import UUID

from bimtek_api.core.actor import Permission as P
from bimtek_api.core.i18n import N_


class Role(StrEnum):
    DISTRICT_OFFICER = "district_officer"
    PROGRAMME_OFFICER = "programme_officer"
    DESK_VERIFIER = "desk_verifier"
    SCORER = "scorer"
    APPROVER = "approver"
    DECREE_OFFICER = "decree_officer"
    PROCUREMENT_OFFICER = "procurement_officer"
    GOODS_INSPECTOR = "goods_inspector"
    TREASURER = "treasurer"
    HANDOVER_OFFICER = "handover_officer"
    COMPLAINT_OFFICER = "complaint_officer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class ApiScope(StrEnum):
    """What an integrator's key may do; the key also has a region."""

    READ = "read"
    REGISTER = "register"


READING = frozenset(
    {
        P.SESSION_READ, P.REGISTRATION_READ, P.ATTENDANCE_READ,
        P.PARTICIPANT_READ, P.DISTRICT_READ, P.HISTORY_READ, P.GROUP_READ, P.GRANT_READ,
    }
)  # fmt: skip
RUNNING = READING | {P.SESSION_RUN, P.REGISTRATION_DECIDE, P.REGISTRATION_ASSIST, P.ATTENDANCE_MARK}
ANSWERING = frozenset({P.COMPLAINT_READ, P.COMPLAINT_HANDLE})

PERMISSIONS: dict[str, frozenset[P]] = {
    Role.DISTRICT_OFFICER: RUNNING
    | ANSWERING
    | {
        P.SESSION_PLAN,
        P.GROUP_RECORD,
        P.RECORD_CONFIRM,
        P.APPLICATION_PROPOSE,
        P.AID_CHECK,
        P.ASSET_WATCH,
        P.PARTICIPANT_REVEAL,
        P.PERSON_ERASE,
    },
    Role.PROGRAMME_OFFICER: READING
    | ANSWERING
    | {
        P.SESSION_PLAN,
        P.SESSION_RUN,
        P.PROGRAMME_MANAGE,
        P.BUDGET_PLAN,
        P.RULE_WAIVE,
        P.SELECTION_MAKE,
        P.PERSON_ERASE,
    },
    Role.DESK_VERIFIER: READING
    | {
        P.APPLICATION_CHECK,
        P.AID_CHECK,
        P.APPLICATION_VISIT,
        P.PARTICIPANT_REVEAL,
        P.RECORD_CONFIRM,
    },
    Role.SCORER: READING | {P.APPLICATION_SCORE},
    Role.APPROVER: READING | {P.APPLICATION_VOTE, P.BUDGET_APPROVE, P.ASSET_DECIDE},
    Role.DECREE_OFFICER: READING | {P.DECREE_SIGN},
    Role.PROCUREMENT_OFFICER: READING | {P.ORDER_PLACE},
    Role.GOODS_INSPECTOR: READING | {P.STOCK_INSPECT},
    # One treasurer prepares a payment, another releases it: four eyes, not two roles.
    Role.TREASURER: READING | {P.PAYMENT_PREPARE, P.PAYMENT_RELEASE},
    Role.HANDOVER_OFFICER: READING | {P.DELIVERY_RECORD, P.STOCK_KEEP},
    # Complaints about an office or its people are for somebody outside it: no other role of a district sees them.
    Role.COMPLAINT_OFFICER: ANSWERING | {P.COMPLAINT_READ_SENSITIVE, P.DISTRICT_READ},
    Role.AUDITOR: READING | {P.COMPLAINT_READ, P.COMPLAINT_READ_SENSITIVE, P.AUDIT_READ},
    Role.ADMINISTRATOR: frozenset({P.OFFICER_MANAGE}),
}
# Roles that may be given for one programme: their work is on cases, calls and sessions, which belong to one. Goods,
# payments and warehouses serve several, people and groups none.
LIMITABLE = frozenset(
    {
        Role.PROGRAMME_OFFICER, Role.DESK_VERIFIER, Role.SCORER, Role.APPROVER, Role.DECREE_OFFICER, Role.AUDITOR,
    }
)  # fmt: skip
# What such a role leaves to those who have it whole.
WHOLE = frozenset(
    {
        P.PERSON_ERASE, P.COMPLAINT_READ, P.COMPLAINT_READ_SENSITIVE, P.COMPLAINT_HANDLE, P.BUDGET_PLAN,
        P.BUDGET_APPROVE, P.ASSET_DECIDE, P.RECORD_CONFIRM,
    }
)  # fmt: skip


def permissions_of(role: str, programme: UUID | None) -> frozenset[P]:
    """What a role allows, for all programmes or for one."""
    return PERMISSIONS[role] - WHOLE if programme else PERMISSIONS[role]


SCOPE_PERMISSIONS: dict[str, frozenset[P]] = {
    ApiScope.READ: READING,
    ApiScope.REGISTER: frozenset({P.REGISTRATION_ASSIST}),
}
NAMES: dict[str, str] = {
    Role.DISTRICT_OFFICER: N_("Petugas daerah"),
    Role.PROGRAMME_OFFICER: N_("Petugas program"),
    Role.DESK_VERIFIER: N_("Pemeriksa berkas"),
    Role.SCORER: N_("Penilai"),
    Role.APPROVER: N_("Pemberi persetujuan"),
    Role.DECREE_OFFICER: N_("Petugas SK"),
    Role.PROCUREMENT_OFFICER: N_("Petugas pengadaan"),
    Role.GOODS_INSPECTOR: N_("Pemeriksa barang"),
    Role.TREASURER: N_("Bendahara"),
    Role.HANDOVER_OFFICER: N_("Petugas gudang dan serah terima"),
    Role.COMPLAINT_OFFICER: N_("Petugas pengaduan"),
    Role.AUDITOR: N_("Pemeriksa (auditor)"),
    Role.ADMINISTRATOR: N_("Administrator"),
}
