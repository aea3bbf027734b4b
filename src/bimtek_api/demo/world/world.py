"""An office in the middle of its year: stories told in the order of their days, through the API, under every rule.

A story is an asynchronous generator: it yields the instant at which it goes on, and the calendar turns from one
instant to the next over all stories. So every event, paper, seat and rupiah is made by the program itself, at the
time it bears.
"""

import heapq
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bimtek_api.core import clock, logs
from bimtek_api.core.crypto import Vault
from bimtek_api.core.db import Database
from bimtek_api.demo import grants as catalogue
from bimtek_api.demo import seed
from bimtek_api.demo.world import aftercare, goods, open_calls, past_call, plans
from bimtek_api.demo.world.calendar import Calendar, shifted
from bimtek_api.demo.world.hands import Office
from bimtek_api.demo.world.town import Story, Town, gather
from bimtek_api.demo.world.training import Course, held
from bimtek_api.grants.cases.applications import intake
from bimtek_api.main import create_app
from bimtek_api.programmes.budgets.models import BudgetNode
from bimtek_api.regions import repository as regions
from bimtek_api.regions.models import SUBDISTRICT, VILLAGE
from bimtek_api.settings import Settings

BEGINS = -300  # days from today: officers, budgets and packages are there
MONTHS = (
    "",
    *[
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
)
SMALL = 80_000_000  # rupiah: three of seven
GATHERED = -180  # whoever learned before this day is in a group
FREE = dict.fromkeys(("free_per_network", "free_per_phone"), 100_000)  # they all come from this one process
Tell = Callable[[str], None]


async def fill(settings: Settings, vault: Vault, tell: Tell) -> None:
    """Fills an empty system, relative to today."""
    settings = settings.model_copy(update=FREE)
    database, owner = Database(settings), Database(settings, owner=True)
    try:
        async with owner.transaction() as db:
            today = clock.local_date(await clock.now(db), "WIB")
        async with shifted(database, owner, today) as calendar:
            office = Office(create_app(settings, database), calendar)
            with logs.silence():
                await live(office, owner, vault, tell)
    finally:
        await database.close()
        await owner.close()


async def live(office: Office, owner: Database, vault: Vault, tell: Tell) -> None:
    calendar = office.calendar
    await calendar.turn_to(calendar.at(BEGINS))
    async with owner.transaction() as db:
        await seed.add_officers(db, vault)
        await office.sit_down(db)
        places = {code: await places_in(db, code) for code in plans.DISTRICTS}
    town = await found(office, owner)
    courses = [Course(plan) for plan in plans.PLANS]
    stories = [held(office, course, places[course.plan.district]) for course in courses]
    stories += [aftercare.complained(office, each) for each in aftercare.COMPLAINTS]
    past = past_call.PastCall(town)
    stories += [gathered(town, courses), past.opened(), *(past.signed(each) for each in past_call.DECREES)]
    stories += [past.followed(way, past_call.APPLY + at) for at, way in enumerate(past_call.WAYS)]
    stories += [open_calls.ranked(town), open_calls.scored_now(town)]
    stories += [open_calls.still_open(town), open_calls.short_way(town)]
    stories.append(nights(office.calendar))
    await follow(calendar, stories, tell)
    await calendar.turn_to(calendar.at(0, 0))
    async with owner.transaction() as db:
        await office.go_home(db)
    calendar.shift = timedelta(0)


async def gathered(town: Town, courses: list[Course]) -> Story:
    """Whoever learned together in Palembang founds groups."""
    yield town.office.calendar.at(-173)
    town.groups = await gather(town.office, [each for each in courses if each.plan.first < GATHERED])


async def nights(calendar: Calendar) -> Story:
    """What the worker does by itself, once a week: cases that were not sent again in time are over."""
    for day in range(BEGINS, 0, 7):
        yield calendar.at(day, 23)
        async with calendar.database.transaction() as db:
            await intake.lapse(db)


async def follow(calendar: Calendar, stories: list[Story], tell: Tell) -> None:
    """All stories in the order of their instants, as far as today; says each month it comes to."""
    month, end, waiting = "", calendar.real(), list[tuple[datetime, int, Story]]()
    for number, story in enumerate(stories):
        await go_on(waiting, number, story)
    while waiting:
        instant, number, story = heapq.heappop(waiting)
        if instant > end:
            continue
        await calendar.turn_to(instant)
        if (now := calendar.day()[:7]) != month:
            tell(f"kantor contoh: {MONTHS[int(now[5:])]} {now[:4]}")
            month = now
        await go_on(waiting, number, story)


async def go_on(waiting: list[tuple[datetime, int, Story]], number: int, story: Story) -> None:
    instant = await anext(story, None)
    if instant is not None:
        heapq.heappush(waiting, (instant, number, story))


async def found(office: Office, owner: Database) -> Town:
    """Programme, packages, rules and suppliers: what is there before anything happens."""
    today = clock.local_date(office.calendar.now(), "WIB")
    async with owner.transaction() as db:
        _, line = await catalogue.add_programme(db, today, await seed.hands(db), times=2)
        small = await add_line(db, line)
        packages = {each.code: each.id for each in await catalogue.add_packages(db, today.year)}
        rules, policy = await catalogue.add_rules(db)
        kept: tuple[UUID, UUID] = (rules.id, policy.id)
    return Town(office, packages, *kept, line, small, await goods.supply(office), [])


async def add_line(db: AsyncSession, beside: UUID) -> UUID:
    """A second budget line for Palembang, too small for everybody who asks."""
    big = await db.get_one(BudgetNode, beside)
    same = big.model_dump(include={"parent_id", "depth", "fiscal_year", "programme_id", "district_code"})
    line = BudgetNode(name="Peralatan, seleksi Kota Palembang (contoh)", **same)
    db.add(line)
    await db.flush()
    await catalogue.give(db, line, SMALL, await seed.hands(db))
    return line.id


async def places_in(db: AsyncSession, district: str) -> list[tuple[str, str]]:
    """Each sub-district of a district with its first village."""
    found = await regions.children(db, district, SUBDISTRICT)
    return [(each.code, (await regions.children(db, each.code, VILLAGE))[0].code) for each in found]
