"""The recap of a session and the list of allowances, as papers."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from babel.dates import format_date
from lokal import terbilang
from sqlalchemy import Row

from bimtek_api.core import papers

HERE = Path(__file__).parent


def head(session: Row) -> dict[str, object]:
    days = " sampai ".join(papers.spelt(day) for day in sorted({session.starts_on, session.ends_on}))
    plain = ("number", "title", "venue", "address", "zone")
    return {name: getattr(session, name) for name in plain} | {"district": session.district_name, "days": days}


def signer(officer: Row) -> dict[str, str]:
    """An integrator has no name to sign with: the line stays empty."""
    if officer is None:
        return {"officer": "", "position": "Petugas", "nip": ""}
    return {"officer": officer.name, "position": officer.position or "Petugas", "nip": officer.nip or ""}


async def allowance(session: Any, people: Sequence[tuple[Any, int]], officer: Any) -> bytes:
    """`people`: each with her days present. A place to sign beside every sum."""
    rate = session.allowance_rupiah
    total = sum(days * rate for _, days in people)
    rows = [
        {"number": at, "name": each.name, "last4": each.nik_last4, "days": days, "sum": papers.rupiah(days * rate)}
        for at, (each, days) in enumerate(people, start=1)
    ]
    told = {"people": rows, "rate": papers.rupiah(rate), "total": papers.rupiah(total)}
    told["total_words"] = f"{terbilang(total)} rupiah"
    return await papers.render(HERE / "allowance.typ", head(session) | signer(officer) | told)


def percent(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)} %" if whole else "–"


def decimal(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}".replace(".", ",")


def day_rows(days: Sequence[Any], present: Mapping[Any, int], people: int) -> list[dict[str, str]]:
    return [
        {
            "day": format_date(day.date, "EEEE, d MMMM y", locale="id"), "present": str(present.get(day.id, 0)),
            "percent": percent(present.get(day.id, 0), people),
        }
        for day in days
    ]  # fmt: skip


async def recap(facts: Mapping[str, object], session: Any, officer: Any) -> bytes:
    """The report of one session: who came, what came of it, who taught."""
    return await papers.render(HERE / "recap.typ", head(session) | signer(officer) | dict(facts))
