"""The database's walls in words: every constraint and every trigger has a name and a sentence a person reads."""

import re
from dataclasses import dataclass

from psycopg import errors as pg

from bimtek_api.core.constraints import tables
from bimtek_api.core.constraints.triggers import TRIGGERS

BY_NAME = {
    "ck": {name: text for text, names in tables.CHECKS.items() for name in names},
    "uq": {name: text for text, names in tables.UNIQUES.items() for name in names},
}
SAID = [
    (re.compile(re.escape(said).replace("%", ".+")), said, text)
    for text, all_said in TRIGGERS.items()
    for said in all_said
]
NOT_A_LETTER = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Rule:
    """`name`: the constraint's, or the trigger's words as one word; `text`: the sentence's message id."""

    name: str
    text: str


def refused_by(error: BaseException | None) -> Rule | None:
    """Which rule of the database stood in the way; None where none of ours did, or nothing may be told."""
    if not isinstance(error, pg.IntegrityError):
        return None
    name, message = error.diag.constraint_name, error.diag.message_primary or ""
    if not name:
        return of_trigger(message)
    return None if name in tables.QUIET else Rule(name, sentence(name, error))


def of_trigger(message: str) -> Rule | None:
    for pattern, said, text in SAID:
        if pattern.fullmatch(message):
            return Rule(NOT_A_LETTER.sub("_", said).strip("_"), text)
    return None


def sentence(name: str, error: BaseException) -> str:
    """By the longest end of the name that has a row."""
    if isinstance(error, pg.ForeignKeyViolation):
        return tables.DANGLING
    if isinstance(error, pg.ExclusionViolation):
        return tables.ALONE
    kind, rest = ("ck", tables.ENUMERATION) if isinstance(error, pg.CheckViolation) else ("uq", tables.REPEATED)
    return by_name(kind, name) or rest


def by_name(kind: str, name: str) -> str | None:
    parts = name.split("_")
    ends = ("_".join(parts[at:]) for at in range(1, len(parts)))
    return next((BY_NAME[kind][end] for end in ends if end in BY_NAME[kind]), None)
