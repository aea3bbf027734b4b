"""Windows for a place: an officer vouches that people behind one address are really there."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.scope import expect_on
from bimtek_api.events.recorder import Entry, record
from bimtek_api.sessions.enrolment.places import repository
from bimtek_api.sessions.enrolment.places.errors import DelegationsEnough, EnoughHeld, WindowOver
from bimtek_api.sessions.enrolment.places.models import PlaceWindow
from bimtek_api.sessions.enrolment.places.schemas import PlaceWindowWrite
from bimtek_api.sessions.planning.schedule import repository as schedule
from bimtek_api.sessions.planning.schedule.errors import UnknownSession


async def open_for(
    db: AsyncSession, actor: Actor, session_id: UUID, network: bytes, new: PlaceWindowWrite
) -> PlaceWindow:
    """Registrations from this network, through this window, hold a seat without being looked at first."""
    session = await schedule.read(db, actor, session_id)
    expect_on(actor, Permission.REGISTRATION_DECIDE, session, UnknownSession)
    window = PlaceWindow(
        session_id=session_id, district_code=session.district_code, network=network, made_by=actor.id,
        **new.model_dump(exclude={"address"}),
    )  # fmt: skip
    db.add(window)
    await db.flush()
    await tell(db, actor, "session.place_opened", window)
    return window


async def close(db: AsyncSession, actor: Actor, session_id: UUID, window_id: UUID) -> PlaceWindow:
    """Before its time: what came through it stays."""
    session = await schedule.read(db, actor, session_id)
    expect_on(actor, Permission.REGISTRATION_DECIDE, session, UnknownSession)
    window, now = await repository.lock(db, session_id, window_id), await clock.now(db)
    if window.closes_at <= now:
        raise WindowOver
    window.closes_at = max(now, window.opens_at + timedelta(microseconds=1))
    await db.flush()
    await tell(db, actor, "session.place_closed", window)
    return window


async def tell(db: AsyncSession, actor: Actor, name: str, window: PlaceWindow) -> None:
    data = {"window_id": str(window.id), "place": window.place, "most": window.most, "used": window.used}
    await record(db, actor, Entry(name, ("session", window.session_id), window.district_code, data=data))


# Networks before phones, always: two who share both wait for each other and do not lock each other out.
COUNT = text(
    """
    INSERT INTO registration_origins AS o (session_id, kind, origin, taken)
    SELECT :session_id, kind, origin, CASE WHEN kind = 'delegation' THEN 1 ELSE :people END
      FROM unnest(CAST(:kinds AS text[]), CAST(:origins AS bytea[])) WITH ORDINALITY AS v (kind, origin, place)
     ORDER BY place
    ON CONFLICT (session_id, kind, origin) DO UPDATE SET taken = o.taken + excluded.taken
    RETURNING kind, origin, taken
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


WIDER = 2  # what is free for a provider's customer who owns many networks, in those of one


@dataclass(frozen=True)
class Origin:
    """Where a request comes from, as keyed hashes, and what is free for whoever comes from one place.

    `around` is the wider network of an IPv6 address: whoever rents a server owns thousands like `network` in one.
    """

    network: bytes
    around: bytes | None
    per_network: int
    per_phone: int
    delegations: int
    held_per_network: int
    held_per_phone: int

    @property
    def free(self) -> dict[str, int]:
        return {"network": self.per_network, "phone": self.per_phone, "delegation": self.delegations}

    @property
    def held(self) -> dict[str, int]:
        return {"held_network": self.held_per_network, "held_phone": self.held_per_phone}


async def over(
    db: AsyncSession, session_id: UUID, origin: Origin, most: dict[str, int], phone: bytes | None, people: int = 1
) -> set[str]:
    """Counts so many people under each kind of `most`; of which kinds there are too many now."""
    asked = [(kind, source) for kind in most for source in sources(kind, origin, phone)]
    facts = {"kinds": [kind for kind, _ in asked], "origins": [source for _, source in asked], "people": people}
    counted = await db.execute(COUNT, facts | {"session_id": session_id})
    return {row.kind for row in counted if row.taken > most[row.kind] * (WIDER if row.origin == origin.around else 1)}


def sources(kind: str, origin: Origin, phone: bytes | None) -> list[bytes]:
    """Under which hashes something of this kind is counted."""
    if kind.endswith("phone"):
        return [phone] if phone else []
    return [origin.network] + ([origin.around] if origin.around and kind != "delegation" else [])


async def is_dear(db: AsyncSession, session_id: UUID, phone: bytes, origin: Origin) -> bool:
    """Counts one registration; whether an officer looks at it before it holds a seat."""
    free = {kind: origin.free[kind] for kind in ("network", "phone")}
    found = await over(db, session_id, origin, free, phone)
    return "phone" in found or ("network" in found and not await through_window(db, session_id, origin, 1))


async def delegation_is_dear(db: AsyncSession, session_id: UUID, people: int, origin: Origin) -> bool:
    """The same for people who come together: each of them counts, and so does their delegation."""
    free = {kind: origin.free[kind] for kind in ("network", "delegation")}
    found = await over(db, session_id, origin, free, None, people)
    if not found or await through_window(db, session_id, origin, people):
        return False
    if "delegation" in found:
        raise DelegationsEnough
    await hold_back(db, session_id, None, origin, people)
    return True


async def hold_back(db: AsyncSession, session_id: UUID, phone: bytes | None, origin: Origin, people: int = 1) -> None:
    """Counts those whom an officer has to look at; refuses when her list would fill up from one place."""
    if await over(db, session_id, origin, origin.held, phone, people):
        raise EnoughHeld


async def through_window(db: AsyncSession, session_id: UUID, origin: Origin, people: int) -> bool:
    """Whether an officer has opened a window for this place, with room left in it."""
    facts = {"session_id": session_id, "network": origin.network, "people": people}
    return (await db.execute(USE_WINDOW, facts)).first() is not None
