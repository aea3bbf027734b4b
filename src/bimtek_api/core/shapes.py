"""A name for values whose inner shape only their reader knows."""

from typing import Any

Json = dict[str, Any]  # a jsonb column, the content of a paper, the values of a statement
