"""Replacements that wait, as answers."""

from collections.abc import Iterable

from bimtek_api.access.enrolments.models import Enrolment
from bimtek_api.access.enrolments.schemas import Replacement, Replacements


def replacements(found: Iterable[Enrolment]) -> Replacements:
    return Replacements(
        items=[
            Replacement(id=each.id, asked_at=each.created_at, binds_at=each.binds_at)
            for each in found
            if each.binds_at
        ]
    )
