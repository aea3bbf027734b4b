"""From a row of the outbox to the words that leave: days and sums as people write them, in the reader's language."""

import re
from datetime import date, datetime, time
from typing import Any

from babel.dates import format_date, format_datetime
from sqlalchemy import Row

from bimtek_api.complaints import service as complaints
from bimtek_api.core import clock
from bimtek_api.core.crypto import Vault
from bimtek_api.core.i18n import N_, language, translate
from bimtek_api.core.shapes import Json
from bimtek_api.exchange.notifications.kinds import MessageKind as K
from bimtek_api.exchange.notifications.labels import FIELDS, REPORT_BY
from bimtek_api.exchange.notifications.texts import letter

NIK = re.compile(r"(?<!\d)\d(?:[ .-]?\d){15}(?!\d)")
LEFT_OUT = "••••"
NAMELESS = N_("Bapak/Ibu")
PLACE = N_("tempat: {was} → {now}")
STREET = N_("alamat: {was} → {now}")
HOURS = N_("hari dan jam, dahulu:")
NEXT_DAY = N_("Hari berikutnya: {day}.")
NOTHING_TO_BRING = N_("KTP ketua")
SOME = N_("barang bantuan")
HOURS_OF = N_("{day}, pukul {first}–{last} {zone}")


def days(first: date, last: date) -> str:
    return " – ".join(spelt(day) for day in sorted({first, last}))


def spelt(day: date) -> str:
    return format_date(day, "d MMMM y", locale=language.get())


def weekday(day: date) -> str:
    return format_date(day, "EEEE, d MMMM y", locale=language.get())


def moment(instant: datetime | None, zone: str) -> str:
    """Wall clock with its zone; nothing for none."""
    if instant is None:
        return ""
    return f"{format_datetime(clock.local(instant, zone), 'd MMMM y, HH.mm', locale=language.get())} {zone}"


def met(instant: datetime, zone: str) -> str:
    """The weekday as well: people plan by it."""
    return f"{format_date(clock.local(instant, zone), 'EEEE', locale=language.get())}, {moment(instant, zone)}"


def rupiah(amount: int) -> str:
    return f"Rp {amount:,}".replace(",", ".")


def said(reason: str | None) -> str:
    """An officer's words as a sentence of their own, without any sixteen digits."""
    words = NIK.sub(LEFT_OUT, " ".join((reason or "").split())) or "–"
    return words if words[-1] in ".!?…–" else f"{words}."


def when(meetings: list[Json], zone: str) -> str:
    """Every day in a line of its own."""
    return "\n".join(
        "- " + translate(HOURS_OF, day=weekday(date.fromisoformat(each["date"])), first=hour(each["from"]),
                         last=hour(each["to"]), zone=zone)
        for each in meetings
    )  # fmt: skip


def hour(at: str) -> str:
    return f"{time.fromisoformat(at):%H.%M}"


def changes(was: Json, row: Row) -> str:
    """What of the plan is otherwise than before, the old beside the new."""
    lines = [
        f"- {translate(text, was=was[name], now=getattr(row, name))}"
        for name, text in (("venue", PLACE), ("address", STREET))
        if name in was and was[name] != getattr(row, name)
    ]
    if was.get("days"):
        lines.append(f"- {translate(HOURS)}\n{when(was['days'], row.zone)}")
    return "\n".join(lines)


def office(row: Row) -> str:
    if not row.office_name:
        return ""
    phone = row.office_phone.replace("+62", "0", 1)
    return f"{row.office_name}, {row.office_address}, {phone} ({row.office_hours})"


def day_of(value: str, zone: str) -> str:
    """A day, or an instant by the clock of its district."""
    if len(value) <= len("2026-12-31"):
        return spelt(date.fromisoformat(value))
    return moment(datetime.fromisoformat(value), zone)


def occasion(kind: K, facts: Json, zone: str) -> dict[str, str]:
    """What was kept of the occasion, spelt."""
    spelled: dict[str, Any] = {name: value for name, value in facts.items() if isinstance(value, str)}
    for name in ("until", "dated", "day", "moment"):
        spelled[name] = day_of(facts[name], zone) if facts.get(name) else "–"
    if facts.get("moment"):
        spelled["moment"] = met(datetime.fromisoformat(facts["moment"]), zone)
    spelled["amount"] = rupiah(facts["amount"]) if facts.get("amount") else "–"
    spelled["count"] = str(facts.get("pieces") or facts.get("count") or "–")
    spelled["fields"] = (
        ", ".join(translate(FIELDS[each]) for each in facts.get("fields", ()) if each in FIELDS) or "–"
    )
    spelled["bring"] = facts.get("bring") or translate(NOTHING_TO_BRING)
    spelled["items"] = facts.get("items") or translate(SOME)
    spelled["next"] = ahead(kind, facts, zone)
    return {"tranche": "–", "letter": "–", "paper": "–", "place": "–", "decree": "–"} | spelled


def ahead(kind: K, facts: Json, zone: str) -> str:
    if kind == K.MONEY_PAID:
        return translate(REPORT_BY, day=day_of(facts["until"], zone)) if facts.get("until") else ""
    return translate(NEXT_DAY, day=day_of(facts["next"], zone)) if facts.get("next") else ""


class Writer:
    """Keys behind the addresses that open something, and where the pages live."""

    def __init__(self, vault: Vault, web_url: str) -> None:
        self.vault, self.web_url = vault, web_url

    def written(self, row: Row, *, private: bool) -> tuple[str, str]:
        """Subject and text in the person's language. Only her own mail opens her receipt."""
        kept = language.set(row.language)
        try:
            kind, facts = K(row.Message.kind), self.facts(row, private=private)
            added = [] if kind in letter.UNLINKED else row.added or []
            return letter.subject(kind, facts), letter.body(kind, facts, *added, private=private)
        finally:
            language.reset(kept)

    def facts(self, row: Row, *, private: bool) -> dict[str, str]:
        kind, zone = K(row.Message.kind), row.zone
        facts = occasion(kind, row.Message.facts, zone)
        if row.registration_id:
            facts["until"] = moment(row.hold_until, zone)
        if row.session_id:
            facts["days"] = days(row.starts_on, row.ends_on)
            facts["when"] = when(row.days or [], zone)
            facts["changes"] = changes(row.said.get("was", {}), row) if kind == K.PLAN_CHANGED else ""
        return facts | {
            "name": row.name or row.group_name or translate(NAMELESS), "number": self.shown_number(row),
            "title": row.title, "venue": row.venue or "", "street": row.address or "", "map": row.map_url or "",
            "district": row.district_name, "group": row.group_name, "reason": said(row.reason or row.status_reason),
            "code": self.vault.one_time_code(row.Message.about) if row.Message.about and private else "••••••",
            "link": self.link(row) if private else "", "check": f"{self.web_url}/cek-status",
            "certificate": f"{self.web_url}/sertifikat/{row.certificate_code}",
            "complaints": f"{self.web_url}/pengaduan", "office": office(row),
        }  # fmt: skip

    def shown_number(self, row: Row) -> str:
        return "" if row.Message.delegation_id else row.number

    def link(self, row: Row) -> str:
        """The address that opens her own page."""
        about = row.Message
        if about.registration_id:
            secret = self.vault.receipt_secret(row.receipt_id, row.generation)
            return f"{self.web_url}/pendaftaran/{row.number}/{secret}"
        if about.application_id:
            secret = self.vault.case_secret(about.application_id)
            return f"{self.web_url}/bantuan/{row.number}/{secret}"
        if about.complaint_id:
            secret = complaints.secret_of(self.vault, about.complaint_id)
            return f"{self.web_url}/pengaduan/{row.number}/{secret}"
        return ""
