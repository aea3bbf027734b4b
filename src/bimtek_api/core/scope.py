"""One scope rule: role assignments become a predicate on a district column, and on a programme where there is one."""

from typing import Protocol
from uuid import UUID

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, false, or_, true

from bimtek_api.core.actor import Actor, Grant, Permission
from bimtek_api.core.errors import Missing

District = SQLColumnExpression[str | None]
Programme = SQLColumnExpression[UUID | None]


class Placed(Protocol):
    """A row that knows its district and its programme: a case, a call, a session, a budget line."""

    @property
    def district_code(self) -> str: ...
    @property
    def programme_id(self) -> UUID | None: ...


def within(
    actor: Actor, permission: Permission, district: District, programme: Programme | None = None
) -> ColumnElement[bool]:
    """Rows on which `actor` holds `permission`, by their district (a Kemendagri code) and, if given, programme."""
    held = actor.holding(permission)
    if programme is None:
        held = tuple(grant for grant in held if grant.serves(permission, None))
    if any(grant.region is None and (grant.programme is None or programme is None) for grant in held):
        return true()
    parts = {(grant.region, None if programme is None else grant.programme): grant for grant in held}
    return or_(*(of(grant, district, programme) for grant in parts.values())) if parts else false()


def of(grant: Grant, district: District, programme: Programme | None) -> ColumnElement[bool]:
    """The rows of one role."""
    if grant.programme is None or programme is None:
        return inside(grant.region, district)
    return and_(inside(grant.region, district), programme == grant.programme)


def inside(region: str | None, district: District) -> ColumnElement[bool]:
    # A range instead of LIKE: "16." ≤ code < "16/" uses the plain index in C collation.
    if region is None:
        return true()
    return or_(district == region, and_(district >= f"{region}.", district < f"{region}/"))


def expect_within(actor: Actor, permission: Permission, district: str, missing: type[Missing]) -> None:
    """Out of scope is answered as nonexistent."""
    if not actor.can(permission, district):
        raise missing


def expect_on(actor: Actor, permission: Permission, row: Placed, missing: type[Missing]) -> None:
    """The same for a row that has a programme as well."""
    if not actor.can(permission, row.district_code, row.programme_id):
        raise missing
