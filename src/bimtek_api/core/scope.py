"""One scope rule: role assignments become a predicate on a district column."""

from sqlalchemy import ColumnElement, false, or_, true

from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.errors import Missing


def within(actor: Actor, permission: Permission, district: ColumnElement[str]) -> ColumnElement[bool]:
    """Rows of `district` (a Kemendagri code column) on which `actor` holds `permission`."""
    regions = actor.regions(permission)
    if regions == (None,):
        return true()
    if not regions:
        return false()
    # A range instead of LIKE: "16." ≤ code < "16/" uses the plain index in C collation.
    return or_(
        *((district == region) | ((district >= f"{region}.") & (district < f"{region}/")) for region in regions)
    )


def expect_within(actor: Actor, permission: Permission, district: str, missing: type[Missing]) -> None:
    """Out of scope is answered as nonexistent."""
    if not actor.can(permission, district):
        raise missing
