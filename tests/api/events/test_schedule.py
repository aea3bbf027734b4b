"""When what happens by the clock happens. The words of a schedule are easily misread (integrity.md 7, C14)."""

from datetime import UTC, datetime
from itertools import pairwise

from procrastinate.periodic import PeriodicTask

from bimtek_api.core.db import Database
from bimtek_api.files.service import AGE
from bimtek_api.worker import build
from tests.conftest import settings_for

HOUR, DAY = 3600, 86400
FROM = datetime(2026, 12, 1, 3, 59, 58, tzinfo=UTC)
# Every task of the clock: how many seconds lie between its turns, and the first of them after `FROM`.
TURNS = {
    "seal": (10, "04:00:00"),
    "offer_seats": (15, "04:00:00"),
    "relieve": (60, "04:00:00"),
    "bind_replacements": (60, "04:00:00"),
    "purge": (HOUR, "04:07:00"),
    "remind": (HOUR, "04:10:00"),
    "remind_groups": (HOUR, "04:15:00"),
    "lapse_returns": (HOUR, "04:20:00"),
    "watch_sealing": (HOUR, "04:25:00"),
    "forget_exports": (HOUR, "04:40:00"),
    "sweep_files": (HOUR / 4, "04:05:00"),
    "retain": (DAY, "18:15:00"),
    "anchor": (DAY, "18:30:00"),
    "ask_invariants": (DAY, "19:40:00"),
}


def firings(task: PeriodicTask, many: int = 200) -> list[datetime]:
    """Its next turns, as the scheduler itself counts them."""
    found, at = [], FROM.timestamp()
    for _ in range(many):
        at = task.croniter.get_next(ret_type=float, start_time=at)
        found.append(datetime.fromtimestamp(at, UTC))
    return found


async def test_every_task_of_the_clock_has_its_turns_when_its_row_says(own: Database, private_database: str) -> None:
    tasks = build(settings_for(private_database), own).periodic_registry.periodic_tasks
    found = {}
    for (name, _), task in tasks.items():
        turns = firings(task)
        apart = {(later - turn).total_seconds() for turn, later in pairwise(turns)}
        assert len(apart) == 1, (name, apart)
        found[name] = (apart.pop(), f"{turns[0]:%H:%M:%S}")
    assert found == TURNS


def test_what_an_offer_and_a_seal_promise_is_kept() -> None:
    """C14: a seat that lapses is passed on within a minute; an event is sealed within half of one."""
    assert TURNS["offer_seats"][0] * 2 <= 60
    assert TURNS["seal"][0] * 2 <= 30


def test_bytes_of_a_refused_upload_are_gone_within_the_hour() -> None:
    """integrity.md 8: they lay a day. A turn may be missed."""
    assert AGE.total_seconds() + TURNS["sweep_files"][0] * 2 <= HOUR
