"""One message in two parts. The ids are Indonesian; English comes from the catalogue."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Template:
    """No name but the reader's own, no number of a person, and no amount in the subject."""

    subject: str
    body: str
