"""The first administrators come from the command line, each with a link of her own."""

import pyotp
from httpx import ASGITransport, AsyncClient

from bimtek_api.core.db import Database
from bimtek_api.main import create_app
from tests import factories
from tests.conftest import environment_for, settings_for
from tests.keys import HOOKS
from tests.servers import output

NAMED = ("--name", "Nadia Puspita", "--position", "Administrator")


async def test_whoever_is_invited_at_the_command_line_administers(own: Database, private_database: str) -> None:
    environment = environment_for(private_database)
    first = output("administrator", environment, "--email", "Nadia@uji.id", *NAMED)
    again = output("administrator", environment, "--email", "nadia@uji.id", *NAMED)  # the first link was lost
    assert (first[0], again[0]) == (0, 0)
    lost, token = (said.strip().rsplit("/", 1)[1] for _, said in (first, again))
    app = create_app(settings_for(private_database), own)
    async with AsyncClient(transport=ASGITransport(app), base_url="http://api", event_hooks=HOOKS) as client:
        assert (await client.post("/v1/enrolments/views", json={"token": lost})).status_code == 404
        shown = (await client.post("/v1/enrolments/views", json={"token": token})).json()
        code = pyotp.TOTP(shown["totp_secret"]).now()
        done = {"token": token, "password": "kuda besi terbang malam 71", "code": code}
        done["nik"] = factories.nik(1)
        paper = (await client.post("/v1/enrolments/completions", json=done)).json()["codes"][0]
        body = {"email": "nadia@uji.id", "password": done["password"], "code": paper}
        login = (await client.post("/v1/logins", json=body)).json()
        headers = {"Authorization": f"Bearer {login['token']}"}
        officers = (await client.get("/v1/officers", headers=headers)).json()["items"]
    assert [(each["email"], each["roles"]) for each in officers] == [
        ("nadia@uji.id", ["Administrator, seluruh Indonesia"])
    ]
