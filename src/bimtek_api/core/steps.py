"""What may follow what in a column that holds a state: said by the code, kept by the database."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Field, SQLModel

from bimtek_api.core.models import Mapped
from bimtek_api.core.workflow import Workflow

# What a column's state is before there is a row, and what it is while it is empty.
UNBORN, EMPTY = "*", ""


class WorkflowStep(SQLModel, table=True):
    """One step that the database lets through. Written by migrations; the application reads it, by the trigger."""

    __tablename__ = "workflow_steps"

    table_name: Mapped[str] = Field(primary_key=True, max_length=63)
    column_name: Mapped[str] = Field(primary_key=True, max_length=63)
    before: Mapped[str] = Field(primary_key=True, max_length=40)
    after: Mapped[str] = Field(primary_key=True, max_length=40)


@dataclass(frozen=True)
class Steps:
    """The steps of one column: `begins` are the states in which a row may be born."""

    table: str
    begins: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    column: str = "status"

    def rows(self) -> set[tuple[str, str, str, str]]:
        """As they stand in the database."""
        steps = {(UNBORN, state) for state in self.begins} | self.pairs
        return {(self.table, self.column, before, after) for before, after in steps}


def machine(table: str, begins: Iterable[str], *workflows: Workflow) -> Steps:
    """The arrows of a machine, without those that end where they begin."""
    arrows = [(source, each.target) for flow in workflows for each in flow.transitions for source in each.sources]
    return Steps(table, frozenset(map(str, begins)), frozenset((str(a), str(b)) for a, b in arrows if a != b))


def answered_once(table: str, answers: Iterable[str], column: str = "outcome") -> Steps:
    """Empty until somebody answers, and then it stays."""
    return Steps(table, frozenset(), frozenset((EMPTY, str(each)) for each in answers), column)
