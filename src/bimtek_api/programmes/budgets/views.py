"""Budgets as the API shows them."""

from typing import Any

from bimtek_api.core.fields import Ref
from bimtek_api.core.workflow import Available, Unavailable
from bimtek_api.programmes.budgets.models import KINDS, FiscalYear, free
from bimtek_api.programmes.budgets.schemas import MoveRead, NodeRead, YearRead

NODE = ("id", "parent_id", "name", "programme_id", "ceiling", "allocated", "reserved", "spent")
Actions = tuple[list[Available], list[Unavailable]]


def node_read(row: Any) -> NodeRead:
    node = row.BudgetNode
    region = Ref(code=node.district_code, name=row.region_name) if node.district_code else None
    own = {name: getattr(node, name) for name in NODE}
    return NodeRead(**own, kind=KINDS[node.depth - 1], region=region, free=free(node), waiting=int(row.waiting))


def year_read(year: FiscalYear, rows: list[Any], actions: Actions) -> YearRead:
    """The year with its tree; the first node is the year's own."""
    nodes = [node_read(row) for row in rows]
    possible, missing = actions
    return YearRead(
        year=year.year, status=year.status, version=year.version, nodes=nodes, ceiling=nodes[0].ceiling,
        reserved=nodes[0].reserved, spent=nodes[0].spent, available_actions=possible, unavailable_actions=missing,
    )  # fmt: skip


def move_read(row: Any, actions: Actions) -> MoveRead:
    move = row.BudgetMove
    possible, missing = actions
    return MoveRead.from_row(
        move, year=move.fiscal_year, from_name=row.from_name,
        to_name=row.to_name, proposed_by=row.proposed_name or "–", decided_by=row.decided_name,
        available_actions=possible, unavailable_actions=missing,
    )  # fmt: skip
