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
    RECORD_CONFIRM = "record.confirm"
    GRANT_READ = "grant.read"
    APPLICATION_PROPOSE = "application.propose"
    APPLICATION_CHECK = "application.check"
    APPLICATION_VISIT = "application.visit"
    APPLICATION_SCORE = "application.score"
    SELECTION_MAKE = "selection.make"
    APPLICATION_VOTE = "application.vote"
    RULE_WAIVE = "rule.waive"
    AID_CHECK = "aid.check"
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

    @property
    def reads(self) -> bool:
        """Whether it only lets somebody look."""
        return self.value.endswith((".read", ".reveal"))


@dataclass(frozen=True)
class Grant:
    """Permissions over a region subtree (None: the whole country), for one programme or (None) for all."""

    role: str
    region: str | None
    permissions: frozenset[Permission]
    programme: UUID | None = None

    def covers(self, district: str) -> bool:
        return self.region is None or district == self.region or district.startswith(self.region + ".")

    def serves(self, permission: Permission, programme: UUID | None) -> bool:
        """Whether it counts for a row of this programme. Of rows without one, a limited role may read what an area
        holds in common, such as people and groups; PostgreSQL hides what hangs on another programme's case."""
        return self.programme in (None, programme) or (programme is None and permission.reads)


@dataclass(frozen=True)
class Actor:
    """One caller of one request. `kind` is officer, integrator, public, holder (of a receipt) or system.

    `also`: other rows that stand for the same human (decision 0055).
    """

    kind: str
    id: UUID | None = None
    name: str | None = None
    grants: tuple[Grant, ...] = ()
    address: str | None = None
    token_hash: bytes | None = field(default=None, repr=False)
    stepped_up_at: datetime | None = None
    reading_only: bool = False
    also: frozenset[UUID] = frozenset()

    @property
    def caller(self) -> str:
        """The owner of an idempotency key."""
        return f"{self.kind}:{self.id}" if self.id else self.kind

    @property
    def own_id(self) -> UUID:
        """Who acts, where only somebody known does."""
        if self.id is None:
            raise LoginRequired
        return self.id

    @property
    def rows(self) -> frozenset[UUID]:
        """Every row that stands for her; none for whoever is no officer."""
        return self.also | {self.id} if self.id else self.also

    def is_one_of(self, *persons: UUID | None) -> bool:
        """Whether one of these is she: the one comparison wherever an act takes somebody else."""
        return not self.rows.isdisjoint(persons)

    def holding(self, permission: Permission) -> tuple[Grant, ...]:
        return tuple(grant for grant in self.grants if permission in grant.permissions)

    def can(self, permission: Permission, district: str | None = None, programme: UUID | None = None) -> bool:
        """Somewhere, or in a district for a row of `programme`."""
        held = self.holding(permission)
        if district is None:
            return bool(held)
        return any(grant.covers(district) and grant.serves(permission, programme) for grant in held)

    def require(self, permission: Permission, district: str | None = None, programme: UUID | None = None) -> None:
        """Refuses with 401 or 403, whichever tells the caller what to do."""
        if self.can(permission, district, programme):
            return
        raise LoginRequired if self.kind == "public" else Forbidden

    def regions(self, permission: Permission, programme: UUID | None = None) -> tuple[str | None, ...]:
        """The subtrees in which `permission` holds for rows of `programme`; (None,) is everywhere."""
        found = {grant.region for grant in self.holding(permission) if grant.serves(permission, programme)}
        return (None,) if None in found else tuple(sorted(region for region in found if region))


PUBLIC = Actor(kind="public")
SYSTEM = Actor(kind="system", name="Bimtek", grants=(Grant("system", None, frozenset(Permission)),))
