"""How an office is reached: it stands in every message, so that whoever reads one knows whom to ask."""

from sqlmodel import Field

from bimtek_api.core.models import Row, Versioned
from bimtek_api.core.personal import Plain


class OfficeContact(Row, Versioned, table=True):
    """The office's own name, street, number and hours, not those of one officer."""

    __tablename__ = "office_contacts"

    region_code: Plain[str] = Field(foreign_key="regions.code", max_length=13, unique=True)
    name: Plain[str] = Field(max_length=120)
    address: Plain[str] = Field(max_length=200)
    phone: Plain[str] = Field(max_length=16)
    hours: Plain[str] = Field(max_length=80)
