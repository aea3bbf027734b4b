"""The whole OpenAPI asked at random, as the public, a key, and one officer of every role: never a 5xx.

Every run asks the same questions as a few callers; the drill asks new ones as all of them.
"""

import os
import sys
from collections import Counter
from collections.abc import Iterable

import httpx
import pyotp
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings

from bimtek_api.access.roles import Role
from bimtek_api.demo.officers import API_KEY, OFFICERS, PASSWORD
from tests import database
from tests.conftest import environment_for
from tests.servers import Live, command, running

EXAMPLES = int(os.environ.get("BIMTEK_FUZZ", "5"))  # for each operation and each caller
PLAIN = settings(deadline=None, suppress_health_check=list(HealthCheck), database=None)
SAME, NEW = settings(PLAIN, max_examples=1, derandomize=True), settings(PLAIN, max_examples=EXAMPLES)
ALWAYS = ("public", "key", Role.DISTRICT_OFFICER, Role.ADMINISTRATOR)


@pytest.fixture(scope="module")
def live():
    database.cluster().copy("fuzz")
    environment = environment_for("fuzz", BIMTEK_DEMO="1")
    command("demo", environment)
    with running(environment) as started:
        yield started
    database.cluster().drop("fuzz")


def callers(base: str) -> dict[str, dict[str, str]]:
    """Headers of the public, of a key, and of one officer of every role, who proved herself just now."""
    found = {"public": {}, "key": {"Authorization": f"Bearer {API_KEY}"}}
    for officer in {each.role: each for each in OFFICERS}.values():
        body = {"email": officer.email, "password": PASSWORD, "code": pyotp.TOTP(officer.totp_secret).now()}
        answer = httpx.post(f"{base}/v1/logins", json=body)
        assert answer.status_code == 201, answer.text
        found[officer.role] = {"Authorization": f"Bearer {answer.json()['token']}"}
    return found


def fuzz(
    operation: schemathesis.schemas.APIOperation, headers: dict[str, str], count: Counter, how: settings
) -> None:
    """Asks one operation at random as one caller."""

    @how
    @given(case=operation.as_strategy())
    def ask(case: schemathesis.Case) -> None:
        answer = case.call(headers=headers)
        count[answer.status_code] += 1
        assert answer.status_code < 500, f"{case.method} {case.path}: {answer.status_code}"

    ask()


def answers(live: Live, headers: Iterable[dict[str, str]], how: settings) -> Counter:
    """How often each status came. What would end the caller's own log-in is asked by nobody."""
    api, count = schemathesis.openapi.from_url(f"{live.api}/openapi.json"), Counter()
    operations = [each.ok() for each in api.get_all_operations()]
    for one in headers:
        for operation in operations:
            if (operation.method.upper(), operation.path) != ("DELETE", "/v1/logins/current"):
                fuzz(operation, one, count, how)
    return count


@pytest.mark.race
def test_the_same_questions_break_nothing(live: Live) -> None:
    known = callers(live.api)
    count = answers(live, [known[name] for name in ALWAYS], SAME)
    assert sum(count.values()) > 1_000
    assert count[200] > 50


@pytest.mark.drill
def test_no_input_breaks_the_server(live: Live) -> None:
    count = answers(live, callers(live.api).values(), NEW)
    sys.stdout.write(f"{sum(count.values())} requests: {dict(count)}\n")
    assert count[200] > 100
    assert count[422] > 100
