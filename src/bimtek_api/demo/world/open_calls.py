"""The calls of this season: one that is scored and ranked, one that is scored now, one that is open."""

from bimtek_api.core.shapes import Json
from bimtek_api.demo.world.cases import FREE, Case
from bimtek_api.demo.world.town import RUBRIC, Story, Town, announce, applied

# Of the ranked call, by Citra and Dedi, of five.
POINTS = ((5, 5), (5, 4), (4, 4), (4, 4), (3, 4), (3, 3), (2, 3))


async def ranked(town: Town) -> Story:
    """Opened, scored and frozen; of the chosen one waits for its vote, one was sent back, one for its decree."""
    office, at = town.office, town.office.calendar.at
    yield at(-75)
    rubric = (await office["sari"].post("/v1/rubrics", RUBRIC))["id"]
    call = await announce(
        town, 2, "Peralatan usaha Palembang, seleksi", days=42, visit=False, rubric=rubric, line=town.small_line
    )
    cases: list[Case] = []
    for number in range(len(POINTS)):
        yield at(-70 + number * 3, 10)
        cases.append(await applied(town, call))
        yield at(-69 + number * 3, 14)
        await cases[-1].check()
    for number, (case, points) in enumerate(zip(cases, POINTS, strict=True)):
        yield at(-40 + number, 11)
        await case.score(*points)
    yield at(-25, 10)
    seen = [each["application_id"] for each in (await office["sari"].get(f"/v1/calls/{call}/ranking"))["candidates"]]
    await office["sari"].post(f"/v1/calls/{call}/selections", {"seen": seen} | FREE)
    chosen = [case for case in cases if (await case.read())["status"] == "in_approval"]
    for case, (decision, more) in zip(chosen, VOTES, strict=False):
        yield at(-22, 9)
        await case.vote(decision, **more)


VOTES = (("approve", {}), ("send_back", {"note": "Mohon lampirkan daftar harga terbaru."}))


async def scored_now(town: Town) -> Story:
    """Closed last week: some have both scores, some one, some none."""
    office, at = town.office, town.office.calendar.at
    yield at(-33)
    rubrics = (await office["sari"].get("/v1/rubrics"))["items"]
    call = await announce(
        town, 3, "Peralatan usaha Palembang, tahap 3", days=26, visit=False, rubric=rubrics[0]["id"]
    )
    cases: list[Case] = []
    for number in range(5):
        yield at(-31 + number * 2, 10)
        cases.append(await applied(town, call))
        yield at(-30 + number * 2, 14)
        await cases[-1].check()
    for number, (case, points) in enumerate(zip(cases, ((4, 4), (4,), (3,)), strict=False)):
        yield at(-5 + number, 9)
        await case.score(*points)


# How far the cases of the open call are; whoever is "checked" waits for the visit.
STEPS = (*["checked"] * 4, *["returned"] * 2, "unfit", *["fit"] * 2, *["new"] * 3)
UNFIT: Json = {"result": "unfit", "power_watts": 450, "note": "Daya listrik 450 watt, belum cukup."}


async def still_open(town: Town) -> Story:
    """Opened three weeks ago, open for another month; its cases stand at every desk."""
    yield town.office.calendar.at(-20)
    call = await announce(town, 4, "Peralatan usaha Palembang, tahap 4", days=50, visit=True)
    for number, step in enumerate(STEPS):
        yield town.office.calendar.at(-19 + number, 9.5)
        case = await applied(town, call)
        if step == "new":
            continue
        yield town.office.calendar.at(-18 + number, 13)
        if step == "returned":
            due = town.office.calendar.day(30)
            await case.check("return", "domicile", note="Surat domisili tidak terbaca.", due_on=due)
            continue
        await case.check()
        if step in ("unfit", "fit"):
            yield town.office.calendar.at(-17 + number, 15)
            await case.visit(**UNFIT if step == "unfit" else {})


async def short_way(town: Town) -> Story:
    """A call for whoever tries the chain by hand: neither papers nor a visit."""
    yield town.office.calendar.at(-10)
    await announce(town, 5, "Peralatan usaha Palembang, jalur singkat", days=40, visit=False)
