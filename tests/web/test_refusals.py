"""C55: a whole refusal is answered once, and sent piece by piece."""

from bimtek_web.api import shapes
from bimtek_web.ui import whole_refusals

LINE, OTHER = "11111111-1111-1111-1111-111111111111", "22222222-2222-2222-2222-222222222222"
PIECES = [f"{LINE}:A 1", f"{LINE}:B:2", f"{OTHER}:C3"]
FOR_ALL = {"because:all": "site_not_ready", "said:all": "Menunggu daya"}


def attempt(lines: dict[str, list[shapes.PieceDraftedTyped]]) -> shapes.AttemptCreate:
    return {  # ty: ignore[missing-typed-dict-key] - only its lines are looked at
        "lines": [{"line_id": line, "refused": pieces} for line, pieces in lines.items()]
    }


def test_every_listed_piece_is_named_with_the_answer_for_all() -> None:
    lines = whole_refusals.by_line(FOR_ALL, [*PIECES, PIECES[0]])
    assert {line: [each["serial"] for each in pieces] for line, pieces in lines.items()} == {
        LINE: ["A 1", "B:2"], OTHER: ["C3"],
    }  # fmt: skip
    assert {each["reason"] for pieces in lines.values() for each in pieces} == {"site_not_ready"}
    assert {each.get("words") for pieces in lines.values() for each in pieces} == {"Menunggu daya"}


def test_a_piece_with_an_answer_of_its_own_keeps_it_and_one_that_stayed_is_not_named() -> None:
    own = {f"because:{PIECES[0]}": "broken", f"said:{PIECES[0]}": "Pecah", f"shown_id:{PIECES[0]}": "photo"}
    lines = whole_refusals.by_line(FOR_ALL | own | {f"because:{PIECES[2]}": "not_brought"}, PIECES)
    assert lines == {
        LINE: [
            {"serial": "A 1", "reason": "broken", "words": "Pecah", "photo_id": "photo"},
            {"serial": "B:2", "reason": "site_not_ready", "words": "Menunggu daya"},
        ]
    }  # fmt: skip


def test_what_is_wrong_is_told_once_beside_the_answer_it_is_about() -> None:
    values = FOR_ALL | {f"because:{PIECES[1]}": "broken"}
    body = attempt(whole_refusals.by_line(values, PIECES))
    told = whole_refusals.faults(
        {"/lines/0/refused/0/words": "Tulis.", "/lines/1/refused/0/words": "Tulis.",
         "/lines/0/refused/1": "Foto.", "/place": "x"}, body, values,
    )  # fmt: skip
    assert told == {"said:all": "Tulis.", f"shown:{PIECES[1]}": "Foto."}
