"""Shape of a vote."""

from bimtek_api.core.fields import OptionalParagraph, Write
from bimtek_api.grants.approvals.models import Decision


class VoteCast(Write):
    """`no_conflict`: no family or business tie with the group. A note is needed when rejecting."""

    decision: Decision
    no_conflict: bool = False
    note: OptionalParagraph = None
