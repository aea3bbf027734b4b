"""What an approver should look at before she decides, each with its evidence."""

from datetime import datetime

from bimtek_api.core.fields import Read
from bimtek_api.reports.integrity.fields import SignalCode


class Signal(Read):
    """One thing that stands out; it decides nothing. `evidence`: one line each, at most ten."""

    code: SignalCode
    text: str
    evidence: list[str]


class Integrity(Read):
    """`looked_at`: what was compared, also where nothing stood out."""

    items: list[Signal]
    looked_at: list[SignalCode]
    as_of: datetime
