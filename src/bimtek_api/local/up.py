"""`make run`: PostgreSQL, schema, regions, demo data, API, web and worker; stopped together by Ctrl-C."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pyotp

from bimtek_api.demo.officers import API_KEY, PASSWORD, accounts
from bimtek_api.demo.seed import DemoRefused
from bimtek_api.local import keys
from bimtek_api.local.database import prepare
from bimtek_api.local.postgres import LOGIN, OWNER, LocalPostgres, is_free
from bimtek_api.settings import Settings

PATIENCE = 60  # seconds in which nothing at all moves
TELL = 10
STOP_SECONDS = 15


class Stopped(Exception):
    """Somebody asked us to stop."""


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def ask_to_stop(number: int, frame: object) -> None:
    raise Stopped


def environment(var: Path, server: LocalPostgres | None) -> dict[str, str]:
    """This clone's settings; whatever is set outside wins."""
    made = keys.development(var) | {
        "BIMTEK_DEMO": "1" if server else "0",  # an office's own database gets no public passwords unasked
        "BIMTEK_DEMO_WORLD": "1",
        "BIMTEK_API_PORT": "8000",
        "BIMTEK_WEB_PORT": "8080",
        "BIMTEK_MAIL_URL": f"folder:{var}/mail",
    }
    if server:
        made |= {"BIMTEK_DATABASE_URL": server.url(LOGIN), "BIMTEK_OWNER_DATABASE_URL": server.url(OWNER)}
    chosen = made | {name: value for name, value in os.environ.items() if name.startswith("BIMTEK_")}
    api, web = chosen["BIMTEK_API_PORT"], chosen["BIMTEK_WEB_PORT"]
    return {"BIMTEK_API_URL": f"http://127.0.0.1:{api}", "BIMTEK_WEB_URL": f"http://localhost:{web}"} | chosen


def expect_free(name: str, port: str) -> None:
    if not is_free(int(port)):
        say(f"Port {port} sudah dipakai program lain. Pilih port lain, misalnya: {name}={int(port) + 100} make run")
        raise SystemExit(1)


def launch(settings: dict[str, str]) -> dict[str, subprocess.Popen[bytes]]:
    """The three processes, each in a session of its own so that Ctrl-C reaches them through us only."""
    return {
        name: subprocess.Popen(
            [sys.executable, "-m", "bimtek_api.cli", name], env=os.environ | settings, start_new_session=True
        )
        for name in ("api", "web", "worker")
    }


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - our own loopback address
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def dead(children: dict[str, subprocess.Popen[bytes]]) -> str | None:
    return next((name for name, child in children.items() if child.poll() is not None), None)


def worked(child: subprocess.Popen[bytes]) -> float:
    """Processor time a child has had, in clock ticks; where it cannot be read, time itself."""
    try:
        words = Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return time.monotonic()
    return float(words[11]) + float(words[12])


def wait_ready(children: dict[str, subprocess.Popen[bytes]], addresses: dict[str, str]) -> None:
    """Waits as long as something moves, however slow the machine, and says for what."""
    waiting, moved, told, before = dict(addresses), time.monotonic(), time.monotonic(), -1.0
    while waiting := {name: address for name, address in waiting.items() if not answers(address)}:
        now, done = time.monotonic(), sum(worked(child) for child in children.values())
        if done > before:
            moved, before = now, done
        if name := dead(children):
            raise SystemExit(f"{name} berhenti sendiri sebelum siap; pesannya ada di atas.")
        if now - moved > PATIENCE:
            raise SystemExit(
                f"{', '.join(waiting)}: tidak siap, dan tidak ada yang bergerak selama {PATIENCE} detik."
            )
        if now - told > TELL:
            told = now
            say(f"  menunggu {', '.join(waiting)} …")
        time.sleep(0.05)


def stop(children: dict[str, subprocess.Popen[bytes]]) -> None:
    """Asks all of them at once, then insists."""
    for child in children.values():
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    for child in children.values():
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)


def greet(settings: dict[str, str], seconds: float) -> None:
    say(f"\nBimtek siap dalam {seconds:.1f} detik.")
    say(f"  Halaman  http://localhost:{settings['BIMTEK_WEB_PORT']}")
    say(f"  API      http://localhost:{settings['BIMTEK_API_PORT']}/docs")
    if settings["BIMTEK_MAIL_URL"].startswith("folder:"):
        say(f"  Surel    {settings['BIMTEK_MAIL_URL'].removeprefix('folder:')} (tidak dikirim, hanya ditulis)")
    if settings["BIMTEK_DEMO"] == "1":
        say(f"\nMode latihan. Petugas contoh (kata sandi semua: {PASSWORD}):")
        for email, words, seed in accounts():
            say(f"  {email:24} {words:36} TOTP {seed}  kode sekarang {pyotp.TOTP(seed).now()}")
        say(f"  Kunci API contoh: {API_KEY}")
        say("  Kode baru kapan saja: make codes")
    say("\nCtrl-C menghentikan semuanya.")


def serve(root: Path, settings: dict[str, str], began: float) -> int:
    for name in ("BIMTEK_API_PORT", "BIMTEK_WEB_PORT"):
        expect_free(name, settings[name])
    os.environ.update(settings)
    try:
        prepare(root, Settings(), lambda done: say(f"- {done}"))
    except DemoRefused as no:
        say(str(no))
        return 1
    children = launch(settings)
    try:
        addresses = {"api": settings["BIMTEK_API_URL"], "web": f"http://127.0.0.1:{settings['BIMTEK_WEB_PORT']}"}
        wait_ready(children, {name: f"{address}/readyz" for name, address in addresses.items()})
        greet(settings, time.monotonic() - began)
        while (name := dead(children)) is None:
            time.sleep(0.3)
        say(f"Proses {name} berhenti sendiri; semuanya dihentikan.")
        return 1
    finally:
        stop(children)


def up(root: Path) -> int:
    """Runs everything until it is told to stop; 0 after Ctrl-C or SIGTERM."""
    began = time.monotonic()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, ask_to_stop)
    var = root / "var"
    server = None if os.environ.get("BIMTEK_DATABASE_URL") else LocalPostgres(var)
    try:
        if server:
            server.start()
            server.ensure_database("bimtek")
        return serve(root, environment(var, server), began)
    except Stopped:
        say("Berhenti.")
        return 0
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        if server:
            server.stop()
