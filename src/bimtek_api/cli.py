"""`bimtek`: the commands an office and a developer start things with.

Each command is imported when it is chosen: a process that draws pages need not load the worker.
"""

import argparse
from pkgutil import resolve_name

COMMANDS = {
    "up": ("commands.everything:up", "start PostgreSQL, API, web and worker together"),
    "api": ("commands.serving:api", "serve the JSON API"),
    "web": ("commands.serving:web", "serve the pages"),
    "worker": ("commands.work:work", "run the jobs"),
    "migrate": ("commands.upkeep:migrate_database", "bring the schema up to date"),
    "demo": ("commands.upkeep:demo", "add the demo data"),
    "administrator": ("commands.people:administrator", "invite an administrator: the first two, or after a loss"),
    "codes": ("commands.upkeep:codes", "print the demo officers' one-time codes"),
    "check": ("commands.upkeep:check", "verify the history"),
}
OPTIONS = {"administrator": ("email", "name", "position")}


def main() -> int:
    """Runs one command; its exit status is the process's."""
    parser = argparse.ArgumentParser(prog="bimtek", description=__doc__)
    chosen = parser.add_subparsers(required=True)
    for name, (place, words) in COMMANDS.items():
        one = chosen.add_parser(name, help=words)
        one.set_defaults(place=place)
        for option in OPTIONS.get(name, ()):
            one.add_argument(f"--{option}", required=True)
        if name == "migrate":
            one.add_argument("--down", type=int, default=0, help="go back this many steps instead")
    given = parser.parse_args()
    return resolve_name(f"bimtek_api.{given.place}")(given)


if __name__ == "__main__":
    raise SystemExit(main())
