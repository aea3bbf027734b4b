"""`bimtek`: the commands an office and a developer start things with.

Each command is imported when it is chosen: a process that draws pages need not load the worker.
"""

import argparse
import re
import sys
from pkgutil import resolve_name

from pydantic import ValidationError
from pydantic_settings import SettingsError

from bimtek_api.core.shapes import Json

COMMANDS = {
    "up": ("commands.everything:up", "start PostgreSQL, API, web and worker together"),
    "api": ("commands.serving:api", "serve the JSON API"),
    "web": ("commands.serving:web", "serve the pages"),
    "worker": ("commands.work:work", "run the jobs"),
    "migrate": ("commands.upkeep:migrate_database", "bring the schema up to date"),
    "demo": ("commands.upkeep:demo", "add the demo data"),
    "administrator": ("commands.people:administrator", "invite an administrator: the first two, or after a loss"),
    "integrator": ("commands.integrators:integrator", "give another system a key, or take it back"),
    "keys": ("commands.keys:rotate", "seal personal data anew with the current key"),
    "tombstones": ("commands.tombstones:tombstones", "write who was erased to a file, or erase them again"),
    "healthy": ("commands.health:healthy", "whether a process does its work; for a container's health check"),
    "codes": ("commands.upkeep:codes", "print the demo officers' one-time codes"),
    "check": ("commands.upkeep:check", "verify the history and what must hold of the data"),
}
NEEDED: Json = {"required": True}
OPTIONS: dict[str, dict[str, Json]] = {
    "migrate": {"--down": {"type": int, "default": 0, "help": "go back this many steps instead"}},
    "administrator": {"--email": NEEDED, "--name": NEEDED, "--position": NEEDED},
    "healthy": {"process": {"nargs": "?", "choices": ("api", "web", "worker")}},
    "integrator": {
        "--name": {},
        "--scope": {"action": "append", "choices": ("read", "register")},
        "--region": {},
        "--days": {"type": int, "default": 365},
        "--revoke": {"help": "the number of a key"},
    },
    "keys": {"what": {"choices": ("rotate",)}},
    "tombstones": {"what": {"choices": ("write", "replay")}, "file": {}},
    "check": {
        "--anchors": {"help": "the file of heads kept outside the database"},
        "--files": {"action": "store_true", "help": "read every file too"},
    },
}


def main() -> int:
    """Runs one command; its exit status is the process's."""
    parser = argparse.ArgumentParser(prog="bimtek", description=__doc__)
    chosen = parser.add_subparsers(required=True)
    for name, (place, words) in COMMANDS.items():
        one = chosen.add_parser(name, help=words)
        one.set_defaults(place=place)
        for option, about in OPTIONS.get(name, {}).items():
            one.add_argument(option, **about)
    given = parser.parse_args()
    try:
        return resolve_name(f"bimtek_api.{given.place}")(given)
    except ValidationError as error:  # of the settings: nothing else is validated out here
        for fault in error.errors(include_input=False, include_url=False):
            place = "".join(f"BIMTEK_{part}: ".upper() for part in fault["loc"][:1])
            sys.stderr.write(f"{place}{fault['msg'].removeprefix('Value error, ')}\n")
        return 2
    except SettingsError as error:
        unread = re.search(r'field "(\w+)"', str(error))
        sys.stderr.write(f"BIMTEK_{unread[1].upper()}: bukan JSON yang utuh.\n" if unread else f"{error}\n")
        return 2
    except Exception as error:
        said = resolve_name("bimtek_api.commands.faults:told")(error)
        if said is None:
            raise
        sys.stderr.write(f"{said}\n")
        return 1


if __name__ == "__main__":
    raise SystemExit(main())
