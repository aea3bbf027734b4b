"""Connections that died in the pool: found without asking the server anything.

After a restart of the database, or minutes of silence behind a firewall, a pooled connection is closed at the other
end. Its socket then has something to read although nobody asked: such a connection is thrown away and another one
opened, before a request meets it.
"""

import select
from typing import Any

from sqlalchemy import event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine


def is_closed(socket: int) -> bool:
    """Whether the other end hung up. A resting connection has nothing to say, so whatever can be read is the end."""
    poll = select.poll()
    poll.register(socket, select.POLLIN | select.POLLHUP | select.POLLERR)
    return bool(poll.poll(0))


def watch(engine: AsyncEngine) -> None:
    """From now on the engine gives out only connections whose other end is there."""

    @event.listens_for(engine.sync_engine, "checkout")
    def judge(connection: Any, record: object, proxy: object) -> None:
        if is_closed(connection.driver_connection.fileno()):
            raise DisconnectionError
