"""A PostgreSQL server of our own for `make run` and the tests: loopback only, one data folder per clone.

It is told apart from strangers by logging in with its own password and asking for its data folder; a process id
in a file is never believed. What is needed to reach it again is kept in `<var>/postgres.json` (0600).
"""

import hashlib
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg
from psycopg import sql

from bimtek_api.core.shapes import Json
from bimtek_api.local import program

START_SECONDS = 60
SUPERUSER, OWNER, LOGIN = "postgres", "bimtek_owner", "bimtek_login"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "log_min_messages": "fatal",
    "log_statement": "none",
}
ROLES = Path(__file__).with_name("roles.sql")
ROLE, SAID = re.compile(r"^(?=CREATE ROLE (\w+))(.+?);$", re.MULTILINE), re.compile(r":'\w+'")
FAST_AND_LOSE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class CannotStart(RuntimeError):
    """The server did not come up; the message names its log."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


class LocalPostgres:
    """One server with the roles the house needs. `durable=False` is for data that may be lost: tests."""

    def __init__(self, var: Path, *, durable: bool = True) -> None:
        self.var = var.resolve()
        self.durable = durable
        self.note = self.var / "postgres.json"
        self.program = program.find()
        place = hashlib.sha256(str(self.var).encode()).hexdigest()[:12]
        self.home = program.SHARED / place if self.program.user else self.var / "postgres"
        self.data = self.home / "data"
        self.log = self.home / "server.log"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def facts(self) -> Json:
        """Port and passwords; made at the first start."""
        return json.loads(self.note.read_text()) if self.note.exists() else {}

    def url(self, role: str, database: str = "bimtek") -> str:
        facts = self.facts
        return f"postgresql://{role}:{facts['passwords'][role]}@127.0.0.1:{facts['port']}/{database}"

    def start(self) -> None:
        """Starts the server, or finds it running. Raises CannotStart."""
        self.var.mkdir(parents=True, exist_ok=True)
        self.program.own(self.home)
        if not (self.data / "PG_VERSION").exists() or not self.facts:
            self.create()
        if self.is_running():
            return
        self.forget_stale()
        if not is_free(self.facts["port"]):
            self.write(self.facts | {"port": free_port()})
        self.launch()
        self.ensure_roles()

    def create(self) -> None:
        """A new cluster with fresh passwords; a half-made one is thrown away."""
        shutil.rmtree(self.data, ignore_errors=True)
        passwords = {role: secrets.token_urlsafe(24) for role in (SUPERUSER, OWNER, LOGIN)}
        self.write({"port": free_port(), "passwords": passwords})
        secret = self.home / "password"
        secret.write_text(passwords[SUPERUSER])
        if self.program.user:
            shutil.chown(secret, self.program.user)
        made = self.call(
            "initdb", "-D", str(self.data), "-U", SUPERUSER, "-A", "scram-sha-256", f"--pwfile={secret}",
            "-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-instructions",
            *([] if self.durable else ["--no-sync"]),
        )  # fmt: skip
        secret.unlink()
        if made.returncode:
            raise CannotStart(f"initdb failed: {made.stderr.strip()[-400:]}")

    def launch(self) -> None:
        chosen = SETTINGS | ({} if self.durable else FAST_AND_LOSE) | {"port": str(self.facts["port"])}
        options = " ".join(f"-c {name}='{value}'" for name, value in chosen.items())
        started = self.call(
            "pg_ctl",
            "start",
            "-D",
            str(self.data),
            "-l",
            str(self.log),
            "-w",
            "-t",
            str(START_SECONDS),
            "-o",
            options,
        )
        if started.returncode or not self.is_running():
            raise CannotStart(f"PostgreSQL did not start; see {self.log}")

    def stop(self) -> None:
        """Stops the server if it is ours."""
        if self.is_running():
            self.call("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w", "-t", str(START_SECONDS))

    def is_running(self) -> bool:
        """True when our server answers at our port with our data folder."""
        if not self.facts:
            return False
        try:
            with psycopg.connect(self.url(SUPERUSER, "postgres"), connect_timeout=2) as connection:
                row = connection.execute("SHOW data_directory").fetchone()
        except psycopg.Error:
            return False
        return row is not None and Path(row[0]) == self.data

    def forget_stale(self) -> None:
        """Removes the pid file of a server that is gone, when its number now belongs to somebody else or nobody."""
        lock = self.data / "postmaster.pid"
        if not lock.exists():
            return
        number = lock.read_text().split("\n", 1)[0].strip()
        shown = subprocess.run(["ps", "-p", number, "-o", "args="], capture_output=True, text=True, check=False)
        if str(self.data) not in shown.stdout:
            lock.unlink(missing_ok=True)

    def ensure_roles(self) -> None:
        """The roles an office makes by `roles.sql`, by the same file."""
        passwords = self.facts["passwords"]
        with psycopg.connect(self.url(SUPERUSER, "postgres"), autocommit=True) as connection:
            known = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles").fetchall()}
            for role, statement in ROLE.findall(ROLES.read_text()):
                if role not in known:
                    password = sql.Literal(passwords.get(role)).as_string(connection)
                    connection.execute(SAID.sub(lambda _, said=password: said, statement).encode())

    def ensure_database(self, name: str) -> None:
        """A database owned by the owner role."""
        with psycopg.connect(self.url(SUPERUSER, "postgres"), autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
                text = sql.SQL("CREATE DATABASE {} OWNER {}")
                connection.execute(text.format(sql.Identifier(name), sql.Identifier(OWNER)))

    def call(self, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs one of PostgreSQL's programs, out of reach of the terminal's Ctrl-C."""
        clean = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        with (self.var / "postgres.out").open("w+") as out:
            done = subprocess.run(
                self.program.command(name, *arguments), cwd="/", env=clean | {"HOME": str(self.home)}, text=True,
                stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, start_new_session=True, check=False,
            )  # fmt: skip
            out.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, "", out.read())

    def write(self, facts: Json) -> None:
        draft = self.note.with_suffix(".new")
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(facts))
        draft.rename(self.note)
