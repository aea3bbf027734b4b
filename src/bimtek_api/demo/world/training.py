"""A session from its announcement to its certificates, as officers and participants bring it there."""

import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count

from bimtek_api.core import clock
from bimtek_api.core.shapes import Json
from bimtek_api.demo.sessions import working_days
from bimtek_api.demo.world.calendar import ZONE
from bimtek_api.demo.world.hands import Hand, Office
from bimtek_api.demo.world.people import somebody
from bimtek_api.participants.trades.catalogue import TRADES, Trade
from bimtek_api.sessions.enrolment.consents import documents as notice

ARRIVALS = 3  # people come in so many waves
OPINION = ("content", "trainer", "venue", "organisation", "usefulness")
REASONS = {
    "cancelled": ("cancel", "Gedung dipakai untuk keperluan lain."),
    "paused": ("pause", "Menunggu kepastian mentor."),
}
WORDS = ("Praktiknya banyak.", "Waktunya terlalu singkat.", "Mentornya sabar.", "Mesin perlu ditambah.", "")


@dataclass(frozen=True)
class Plan:
    """`first` is days from today. `ends`: how far the story goes. `host`: who runs it; Sari plans all of them."""

    title: str
    trade: Trade
    district: str
    venue: str
    first: int
    days: int = 3
    size: int = 30
    registered: int = 29
    ends: str = "completed"
    host: str = "ratna"


@dataclass
class Course:
    """What became of a plan: the session, who registered (receipts), and who earned a certificate (people)."""

    plan: Plan
    session: Json = field(default_factory=dict)
    receipts: list[Json] = field(default_factory=list)
    alumni: list[str] = field(default_factory=list)


numbers = count(1)


async def held(office: Office, course: Course, places: list[tuple[str, str]]) -> AsyncIterator[datetime]:
    """Announced 45 days ahead, registered for, decided, held day by day, completed, thought about."""
    plan, calendar = course.plan, office.calendar
    sari, host = office["sari"], office[plan.host]
    days = working_days(calendar.today + timedelta(days=plan.first), plan.days)
    yield calendar.at(plan.first - 45, 9)
    course.session = await sari.post("/v1/sessions", body_of(plan, calendar.today, days))
    if plan.ends == "draft":
        return
    await move(sari, course, "publish")
    for wave in range(ARRIVALS):
        yield calendar.at(plan.first - 36 + wave * 8, 10 + wave * 3)
        await arrive(office, course, places, plan.registered * (wave + 1) // ARRIVALS - len(course.receipts))
    if plan.ends in REASONS:
        yield calendar.at(plan.first - 19, 17)
        who, (action, reason) = host if plan.ends == "paused" else sari, REASONS[plan.ends]
        await move(who, course, action, reason=reason)
        return
    yield calendar.at(plan.first - 6, 10)
    await decide(host, course)
    async for instant in taught(office, course, [(day - calendar.today).days for day in days]):
        yield instant


async def taught(office: Office, course: Course, days: list[int]) -> AsyncIterator[datetime]:
    """The days themselves, each marked in its evening; then points, outcomes, certificates and opinions."""
    host, calendar, last = office[course.plan.host], office.calendar, len(days) - 1
    yield calendar.at(days[0], 7.5)
    await move(host, course, "start")
    for number, day in enumerate(days):
        if number == last and course.plan.ends == "running":
            return
        yield calendar.at(day, 16.5)
        if number < last or course.plan.ends == "completed":
            await mark(host, course, number)
    if course.plan.ends == "completed":
        yield calendar.at(days[-1] + 1, 9)
        await conclude(host, course)
        yield calendar.at(days[-1] + 1, 19)
        await think(office, course)


def body_of(plan: Plan, today: date, days: list[date]) -> Json:
    opens = today + timedelta(days=plan.first - 44)
    return {
        "number": f"{plan.district.replace('.', '')}/{days[0].year}/{next(numbers) + 100:03d}", "title": plan.title,
        "trade": plan.trade, "summary": "Pelatihan praktik dengan mentor. Peserta membawa pulang hasil kerja.",
        "audience": "Untuk usaha kecil setempat.", "district_code": plan.district, "venue": plan.venue,
        "address": "Jalan Contoh 12", "moderated": True, "size": plan.size,
        "opens_at": clock.at(opens, time(8), ZONE).isoformat(),
        "closes_at": clock.end_of(today + timedelta(days=plan.first - 8), ZONE).isoformat(),
        "days": [{"date": str(day), "starts_at": "08:00", "ends_at": "16:00"} for day in days],
    }  # fmt: skip


async def move(who: Hand, course: Course, action: str, **more: str) -> None:
    seen = await who.get(f"/v1/sessions/{course.session['id']}")
    path = f"/v1/sessions/{seen['id']}/transitions"
    course.session = await who.post(path, {"action": action} | more, seen["version"])


async def arrive(office: Office, course: Course, places: list[tuple[str, str]], many: int) -> None:
    """People register from their phones, some at the same time; the receipts stay with the story."""
    new = [somebodys(course, places, next(numbers)) for _ in range(many)]
    for made, each in zip(await office.together([office.register(each) for each in new]), new, strict=True):
        course.receipts.append(made | {"birth_date": each["birth_date"]})


def somebodys(course: Course, places: list[tuple[str, str]], number: int) -> Json:
    each, (subdistrict, village) = somebody(number), places[number % len(places)]
    needs = TRADES[course.plan.trade].equipment
    return {
        "session_id": course.session["id"], "name": each.name, "nik": each.nik,
        "birth_date": str(each.birth_date), "sex": each.sex, "phone": each.phone,
        "email": f"peserta{number}@contoh.id" if number % 9 else None,
        "district_code": course.plan.district, "subdistrict_code": subdistrict, "village_code": village,
        "trade": course.plan.trade, "equipment_needs": list(needs[: 1 + number % len(needs)]),
        "business_name": f"Usaha {each.name.split()[0]}" if number % 3 else None,
        "notice_version": notice.VERSION, "consents": ["invitations"] if number % 2 else [],
    }  # fmt: skip


async def decide(who: Hand, course: Course) -> None:
    """All are accepted but one in fifteen, whose papers do not fit."""
    rows = await registered(who, course, "pending_review")
    out, taken = rows[::15][1:], [row for at, row in enumerate(rows) if at % 15 or not at]
    for action, chosen, more in (("accept", taken, {}), ("reject", out, {"reason": "Usaha di luar kabupaten."})):
        if chosen:
            items = [{"id": row["id"], "version": row["version"]} for row in chosen]
            await who.post("/v1/registrations/transitions", {"action": action, "items": items} | more)


async def registered(who: Hand, course: Course, status: str) -> list[Json]:
    return (await who.get(f"/v1/registrations?session={course.session['id']}&status={status}&limit=100"))["items"]


async def mark(who: Hand, course: Course, number: int) -> None:
    """The sheet of one day, that evening: nearly all came."""
    path = f"/v1/sessions/{course.session['id']}/attendance"
    sheet, pick = await who.get(path), random.Random(f"{course.plan.title} {number}")  # noqa: S311 - nothing secret
    day, marks = sheet["days"][number]["id"], []
    for at, row in enumerate(sheet["rows"]):
        told = {"registration_id": row["registration_id"], "day_id": day, "mark": "present"}
        if at % 13 == 12:
            told["mark"] = "absent"
        elif pick.random() < 0.06:
            told |= {"mark": "late"}
        marks.append(told)
    await who.put(path, {"marks": marks}, sheet["version"])


async def conclude(who: Hand, course: Course) -> None:
    """Points before and after, then the end: outcomes and certificates."""
    path, pick = f"/v1/sessions/{course.session['id']}/scores", random.Random(course.plan.title)  # noqa: S311 - as above
    rows = await who.get(path)
    scores = [
        {"registration_id": row["registration_id"], "pre": 30 + pick.randrange(35), "post": 62 + pick.randrange(36)}
        for row in rows["items"]
    ]
    await who.put(path, {"scores": scores}, rows["version"])
    await move(who, course, "complete")
    course.alumni = [row["participant_id"] for row in await registered(who, course, "completed")]


async def think(office: Office, course: Course) -> None:
    """A quarter of those who were there say what they thought, from their own receipts."""
    pick = random.Random(f"opinion {course.plan.title}")  # noqa: S311 - as above
    said = []
    for receipt in course.receipts[::4]:
        body = {each: 3 + pick.randrange(3) for each in OPINION} | {"comment": pick.choice(WORDS) or None}
        if (await office.own(receipt))["evaluation"] == "open":
            said.append(office.as_holder(receipt, "evaluation", body))
    await office.together(said)
