"""Shapes of the question whether somebody has aid already."""

from typing import Annotated

from pydantic import Field, StringConstraints

from bimtek_api.core.fields import Paragraph, Read, Ref, Write
from bimtek_api.identities.nik import Nik


class AidAsk(Write):
    """Whose national id, and why: both are kept, the id as the person it belongs to."""

    nik: Nik = Field(description="Sixteen digits, as text.", max_length=40)
    reason: Annotated[Paragraph, StringConstraints(min_length=10, max_length=500)]


class AidAnswer(Read):
    """`offices`: the districts whose office knows more. Nothing else is told, and an unknown id answers alike."""

    has_aid: bool
    offices: list[Ref]
