"""Who is told of what, by which way: `docs/messages.md` is drawn from the table that sends, and a test compares.

Usage: python -m tools.messages
"""

from pathlib import Path

from bimtek_api.events.names import SENTENCES
from bimtek_api.exchange.notifications.audiences import TABLE, Audience
from bimtek_api.exchange.notifications.exceptions import REASONS
from bimtek_api.exchange.notifications.texts.letter import TEMPLATES

PATH = Path(__file__).parents[1] / "docs/messages.md"
WHO = {
    Audience.PARTICIPANT: "whoever registered", Audience.EXPECTED: "everybody with something to lose in the session",
    Audience.RECORD: "the person, or the group's chair", Audience.DELEGATION: "who answers for the delegation",
    Audience.CHAIR: "the group's chair", Audience.CHAIRS: "the chair of each group it is for",
    Audience.COMPLAINANT: "the complainant", Audience.OFFICER: "the officer herself",
}  # fmt: skip
OUTBOX_WAY, OWN_WAY = "mail, else chat, else the officer's list", "mail, and at her next log-in"
HEAD = """# Who is told of what

Drawn from `exchange/notifications/audiences.py` by `make diagrams`; what is sent follows from the same table.

Everybody outside the office is told by mail; whoever has no address by the gateway for chat, where there is one; who
has neither stands on the officer's list (`/petugas/kabar`) with a text ready for WhatsApp. What waits for an officer
is in her inbox, and news of her own account comes by mail. Messages are in the language the person last registered
in, complaints in the language they were sent in. Decrees, minutes and letters stay Indonesian: they are official
papers (UU 24/2009, 27).
"""
BEYOND = "## Told to nobody, and why"


def document() -> str:
    lines = [HEAD, "| event | who | way | subject |", "| --- | --- | --- | --- |"]
    for name, telling in TABLE.items():
        way = OWN_WAY if telling.audience == Audience.OFFICER else OUTBOX_WAY
        subject = TEMPLATES[telling.kind].subject if telling.kind else SENTENCES[name]
        lines.append(f"| `{name}` | {WHO[telling.audience]} | {way} | {subject} |")
    lines += ["", BEYOND, "", "| why | events |", "| --- | --- |"]
    lines += [f"| {why} | {', '.join(f'`{each}`' for each in names.split())} |" for why, names in REASONS.items()]
    return "\n".join(lines) + "\n"


def main() -> None:
    PATH.write_text(document())


if __name__ == "__main__":
    main()
