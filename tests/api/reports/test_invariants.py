"""What must hold of every history is asked of the data, and each question can find what contradicts it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, text

from bimtek_api.core.actor import SYSTEM
from bimtek_api.core.db import Database, driver_url
from bimtek_api.files import service as files
from bimtek_api.files.store import name_of, store_of
from bimtek_api.reports.invariants.service import invariants, violations
from bimtek_api.tables import METADATA
from bimtek_api.worker import examine
from tests import database, factories
from tests.api.exchange.mailbox import receiving
from tests.api.reports.goods_lies import CASE, GOODS, HANDED, MORE, NOW, A, B, C, D, E
from tests.api.reports.money_lies import MONEY
from tests.conftest import environment_for, settings_for
from tests.servers import output

Rows = list[tuple[str, dict[str, Any]]]
SESSION: Rows = [("sessions", {"id": A, "status": "published", "district_code": "16.71"})]
APPROVED: dict[str, Any] = {"id": A, "group_id": B, "status": "approved", "programme_id": C}
PEOPLE: Rows = [
    ("case_rosters", {"application_id": A, "number": 1, "size": 1}),
    ("case_members", {"application_id": A, "number": 1, "person_id": D, "role": "chair"}),
]
ORDERED: Rows = [("order_lines", {"id": D, "order_id": E, "application_line_id": C, "quantity": 1, "cancelled": 0})]


def step(kind: str, before: str | None, after: str, position: int) -> tuple[str, dict[str, Any]]:
    about = {"name": f"{kind}.changed", "subject_kind": kind, "subject_id": A, "before": before, "after": after}
    return "events", about | {"position": position, "at": NOW + timedelta(hours=position)}


def unit(accepted: datetime | None = NOW) -> tuple[str, dict[str, Any]]:
    return "stock_units", {"order_line_id": D, "accepted_at": accepted, "cost_rupiah": 100}


LIES: dict[str, Rows] = {
    "seats_counted": [*SESSION, ("seat_counters", {"session_id": A, "size": 5, "taken": 1, "waiting": 0})],
    "seats_within_quota": [*SESSION, ("seat_counters", {"session_id": A, "size": 5, "taken": 6, "waiting": 0})],
    "one_live_registration": [
        *SESSION,
        *[("registrations", {"session_id": A, "person_id": B, "status": "pending_review", "extra": False})] * 2,
    ],
    "money_within_ceiling": [("budget_nodes", {"ceiling": 5, "reserved": 3, "spent": 3, "allocated": 0})],
    "ceilings_within_parent": [
        ("budget_nodes", {"id": A, "ceiling": 5, "reserved": 0, "spent": 0, "allocated": 5}),
        ("budget_nodes", {"parent_id": A, "ceiling": 6, "reserved": 0, "spent": 0, "allocated": 0}),
    ],
    "states_have_their_acts": [("applications", {"id": A, "status": "approved"})],
    "line_holds_its_recipients": [
        ("budget_nodes", {"id": A, "ceiling": 5, "reserved": 1, "spent": 0, "allocated": 0}),
        ("calls", {"budget_line_id": A}),
    ],
    "deputies_share_no_case": [
        ("case_duties", {"case_id": A, "person_id": B, "duty_group": "desk", "taken_at": NOW}),
        ("deputations", {"principal_id": B, "deputy_id": C, "accepted_at": NOW, "valid_to": date(2026, 12, 1)}),
        (
            "case_duties",
            {"case_id": A, "person_id": C, "duty_group": "decree", "taken_at": NOW + timedelta(hours=1)},
        ),
    ],
    "duty_holders_are_known": [
        ("identities", {"id": B}),
        ("case_duties", {"case_id": A, "person_id": B, "human_id": B, "duty_group": "desk", "identity_known": True}),
    ],
    "duty_holders_are_as_on_paper": [
        ("identities", {"id": B, "nik_index": b"x"}),
        ("officer_papers", {"officer_id": B, "nik_index": b"y", "created_at": NOW - timedelta(days=1)}),
        ("case_duties", {"case_id": A, "person_id": B, "human_id": B, "duty_group": "desk", "taken_at": NOW}),
    ],
    "people_of_a_case_are_unlike": [
        *CASE,
        *[("identities", {"id": each, "family_index": b"x"}) for each in (D, E)],
        ("group_members", {"group_id": B, "person_id": D}),
        ("case_duties", {"case_id": A, "person_id": E, "human_id": E, "duty_group": "desk", "identity_known": True}),
    ],
    "one_account_each": [
        ("identities", {"id": A, "nik_index": b"x"}),
        ("identities", {"id": B, "same_as": A}),
        *[("officers", {"person_id": each, "email": f"{each}"}) for each in (A, B)],
    ],
    "votes_are_duties": [("votes", {"application_id": A, "person_id": B, "stage": 1})],
    "one_vote_each": [("votes", {"application_id": A, "person_id": B, "round_id": C})] * 2,
    "one_vote_per_principal": [
        ("votes", {"round_id": C, "stage": 1, "person_id": each, "principal_id": D, "same_hand": False})
        for each in (A, B)
    ],
    "votes_have_their_hand": [("votes", {"person_id": A, "principal_id": B, "created_at": NOW})],
    "deputations_never_begin_in_the_past": [
        ("deputations", {"before_rule": False, "valid_from": date(2026, 10, 31), "created_at": NOW})
    ],
    "no_member_votes": [
        *CASE,
        ("group_members", {"group_id": B, "person_id": D}),
        ("votes", {"application_id": A, "person_id": D}),
    ],
    "passed_with_its_votes": [("approval_rounds", {"application_id": A, "votes_needed": [1], "outcome": "passed"})],
    "ordered_within_approved": [*CASE, *ORDERED, *ORDERED],
    "accepted_within_ordered": [*CASE, *ORDERED, unit(), unit()],
    "handed_over_within_approved": [*CASE, ("handover_lines", {"application_line_id": C, "quantity": 2})],
    "paid_within_accepted": [
        *ORDERED, unit(), unit(None),
        ("supplier_payments", {"order_id": E, "status": "prepared", "amount_rupiah": 101}),
    ],
    "tranche_paid_once": [
        *CASE,
        *[
            ("tranche_payments", {"application_id": A, "application_line_id": C, "status": status})
            for status in ("paid", "prepared")
        ],
    ],
    "money_to_known_holder": [
        ("group_accounts", {"id": D, "group_id": B, "holder": "Orang Lain", "holder_cleared_by": None}),
        ("tranche_payments", {"account_id": D, "status": "sent"}),
    ],
    "one_live_recipient": [("decree_lines", {"application_id": A, "ended_at": None})] * 2,
    "handed_over_after_decree": [
        *CASE,
        ("decrees", {"id": D, "dated": date(2026, 11, 2)}),
        ("decree_lines", {"id": B, "decree_id": D, "application_id": A}),
        ("handovers", HANDED),
    ],
    "handed_over_case_is_decreed": [("applications", {"id": A, "status": "approved"}), ("handovers", HANDED)],
    **GOODS,
    "people_have_their_claims": [*CASE, *PEOPLE],
    "nobody_in_two_approved_cases": [
        (table, row | ({"application_id": which} if "application_id" in row else {"id": which}))
        for which in (A, E)
        for table, row in [("applications", APPROVED), *PEOPLE]
    ] + [("aid_claims", {"application_id": which, "person_id": D, "released": False}) for which in (A, E)],
    "people_hold_no_other_duty": [
        ("approval_rounds", {"application_id": A, "votes_needed": [1], "roster": 1}), *PEOPLE,
        ("case_duties", {"case_id": A, "person_id": D, "human_id": D, "duty_group": "buy"}),
    ],
    "decreed_people_are_the_group": [
        *CASE, *PEOPLE, ("group_members", {"group_id": B, "person_id": E, "role": "member"}),
        ("aid_claims", {"application_id": A, "person_id": D, "released": False}),
    ],
    "received_by_the_people": [*CASE, *PEOPLE, ("handovers", HANDED | {"roster": 1, "receiver_id": E})],
    "decreed_after_its_vote": [("decree_lines", {"id": B, "application_id": A, "round_id": None})],
    "votes_fit_their_round": [
        ("approval_rounds", {"id": C, "application_id": A, "votes_needed": [1], "snapshot_hash": "x"}),
        ("votes", {"application_id": A, "round_id": C, "snapshot_hash": "y"}),
    ],
    "spent_is_booked": [
        ("decree_lines", {"id": B, "application_id": A, "spent_rupiah": 3}),
        ("decree_bookings", {"decree_line_id": B, "kind": "spent", "amount_rupiah": 2}),
    ],
    "steps_follow": [step("session", None, "draft", 1), step("session", "published", "running", 2)],
    "state_is_the_last_step": [*SESSION, step("session", None, "draft", 1)],
    "history_is_sealed": [step("session", None, "draft", 1)],
    "history_ends_where_it_was_sealed": [
        ("chain_heads", {"id": 1, "seals": 2, "event_id": A, "hash": b"x"}),
        ("event_seals", {"position": 1, "event_id": A, "hash": b"x"}),
    ],
    "corrected_by_two": [("change_requests", {"status": "applied", "made_by": A, "decided_by": A})],
    "versions_have_their_request": [("supplier_versions", {"supplier_id": A, "number": 2, "request_id": B})],
    "suppliers_are_their_last_version": [
        ("suppliers", {"id": A, "nib": "1", "name": "PT Lain", "address": "x", "phone": "x"}),
        ("supplier_versions", {"supplier_id": A, "number": 1, "nib": "1", "name": "PT", "address": "x"}),
    ],
    **MONEY,
    "districts_agree": [*CASE, ("handovers", HANDED | {"district_code": "16.07"})],
}  # fmt: skip
TOLD = [*LIES.items(), *MORE]


@contextmanager
def without_walls(name: str) -> Iterator[Connection]:
    """The tables of the lies without checks, keys or anything that must be said: what a hole would let in."""
    engine = create_engine(driver_url(f"{database.cluster().admin}/{name}"))
    with engine.connect() as connection:
        for table in {table for _, rows in TOLD for table, _ in rows}:
            connection.execute(text(f"CREATE TEMP TABLE {table} AS TABLE public.{table} WITH NO DATA"))
        # It looks nowhere but where its owner says; here at the lies.
        connection.execute(text("ALTER FUNCTION case_look_alikes SECURITY INVOKER SET search_path = pg_temp, public"))
        yield connection
        connection.rollback()
    engine.dispose()


def test_every_invariant_has_a_lie() -> None:
    assert set(LIES) == set(invariants())


@pytest.mark.parametrize(("name", "rows"), TOLD, ids=[name for name, _ in TOLD])
def test_each_lie_is_found(worker_database: str, name: str, rows: Rows) -> None:
    with without_walls(worker_database) as connection:
        query = text(invariants()[name])
        assert connection.execute(query).all() == []
        for table, values in rows:
            connection.execute(METADATA.tables[table].insert().values(**values))
        assert len(connection.execute(query).all()) == 1


async def miscounted(own: Database) -> str:
    """A session whose counter somebody changed by hand."""
    async with own.transaction() as db:
        made = await factories.session(db)
        assert await violations(db) == {}
        await db.execute(text("UPDATE seat_counters SET taken = taken + 1"))
    return str(made.id)


async def test_every_night_somebody_hears_of_it(own: Database, private_database: str) -> None:
    with receiving() as mailbox:
        made = settings_for(private_database, mail_url=mailbox.url, alarm_mail="jaga@uji.id")
        await examine(own, made)
        assert mailbox.taken == []
        session = await miscounted(own)
        await examine(own, made)
        mailbox.replies["jaga@uji.id"] = ["550 Tidak ada"]
        await examine(own, made)  # a mail that is refused stops nothing
    (mail,) = mailbox.to("jaga@uji.id")
    assert mail["Subject"] == "Bimtek perlu diperiksa sekarang"
    assert {"seats_counted", session} <= set(mail.get_content().replace(".", " ").replace(":", " ").split())


async def test_the_command_tells_what_is_untrue_and_which_files_are_spoiled(
    own: Database, private_database: str, tmp_path: Path
) -> None:
    environment = environment_for(private_database, BIMTEK_FILES_DIR=str(tmp_path))
    store = store_of(settings_for(private_database, files_dir=tmp_path))
    about = {"kind": "letter", "media_type": "application/pdf", "name": "surat.pdf", "district": "16.71"}
    async with own.transaction() as db:
        kept = [await files.keep(db, store, SYSTEM, content, **about) for content in (b"satu", b"dua", b"tiga")]
    asked = f"Data: {len(invariants())} hal diperiksa"
    silent = "Pekerja (`bimtek worker`) tidak terdengar sejak semenit: surel, tawaran dan segel berhenti."
    whole = ["Riwayat: 0 mata rantai utuh.", silent, f"{asked}, 0 tidak berlaku.", "Berkas: 0 hilang atau berubah."]
    code, said = output("check", environment, "--files")
    assert (code, said.splitlines()) == (0, whole)
    (tmp_path / name_of(kept[0].sha256)).write_bytes(b"lain")
    (tmp_path / name_of(kept[1].sha256)).unlink()
    session = await miscounted(own)
    code, said = output("check", environment, "--files")
    assert code == 1
    lines = said.splitlines()
    assert lines[2:4] == [f"{asked}, 1 tidak berlaku.", f"  seats_counted: {session}"]
    assert lines[4] == "Berkas: 2 hilang atau berubah."
    assert {each.strip() for each in lines[5:]} == {str(each.id) for each in kept[:2]}
