"""What must hold, asked of a database that other processes work on."""

import psycopg

from bimtek_api.reports.truths.service import truths


def sealed(address: str) -> None:
    """Every event becomes a link, as the worker sees to."""
    with psycopg.connect(address) as connection:
        connection.execute("SELECT seal_events(100000)")


def untrue(address: str) -> list[str]:
    """The truths that do not hold there."""
    with psycopg.connect(address) as connection:
        return [name for name, query in truths().items() if connection.execute(query.encode()).fetchone()]
