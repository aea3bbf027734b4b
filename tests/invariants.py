"""What must hold, asked of a database that other processes work on."""

import psycopg

from bimtek_api.reports.invariants.service import invariants


def sealed(address: str) -> None:
    """Every event becomes a link, as the worker sees to."""
    with psycopg.connect(address) as connection:
        connection.execute("SELECT seal_events(100000)")


def violations(address: str) -> list[str]:
    """The invariants that do not hold there."""
    with psycopg.connect(address) as connection:
        return [name for name, query in invariants().items() if connection.execute(query.encode()).fetchone()]
