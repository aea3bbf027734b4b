"""Texts and values that people and programs send, made by us. Every reader and every import is run over them."""

import json
from pathlib import Path

HERE = Path(__file__).parent
VALUES: list[object] = [
    None, True, False, 0, 1, -1, 1.0, 1.5, 45.5, 1e15, 1e400, float("nan"), 10**15, 10**30, -(10**30),
    9171012345678901, 16.1, 16.71, 45155, [], {}, [1], {"a": 1}, b"1", "9" * 5_000, "1." * 5_000, "a" * 30_000,
    "\u0301" * 5_000,
]  # fmt: skip


def texts() -> list[str]:
    lines = (HERE / "texts.txt").read_text().splitlines()
    return [json.loads(line) for line in lines if line and not line.startswith("#")]
