"""The whole OpenAPI asked at random, as the public, a key, and one officer of every role: never a 5xx."""

import os
import sys
from collections import Counter

import httpx
import pyotp
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings

from bimtek_api.demo.officers import API_KEY, OFFICERS, PASSWORD
from tests import database
from tests.conftest import environment_for
from tests.servers import Live, command, running

EXAMPLES = int(os.environ.get("BIMTEK_FUZZ", "5"))  # for each operation and each caller
ALL = list(HealthCheck)
pytestmark = pytest.mark.drill


@pytest.fixture(scope="module")
def live():
    database.cluster().copy("fuzz")
    environment = environment_for("fuzz", BIMTEK_DEMO="1", BIMTEK_ENVIRONMENT="production")
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


def fuzz(operation: schemathesis.schemas.APIOperation, headers: dict[str, str], count: Counter) -> None:
    """Asks one operation at random as one caller. What would end her own log-in is asked by nobody."""

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=ALL, database=None)
    @given(case=operation.as_strategy())
    def ask(case: schemathesis.Case) -> None:
        answer = case.call(headers=headers)
        count[answer.status_code] += 1
        assert answer.status_code < 500, f"{case.method} {case.path}: {answer.status_code}"

    ask()


def test_no_input_breaks_the_server(live: Live) -> None:
    api, count = schemathesis.openapi.from_url(f"{live.api}/openapi.json"), Counter()
    operations = [each.ok() for each in api.get_all_operations()]
    for headers in callers(live.api).values():
        for operation in operations:
            if (operation.method.upper(), operation.path) != ("DELETE", "/v1/logins/current"):
                fuzz(operation, headers, count)
    sys.stdout.write(f"{sum(count.values())} requests: {dict(count)}\n")
    assert count[200] > 100
    assert count[422] > 100
