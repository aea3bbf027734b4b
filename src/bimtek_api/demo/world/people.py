"""The world's people: names enough that seven hundred of them are seldom mistaken for one another."""

import random
from dataclasses import replace

from bimtek_api.demo.people import DemoPerson, person

WOMEN = (
    "Aminah", "Astuti", "Desi", "Eka", "Endang", "Fitri", "Hartini", "Ida", "Kartika", "Laila", "Lestari", "Marlina",
    "Murni", "Nurhayati", "Puspa", "Rahayu", "Rina", "Rosmala", "Siti", "Sri", "Sulastri", "Susanti", "Tri", "Umi",
    "Wulan", "Yanti", "Yuliana", "Zahra",
)  # fmt: skip
MEN = (
    "Adi", "Agung", "Anwar", "Arif", "Budi", "Darmawan", "Dedi", "Eko", "Fauzi", "Gunawan", "Hadi", "Hendri", "Imam",
    "Jamal", "Joko", "Kurnia", "Mulyadi", "Nasir", "Purnomo", "Rahmat", "Rudi", "Slamet", "Sugeng", "Surya", "Taufik",
    "Usman", "Wahyu", "Yusuf",
)  # fmt: skip
SECOND = (
    "", "", "Abadi", "Cahyani", "Effendi", "Fitriani", "Handayani", "Harahap", "Hasanah", "Hidayat", "Ismail",
    "Komalasari", "Kusuma", "Mahendra", "Maulana", "Nainggolan", "Permata", "Pertiwi", "Puspita", "Ramadhan",
    "Safitri", "Santoso", "Setiawan", "Simanjuntak", "Siregar", "Suryani", "Utami", "Wibowo", "Wijaya", "Yulianti",
)  # fmt: skip
FIRST_NUMBER = 1_000  # the base demo's people have the numbers below


def somebody(number: int) -> DemoPerson:
    """The `number`-th person of the world; the same one every time."""
    plain, pick = person(FIRST_NUMBER + number), random.Random(f"name {number}")  # noqa: S311 - nothing secret
    first = pick.choice(WOMEN if plain.sex == "female" else MEN)
    return replace(plain, name=f"{first} {pick.choice(SECOND)}".strip())
