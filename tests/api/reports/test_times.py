"""case 53: what is honest by the district's own clock is not called a lie."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, text

from bimtek_api.reports.invariants.service import invariants
from bimtek_api.tables import METADATA
from tests.api.reports.goods_lies import HANDED, HOUR, OUT, A, B, C, D
from tests.api.reports.test_invariants import Rows, without_walls

ASKED = ("handed_over_after_decree", "handed_over_in_time", "received_in_time")
# One in the morning of the second of November in Papua, an hour before midnight in Jakarta.
MORNING = datetime(2026, 11, 1, 16, tzinfo=UTC)


def found(connection: Connection) -> list[str]:
    return [name for name in ASKED if connection.execute(text(invariants()[name])).all()]


def keep(connection: Connection, rows: Rows) -> None:
    for table, values in rows:
        connection.execute(METADATA.tables[table].insert().values(**values))


def test_a_day_is_the_day_of_the_district(worker_database: str) -> None:
    with without_walls(worker_database) as connection:
        east = connection.execute(text("SELECT code FROM regions WHERE zone = 'WIT' LIMIT 1")).scalar_one()
        day, before = date(2026, 11, 2), MORNING - HOUR
        papers = {"dated": day, "created_at": before - timedelta(minutes=5)}
        receipt = {"id": C, "order_id": D, "received_on": day, "received_at": before}
        keep(connection, [
            ("handovers", OUT[0][1] | {"district_code": east, "handed_at": MORNING}), *OUT[1:],
            ("decree_lines", {"id": HANDED["decree_line_id"], "decree_id": B}), ("decrees", {"id": B} | papers),
            ("orders", {"id": D, "district_code": east} | papers), ("goods_receipts", receipt),
            ("stock_units", {"id": A, "receipt_id": C, "serial_key": "X", "accepted_at": MORNING}),
        ])  # fmt: skip
        assert found(connection) == []


def test_what_happened_after_a_piece_was_taken_back_is_not_held_against_its_first_handover(
    worker_database: str,
) -> None:
    with without_walls(worker_database) as connection:
        handed = HANDED["handed_at"]
        keep(connection, [
            *OUT[:2], (OUT[2][0], OUT[2][1] | {"ended_at": handed + HOUR}),
            ("stock_units", {"id": A, "serial_key": "X", "accepted_at": handed - HOUR}),
            ("stock_returns", {"unit_id": A, "inspected_at": handed + 2 * HOUR}),
        ])  # fmt: skip
        assert found(connection) == []
