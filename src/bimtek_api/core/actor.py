"""Who acts. Made from a token or a key by `access`, never from a request body."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from bimtek_api.core.errors import Forbidden, LoginRequired


class Permission(StrEnum):
    """What an operation asks for. `public` operations ask for nothing."""

    SESSION_READ = "session.read"
    SESSION_PLAN = "session.plan"
    SESSION_RUN = "session.run"
    REGISTRATION_READ = "registration.read"
    REGISTRATION_DECIDE = "registration.decide"
    REGISTRATION_ASSIST = "registration.assist"
    REGISTRATION_OWN = "registration.own"
    ATTENDANCE_READ = "attendance.read"
    ATTENDANCE_MARK = "attendance.mark"
    PARTICIPANT_READ = "participant.read"
    PERSON_ERASE = "person.erase"
    PARTICIPANT_REVEAL = "participant.reveal"
    DISTRICT_READ = "district.read"
    HISTORY_READ = "history.read"
    PROGRAMME_MANAGE = "programme.manage"
    BUDGET_PLAN = "budget.plan"
    BUDGET_APPROVE = "budget.approve"
    GROUP_READ = "group.read"
    GROUP_RECORD = "group.record"
    GRANT_READ = "grant.read"
    APPLICATION_PROPOSE = "application.propose"
    APPLICATION_CHECK = "application.check"
    APPLICATION_VISIT = "application.visit"
    APPLICATION_SCORE = "application.score"
    SELECTION_MAKE = "selection.make"
    APPLICATION_VOTE = "application.vote"
    RULE_WAIVE = "rule.waive"
    DECREE_SIGN = "decree.sign"
    ORDER_PLACE = "order.place"
    STOCK_KEEP = "stock.keep"
    STOCK_INSPECT = "stock.inspect"
    PAYMENT_PREPARE = "payment.prepare"
    PAYMENT_RELEASE = "payment.release"
    DELIVERY_RECORD = "delivery.record"
    ASSET_WATCH = "asset.watch"
    ASSET_DECIDE = "asset.decide"
    COMPLAINT_READ = "complaint.read"
    COMPLAINT_READ_SENSITIVE = "complaint.read_sensitive"
    COMPLAINT_HANDLE = "complaint.handle"
    AUDIT_READ = "audit.read"
    OFFICER_MANAGE = "officer.manage"
    SELF = "self"
    LOGGED_IN = "logged_in"
    SYSTEM = "system"


@dataclass(frozen=True)
class Grant:
    """Permissions over a region subtree; `region` None is the whole country."""

    role: str
    region: str | None
    permissions: frozenset[Permission]

    def covers(self, district: str) -> bool:
        return self.region is None or district == self.region or district.startswith(self.region + ".")


@dataclass(frozen=True)
class Actor:
    """One caller of one request. `kind` is officer, integrator, public, holder (of a receipt) or system."""

    kind: str
    id: UUID | None = None
    name: str | None = None
    grants: tuple[Grant, ...] = ()
    address: str | None = None
    token_hash: bytes | None = field(default=None, repr=False)
    stepped_up_at: datetime | None = None

    @property
    def caller(self) -> str:
        """The owner of an idempotency key."""
        return f"{self.kind}:{self.id}" if self.id else self.kind

    def can(self, permission: Permission, district: str | None = None) -> bool:
        return any(
            permission in grant.permissions and (district is None or grant.covers(district)) for grant in self.grants
        )

    def require(self, permission: Permission, district: str | None = None) -> None:
        """Refuses with 401 or 403, whichever tells the caller what to do."""
        if self.can(permission, district):
            return
        raise LoginRequired if self.kind == "public" else Forbidden

    def regions(self, permission: Permission) -> tuple[str | None, ...]:
        """The subtrees in which `permission` holds; (None,) is everywhere."""
        found = {grant.region for grant in self.grants if permission in grant.permissions}
        return (None,) if None in found else tuple(sorted(region for region in found if region))


PUBLIC = Actor(kind="public")
SYSTEM = Actor(kind="system", name="Bimtek", grants=(Grant("system", None, frozenset(Permission)),))
