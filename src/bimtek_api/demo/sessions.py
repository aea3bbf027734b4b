"""The demo sessions: Palembang and Banyuasin, open now, upcoming, full, and one with its days at hand."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bimtek_api.core import clock
from bimtek_api.participants.trades.catalogue import Trade
from bimtek_api.sessions.planning.schedule.schemas import DayCreate, SessionCreate


@dataclass(frozen=True)
class DemoSession:
    """`first` and `closes` are days from today; `registered` made-up people are on it already."""

    title: str
    trade: Trade
    district: str
    venue: str
    address: str
    audience: str
    first: int
    days: int
    opens: int
    closes: int
    size: int
    registered: int
    moderated: bool = True


T = Trade
SESSIONS = (
    DemoSession("Konfeksi dan menjahit", T.GARMENT, "16.71", "Balai Latihan Plaju", "Jalan Contoh 1, Plaju",
                "Untuk pemula. Mesin disediakan.", 7, 3, -6, 6, 30, 9),
    DemoSession("Roti dan kue kering untuk dijual", T.FOOD, "16.71", "UPT Pangan", "Jalan Contoh 2, Sukarami",
                "Untuk usaha rumahan.", 9, 3, -4, 8, 40, 14),
    DemoSession("Servis ponsel: perangkat keras", T.PHONE_REPAIR, "16.71", "SMK Contoh", "Jalan Contoh 3, Sako",
                "Membawa obeng sendiri bila punya.", 14, 5, -8, 12, 8, 13),
    DemoSession("Menjahit pakaian jadi, tingkat lanjut", T.GARMENT, "16.71", "Kantor Dinas Perindustrian",
                "Jalan Contoh 4, Ilir Barat I", "Untuk usaha yang sudah berjalan.", 15, 3, -2, 13, 20, 3, False),
    DemoSession("Las listrik dasar dan keselamatan", T.WELDING, "16.71", "UPT Logam", "Jalan Contoh 5, Kertapati",
                "Untuk pemula.", 47, 4, 19, 40, 20, 0),
    DemoSession("Anyaman bambu untuk pasar wisata", T.BAMBOO, "16.07", "Balai Desa Contoh",
                "Jalan Contoh 6, Pangkalan Balai",
                "Untuk kelompok usaha.", 12, 3, -3, 10, 25, 6),
    DemoSession("Konfeksi seragam sekolah", T.GARMENT, "16.07", "Gedung Serbaguna Contoh", "Jalan Contoh 7, Betung",
                "Untuk usaha yang sudah berjalan.", 20, 4, -1, 17, 30, 2),
)  # fmt: skip
WEEKEND = 5


def working_days(first: date, count: int) -> list[date]:
    """`count` days from `first` on, without Saturdays and Sundays."""
    days: list[date] = []
    while len(days) < count:
        if first.weekday() < WEEKEND:
            days.append(first)
        first += timedelta(days=1)
    return days


def plan(demo: DemoSession, number: int, today: date, zone: str) -> SessionCreate:
    """The session as an officer would have entered it."""
    days = working_days(today + timedelta(days=demo.first), demo.days)
    opens: datetime = clock.at(today + timedelta(days=demo.opens), time(8), zone)
    return SessionCreate(
        number=f"{demo.district.replace('.', '')}/{today.year}/{number:03d}",
        title=demo.title,
        trade=demo.trade,
        summary="Pelatihan praktik dengan mentor. Peserta membawa pulang hasil kerja. Makan siang disediakan.",
        audience=demo.audience,
        district_code=demo.district,
        venue=demo.venue,
        address=demo.address,
        moderated=demo.moderated,
        size=demo.size,
        opens_at=opens,
        closes_at=clock.end_of(today + timedelta(days=demo.closes), zone),
        days=[DayCreate(date=day, starts_at=time(8), ends_at=time(16)) for day in days],
    )
