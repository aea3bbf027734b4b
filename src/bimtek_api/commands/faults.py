"""What a command says when the database refuses it: a sentence for whoever runs the server, no trace."""

import psycopg
from psycopg import errors

AWAY = (
    "Basis data tidak dapat dihubungi, atau nama dan kata sandinya keliru. Periksa BIMTEK_DATABASE_URL dan"
    " BIMTEK_OWNER_DATABASE_URL."
)
NOT_OWNER = "Perintah ini bekerja sebagai pemilik skema: isi BIMTEK_OWNER_DATABASE_URL dengan alamat bimtek_owner."
FOR_OWNERS = ("a role needs its approved request", "what ended stays ended")  # walls that do not bind the owner
BEHIND = "Skema basis data tertinggal dari program. Jalankan `bimtek migrate`."


def told(error: BaseException) -> str | None:
    """The sentence, or None when it is no matter of the office's database. The driver's words may hold values."""
    cause = getattr(error, "orig", error)
    walled = isinstance(cause, errors.CheckViolation) and cause.diag.message_primary in FOR_OWNERS
    if walled or isinstance(cause, errors.InsufficientPrivilege):
        return NOT_OWNER
    if isinstance(cause, errors.UndefinedTable | errors.UndefinedColumn | errors.UndefinedFunction):
        return BEHIND
    return AWAY if isinstance(cause, psycopg.OperationalError) else None
