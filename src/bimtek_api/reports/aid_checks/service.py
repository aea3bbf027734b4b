"""Whether somebody has aid anywhere: yes or no, and whose office to ask. Nothing of the aid itself is told."""

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import areas
from bimtek_api.core.actor import Actor, Permission
from bimtek_api.core.crypto import Vault
from bimtek_api.core.errors import Forbidden
from bimtek_api.core.fields import Ref
from bimtek_api.events import access_log
from bimtek_api.events.recorder import Entry, record
from bimtek_api.reports.aid_checks import repository
from bimtek_api.reports.aid_checks.schemas import AidAnswer, AidAsk

YEARS = 5  # as long as the rules look back
AID = ("aid",)


async def check(db: AsyncSession, vault: Vault, actor: Actor, asked: AidAsk) -> AidAnswer:
    """Kept in the history with who asked and why, whether or not the number belongs to anybody."""
    if actor.id is None:
        raise Forbidden
    index = vault.blind_index(asked.nik)
    async with areas.everywhere(db):
        person = await repository.person(db, index)
        since = await repository.years_ago(db, YEARS)
        found = await repository.offices(db, index, person.id if person else None, since)
        if person:
            await access_log.note(db, actor, person.id, person.district_code, "aid_check", AID)
    who = person.id if person else None
    subject = ("participant", who) if who else ("officer", actor.id)
    place = next((region for region in actor.regions(Permission.AID_CHECK) if region), "")
    data = {"has_aid": bool(found), "offices": [each.code for each in found]}
    entry = Entry("participant.aid_checked", subject, place, who, reason=asked.reason, data=data)
    await record(db, actor, entry)
    return AidAnswer(has_aid=bool(found), offices=[Ref(code=each.code, name=each.name) for each in found])
