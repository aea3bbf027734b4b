"""The whole OpenAPI asked at random, as the public, an officer and a key: never a 5xx."""

import os
import sys
from collections import Counter

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings

from bimtek_api.demo.officers import API_KEY
from tests import database
from tests.conftest import environment_for
from tests.servers import command, running

EXAMPLES = int(os.environ.get("BIMTEK_FUZZ", "200"))
ALL = list(HealthCheck)
pytestmark = pytest.mark.drill


@pytest.fixture(scope="module")
def api():
    database.cluster().copy("fuzz")
    environment = environment_for("fuzz", BIMTEK_DEMO="1", BIMTEK_ENVIRONMENT="production")
    command("demo", environment)
    with running(environment) as live:
        yield schemathesis.openapi.from_url(f"{live.api}/openapi.json")
    database.cluster().drop("fuzz")


def fuzz(operation: schemathesis.schemas.APIOperation, count: Counter) -> None:
    """Asks one operation at random, as the public and with the key."""

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=ALL)
    @given(case=operation.as_strategy())
    def ask(case: schemathesis.Case) -> None:
        for headers in ({}, {"Authorization": f"Bearer {API_KEY}"}):
            answer = case.call(headers=headers)
            count[answer.status_code] += 1
            assert answer.status_code < 500, f"{case.method} {case.path}: {answer.status_code}"

    ask()


def test_no_input_breaks_the_server(api: schemathesis.BaseSchema) -> None:
    count: Counter = Counter()
    for found in api.get_all_operations():
        fuzz(found.ok(), count)
    sys.stdout.write(f"{sum(count.values())} requests: {dict(count)}\n")
    assert count[200] > 100
    assert count[422] > 100
