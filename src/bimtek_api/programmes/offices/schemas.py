"""Shapes of an office's contact."""

from typing import Annotated

from pydantic import StringConstraints

from bimtek_api.core.fields import Line, Name, Read, Title, Write
from bimtek_api.identities.phone import AnyPhone


class ContactWrite(Write):
    name: Name
    address: Title
    phone: AnyPhone
    hours: Annotated[Line, StringConstraints(min_length=1, max_length=80)]


class ContactRead(Read):
    """Empty texts and version 0 where nobody has written one yet."""

    region_code: str
    name: str = ""
    address: str = ""
    phone: str = ""
    hours: str = ""
    version: int = 0
