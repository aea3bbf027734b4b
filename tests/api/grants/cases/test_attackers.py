"""integrity.md 2 to 6: at every state of a case every attack there is a name for is refused."""

from bimtek_api.events import sealer
from tests.api.grants.attackers import ATTACKS, attack, replay
from tests.api.grants.hostile_sql import BOUND, STATEMENTS, attack_by_sql
from tests.api.grants.town import Town

CHAIN = ("check", "vote", "vote", "decree", "hand_over_some", "hand_over")
STATES = ["in_desk_check", "in_approval", "in_approval", "approved", "decreed", "partly_delivered", "delivered"]


async def besiege(town: Town, case_id: str) -> str:
    """Everything at one state, by somebody who is free to act; returns the state."""
    status, free = await town.free(case_id)
    for name in (*STATEMENTS, *BOUND):
        await attack_by_sql(town, name, case_id)
    for name in ATTACKS:
        await attack(town, name, case_id, town.people[free[-1]])
    await replay(town)
    assert town.records.violations() == {}
    return status


async def walk(town: Town) -> list[str]:
    """The case of a group in which one of the officers is a member, from the desk to the last machine."""
    case_id, states, givers = town.of_insider, [], []
    town.records.refill(town.desk.call["line"])
    states.append(await besiege(town, case_id))
    for act in CHAIN:
        _, free = await town.free(case_id)
        who = (givers or [town.people[free[0]]])[0]
        done = await town.attempt(act, case_id, who)
        assert done.status_code < 300, f"{act}: {done.text}"
        givers = [who] if act == "hand_over_some" else []
        states.append(await besiege(town, case_id))
    return states


async def unbroken(town: Town) -> bool:
    """Every event has its link, and every link holds."""
    async with town.database.transaction() as db:
        await sealer.seal(db, 100_000)
        found = await sealer.verify(db)
        return found.broken is None and await sealer.late(db) == 0


def test_at_every_state_every_attack_is_refused(private_database: str) -> None:
    town = Town(private_database)
    assert town.loop.run_until_complete(walk(town)) == STATES
    assert town.loop.run_until_complete(unbroken(town))
    town.loop.run_until_complete(town.close())
