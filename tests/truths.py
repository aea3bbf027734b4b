"""What must hold, asked of a database that other processes work on."""

import psycopg

from bimtek_api.reports.truths.service import truths


def untrue(address: str) -> list[str]:
    """The truths that do not hold there."""
    with psycopg.connect(address) as connection:
        return [name for name, query in truths().items() if connection.execute(query.encode()).fetchone()]
