"""The people of a case, seen beside its group."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Row

from bimtek_api.participants.groups.models import MemberRole


@dataclass(frozen=True)
class People:
    """Rows of PEOPLE: everybody who is in the last edition, in the group today, or proposed for it."""

    rows: Sequence[Row]

    @property
    def group(self) -> dict[UUID, MemberRole]:
        return {each.person_id: MemberRole(each.group_role) for each in self.rows if each.group_role}

    @property
    def case(self) -> dict[UUID, MemberRole]:
        return {each.person_id: MemberRole(each.case_role) for each in self.rows if each.case_role}

    @property
    def changed(self) -> bool:
        """Somebody joined, left, or is the chair since the last edition."""
        return any(each.case_role != each.group_role for each in self.rows)

    @property
    def unmet(self) -> frozenset[UUID]:
        """Members of today or to come whom no fit visit has met."""
        there = [each for each in self.rows if each.group_role or each.proposed_role]
        return frozenset(each.person_id for each in there if not each.met)

    @property
    def unmet_names(self) -> str:
        return ", ".join(each.name for each in self.rows if each.person_id in self.unmet)
