"""gaps.md C20: an officer who enters somebody again is told how she stands, not that she is registered."""

import pytest

from bimtek_web.pages.officer.training.entries import told


@pytest.mark.parametrize(
    ("stands", "status", "said"),
    [
        (None, "pending_review", "Terdaftar dengan nomor BT-1"),
        ("Anda sudah terdaftar.", "waitlisted", "keadaannya: Daftar tunggu"),
        ("Anda sudah terdaftar.", "confirmed", "keadaannya: Mendapat kursi"),
    ],
)
def test_the_officer_reads_where_she_stands(stands: str | None, status: str, said: str) -> None:
    assert said in told({"number": "BT-1", "status": status, "earlier_stands": stands})
