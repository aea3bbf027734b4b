"""What officers and duties from before officers gave their national id become (integrity.md 1)."""

import psycopg

from bimtek_api.local.database import migrate
from tests import database


def steps_back() -> int:
    """How many migrations there are since officers are humans, with that one."""
    following, last, count = {}, "officers_are_humans", 1
    for path in (database.ROOT / "migrations/versions").glob("*.py"):
        names = dict(line.split(" = ", 1) for line in path.read_text().splitlines() if "revision = " in line[:16])
        following[names["down_revision"].strip('"')] = names["revision"].strip('"')
    while last := following.get(last):
        count += 1
    return count


def test_what_was_there_before_stays_and_is_listed(private_database: str) -> None:
    """Old data: doubled and misshapen NIPs are listed, duties of unknown officers are marked."""
    url = f"{database.cluster().owner}/{private_database}"
    migrate(database.ROOT, url, down=steps_back())
    with psycopg.connect(url) as connection:
        ids = [connection.execute("INSERT INTO identities DEFAULT VALUES RETURNING id").fetchone() for _ in range(3)]
        nips = ("1985 07082010012005"[:18], "198507082010012005", "198507082010012005")
        for number, (person, nip) in enumerate(zip(ids, nips, strict=True)):
            connection.execute(
                "INSERT INTO officers (person_id, email, name, position, nip) VALUES (%s, %s, 'Uji', 'Staf', %s)",
                (person and person[0], f"lama{number}@uji.id", nip),
            )
        connection.execute(
            "INSERT INTO case_duties (case_id, person_id, duty_group, declared_free) SELECT uuidv7(), person_id,"
            " 'desk', true FROM officers"
        )
    migrate(database.ROOT, url)
    with psycopg.connect(url) as connection:
        kept = connection.execute("SELECT email, nip FROM officers ORDER BY email").fetchall()
        listed = connection.execute("SELECT nip, why FROM nip_findings ORDER BY why").fetchall()
        duties = connection.execute(
            "SELECT DISTINCT identity_known, human_id = person_id FROM case_duties"
        ).fetchall()
    assert kept == [("lama0@uji.id", None), ("lama1@uji.id", nips[1]), ("lama2@uji.id", None)]
    assert listed == [(nips[2], "double"), (nips[0], "shape")]
    assert duties == [(False, True)]


def test_two_humans_with_duties_in_one_case_are_not_made_one(private_database: str) -> None:
    """The account keeps its history, and nothing is changed: administrators look."""
    url = f"{database.cluster().owner}/{private_database}"
    with psycopg.connect(url) as connection:
        connection.execute("ALTER TABLE case_duties DISABLE TRIGGER USER")
        person, account = (
            connection.execute(
                "INSERT INTO identities (nik_index, nik_sealed, nik_last4) VALUES (%s, %s, %s) RETURNING id", marks
            ).fetchone()
            for marks in ((b"nik", b"nik", "1234"), (None, None, None))
        )
        assert person
        assert account
        connection.execute(
            "INSERT INTO officers (person_id, email, name, position, password_hash)"
            " VALUES (%s, 'a@b.id', 'A', 'B', 'x')",
            account,
        )
        for who, duty in ((person[0], "applicant"), (account[0], "desk")):
            connection.execute(
                "INSERT INTO case_duties (case_id, person_id, human_id, duty_group, declared_free)"
                " VALUES ('01900000-0000-7000-8000-000000000000', %s, %s, %s, true)", (who, who, duty),
            )  # fmt: skip
        asked = "SELECT outcome FROM confirm_officer(%s, %s, %s, %s)"
        assert connection.execute(asked, (account[0], b"nik", b"nik", "1234")).fetchone() == ("clash",)
        assert connection.execute("SELECT count(*) FROM identities WHERE same_as IS NOT NULL").fetchone() == (0,)
