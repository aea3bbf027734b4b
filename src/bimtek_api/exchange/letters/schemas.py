"""What letters are asked for."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from bimtek_api.core.fields import Line, Read


class LetterKind(StrEnum):
    INVITATION = "invitation"
    ASSIGNMENT = "assignment"


class LetterExport(Read):
    """`number`: the number the office's register of letters gave; without it the paper leaves a line to write on.

    `only`: one registration (invitation) or one trainer (assignment) instead of all.
    """

    session: UUID
    kind: LetterKind
    number: Annotated[Line, StringConstraints(max_length=60)] = ""
    only: UUID | None = None
