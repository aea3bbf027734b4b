"""inputs.md 5: everybody whose matter changes is told; an event in neither the table nor the exceptions is red."""

import re
from string import Formatter

import pytest
from tools import messages

from bimtek_api.events.names import SENTENCES
from bimtek_api.exchange.notifications.audiences import OUTBOX, TABLE, Audience
from bimtek_api.exchange.notifications.exceptions import EXCEPTIONS, REASONS
from bimtek_api.exchange.notifications.kinds import MessageKind
from bimtek_api.exchange.notifications.texts import complaints
from bimtek_api.exchange.notifications.texts.letter import TEMPLATES

NEVER_IN_A_SUBJECT = {"amount", "name", "reason", "group", "link"}


def test_every_event_is_told_to_somebody_or_says_why_to_nobody() -> None:
    assert set(SENTENCES) ^ (set(TABLE) | set(EXCEPTIONS)) == set()
    assert set(TABLE) & set(EXCEPTIONS) == set()
    assert sum(len(names.split()) for names in REASONS.values()) == len(EXCEPTIONS)


def test_every_kind_has_an_event_and_a_text() -> None:
    told = {telling.kind for telling in OUTBOX.values()} | {MessageKind.CONFIRMED, MessageKind.CASE_VISIT_COMES}
    assert told == set(MessageKind) == set(TEMPLATES)


@pytest.mark.parametrize("kind", list(MessageKind))
def test_a_subject_names_nobody_and_no_sum(kind: MessageKind) -> None:
    places = {name for _, name, _, _ in Formatter().parse(TEMPLATES[kind].subject) if name}
    assert not places & NEVER_IN_A_SUBJECT


@pytest.mark.parametrize("kind", list(complaints.TEXTS))
def test_nothing_of_a_complaint_stands_in_its_messages(kind: MessageKind) -> None:
    places = {name for _, name, _, _ in Formatter().parse(TEMPLATES[kind].body) if name}
    assert places <= {"number", "until"}


def test_an_officers_own_mail_has_its_text_by_event() -> None:
    own = {name for name, telling in TABLE.items() if telling.audience == Audience.OFFICER}
    assert own.isdisjoint(OUTBOX)


def test_the_table_in_the_documents_is_the_one_that_sends() -> None:
    assert messages.PATH.read_text() == messages.document(), "run make diagrams"


def test_a_sentence_fits_a_telephone() -> None:
    """Short enough to be read by somebody with little schooling: a text of at most sixty words."""
    long = {kind: len(re.findall(r"\w+", text.body)) for kind, text in TEMPLATES.items()}
    assert {kind: words for kind, words in long.items() if words > 60} == {}
