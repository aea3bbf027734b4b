"""Passwords that have leaked elsewhere, from a file the office brings: nothing is fetched, nothing is sent.

The file holds SHA-1 hashes in upper-case hex, sorted, one a line, with anything behind them: the form in which
Have I Been Pwned publishes them.
"""

import hashlib
import mmap
from pathlib import Path

HASH = 40  # characters


def leaked(password: str, hashes: Path) -> bool:
    """Whether the file has it. Halves the file until one line is left: some 35 looks at 40 GB."""
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with hashes.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as lines:
        low, high = 0, len(lines)
        while low < high:
            start = lines.rfind(b"\n", 0, (low + high) // 2) + 1
            found = lines[start : start + HASH]
            if found == wanted:
                return True
            if found < wanted:
                low = lines.find(b"\n", start) + 1 or high
            else:
                high = start
    return False
