"""Made-up people: names from word lists, ids that follow the pattern but belong to nobody."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

GIVEN_F = (
    "Mariani",
    "Fatmawati",
    "Yulita",
    "Halimah",
    "Sumarni",
    "Rohana",
    "Wahyuni",
    "Zubaidah",
    "Dewi",
    "Nurbaiti",
)
GIVEN_M = ("Ahmad", "Rizki", "Robert", "Hasan", "Firman", "Ujang", "Darto", "Iwan", "Syarif", "Bambang")
FAMILY = (
    "",
    "Anggraini",
    "Saputra",
    "Sihombing",
    "binti Aziz",
    "Nur",
    "Yani",
    "Al-Fatih",
    "Lestari",
    "Pratama",
)
DISTRICT_OF_BIRTH = "997199"  # no region has this prefix: the id cannot be anybody's


@dataclass(frozen=True)
class DemoPerson:
    name: str
    nik: str
    birth_date: date
    sex: str
    phone: str


def person(number: int) -> DemoPerson:
    """The `number`-th made-up person; the same one every time."""
    pick = random.Random(number)  # noqa: S311 - repeatable on purpose, nothing secret
    sex = "female" if pick.random() < 0.65 else "male"
    birth = date(1968, 1, 1) + timedelta(days=pick.randrange(13_000))
    given = pick.choice(GIVEN_F if sex == "female" else GIVEN_M)
    day = birth.day + (40 if sex == "female" else 0)
    nik = f"{DISTRICT_OF_BIRTH}{day:02d}{birth:%m%y}{number % 10_000:04d}"
    name = " ".join((given, pick.choice(FAMILY))).strip()
    return DemoPerson(name, nik, birth, sex, f"+6281200{number % 1_000_000:06d}")
