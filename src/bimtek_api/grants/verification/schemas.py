"""Shape of a desk check."""

from bimtek_api.core.fields import OptionalParagraph, Write


class CheckCreate(Write):
    """`no_conflict`: no family or business tie with the group. A note is needed when papers are not complete."""

    complete: bool
    no_conflict: bool = False
    note: OptionalParagraph = None
