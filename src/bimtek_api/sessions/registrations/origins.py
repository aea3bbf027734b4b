"""What registering costs a stranger: the first from one network or phone are free, then an officer looks first.

Counted per session, as keyed hashes, in the registration's own transaction: many at once are counted one by one. A
village hall behind one address registers through the window an officer opened for it.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.sessions.registrations.errors import EnoughHeld

# Network before phone, always: two who share both wait for each other and do not lock each other out.
COUNT = text(
    """
    INSERT INTO registration_origins AS o (session_id, kind, origin, taken)
    SELECT :session_id, kind, origin, 1 FROM (VALUES ('network', CAST(:network AS bytea)),
                                                     ('phone', CAST(:phone AS bytea))) AS v (kind, origin)
    ON CONFLICT (session_id, kind, origin) DO UPDATE SET taken = o.taken + 1
    RETURNING kind, taken
    """
)
COUNT_HELD = text(
    """
    INSERT INTO registration_origins AS o (session_id, kind, origin, taken)
    SELECT :session_id, kind, origin, 1 FROM (VALUES ('held_network', CAST(:network AS bytea)),
                                                     ('held_phone', CAST(:phone AS bytea))) AS v (kind, origin)
    ON CONFLICT (session_id, kind, origin) DO UPDATE SET taken = o.taken + 1
    RETURNING kind, taken
    """
)
COUNT_DELEGATION = text(
    """
    INSERT INTO registration_origins AS o (session_id, kind, origin, taken)
    VALUES (:session_id, 'delegation', :network, 1)
    ON CONFLICT (session_id, kind, origin) DO UPDATE SET taken = o.taken + 1
    RETURNING taken
    """
)
USE_WINDOW = text(
    """
    UPDATE place_windows SET used = used + :people
    WHERE id = (SELECT w.id FROM place_windows w
                 WHERE w.session_id = :session_id AND w.network = :network AND w.opens_at <= bimtek_now()
                   AND w.closes_at > bimtek_now() AND w.used + :people <= w.most ORDER BY w.id LIMIT 1 FOR UPDATE)
    RETURNING id
    """
)


@dataclass(frozen=True)
class Origin:
    """Where a request comes from, as a keyed hash, and what is free for whoever comes from one place."""

    network: bytes
    per_network: int
    per_phone: int
    delegations: int
    held_per_network: int
    held_per_phone: int


async def is_dear(db: AsyncSession, session_id: UUID, phone: bytes, origin: Origin) -> bool:
    """Counts one registration; whether an officer looks at it before it holds a seat."""
    facts = {"session_id": session_id, "network": origin.network, "phone": phone}
    taken = {row.kind: row.taken for row in await db.execute(COUNT, facts)}
    if taken["phone"] > origin.per_phone:
        return True
    return taken["network"] > origin.per_network and not await through_window(db, session_id, origin, 1)


async def hold_back(db: AsyncSession, session_id: UUID, phone: bytes, origin: Origin) -> None:
    """Counts one that an officer has to look at; refuses when her list would fill up from one place."""
    facts = {"session_id": session_id, "network": origin.network, "phone": phone}
    held = {row.kind: row.taken for row in await db.execute(COUNT_HELD, facts)}
    if held["held_network"] > origin.held_per_network or held["held_phone"] > origin.held_per_phone:
        raise EnoughHeld


async def too_many_delegations(db: AsyncSession, session_id: UUID, people: int, origin: Origin) -> bool:
    """Counts one delegation, which takes as many seats as it has people."""
    facts = {"session_id": session_id, "network": origin.network}
    taken = (await db.execute(COUNT_DELEGATION, facts)).scalar_one()
    return taken > origin.delegations and not await through_window(db, session_id, origin, people)


async def through_window(db: AsyncSession, session_id: UUID, origin: Origin, people: int) -> bool:
    """Whether an officer has opened a window for this place, with room left in it."""
    facts = {"session_id": session_id, "network": origin.network, "people": people}
    return (await db.execute(USE_WINDOW, facts)).first() is not None
