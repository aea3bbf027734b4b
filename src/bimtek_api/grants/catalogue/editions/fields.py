"""What every thing that is kept in editions is called by."""

from typing import Annotated

from pydantic import Field, StringConstraints

from bimtek_api.core.fields import Title, Write
from bimtek_api.core.values.whole import Count

EditionCode = Annotated[str, StringConstraints(min_length=3, max_length=30, pattern=r"^[A-Z0-9-]+$")]


class EditionWrite(Write):
    """`edition` is 1 for a new code, else the one after the newest."""

    code: EditionCode
    edition: Count = Field(ge=1, le=1000)
    name: Title
