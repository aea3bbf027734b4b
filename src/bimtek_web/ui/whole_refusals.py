"""Everything that was brought is refused: one answer for all, and one of its own for the pieces that differ. The page
lists the pieces; what is sent on names each with what was said of it."""

import re
from collections.abc import Mapping, Sequence

from bimtek_web.api import shapes
from bimtek_web.ui.filled import text
from bimtek_web.ui.refusals import BECAUSE, KEPT, SAID, SHOWN, told_of

ALL = "all"  # in the place of a piece: what is said of those without an answer of their own
LEFT = "not_brought"  # stayed in the store: nothing is said of it
FAULT = re.compile(r"/lines/(\d+)/refused/(\d+)(?:/(\w+))?")
BOXES = {"reason": BECAUSE, "words": SAID, "photo_id": SHOWN}


def whose(values: Mapping[str, object], piece: str) -> str:
    """Where the answer of a piece stands: its own, or the one for all."""
    return piece if text(values.get(BECAUSE + piece)) else ALL


def by_line(values: Mapping[str, object], pieces: Sequence[str]) -> dict[str, list[shapes.PieceDraftedTyped]]:
    """Each listed piece by item, but for what was not brought. Words and photo left empty are those for all."""
    lines: dict[str, list[shapes.PieceDraftedTyped]] = {}
    for piece in dict.fromkeys(pieces):
        reason = text(values.get(BECAUSE + whose(values, piece)))
        if reason == LEFT:
            continue
        line_id, _, serial = piece.partition(":")
        words, photo = (text(values.get(box + piece) or values.get(box + ALL)) for box in (SAID, KEPT))
        lines.setdefault(line_id, []).append(told_of(serial, reason, words, photo))
    return lines


def faults(problem: Mapping[str, str], body: shapes.AttemptCreate, values: Mapping[str, object]) -> dict[str, str]:
    """Each sentence beside the box it is about: the piece's own, or that for all, where it stands once."""
    beside: dict[str, str] = {}
    for pointer, sentence in problem.items():
        if found := FAULT.match(pointer):
            line = body.get("lines", [])[int(found[1])]
            piece = f"{line['line_id']}:{line['refused'][int(found[2])]['serial']}"
            beside.setdefault(BOXES.get(found[3], SHOWN) + whose(values, piece), sentence)
    return beside


def anchors(stock: Sequence[shapes.UnitRow]) -> dict[str, str]:
    """Where the summary of errors leads: the box for all, or the row of the piece."""
    rows = {f"{unit['line_id']}:{unit['serial']}": f"piece-{unit['id']}" for unit in stock}
    own = {box + piece: row for piece, row in rows.items() for box in BOXES.values()}
    shared = {box + ALL: f"{box.rstrip(':')}-{ALL}" for box in BOXES.values()}
    return {"lines": "barang", "attempted_at": "date", "next_on": "next_on_day"} | shared | own
