"""The states of every record as pictures: `docs/states/` is drawn from the transition tables, and a test compares.

Usage: python -m tools.diagrams
"""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from bimtek_api.core.workflow import Transition, Workflow

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs/states"
HEAD = """# States: {wing}

Drawn from the transition tables (`workflow.py` of each room) by `make diagrams`; what an arrow asks for stands there.
Where nothing leads to a state the record begins in it, or it is reached by something that is no act on this record.
Where nothing leads away, it ends.
"""


def workflows() -> Iterator[tuple[str, str, Workflow]]:
    """Room, name of the table in it, and the table: the order of the files."""
    for path in sorted((ROOT / "src/bimtek_api").rglob("workflow.py")):
        room = ".".join(path.relative_to(ROOT / "src").with_suffix("").parts)
        for name, each in vars(import_module(room)).items():
            if isinstance(each, Workflow):
                yield room.removeprefix("bimtek_api.").removesuffix(".workflow"), name, each


def arrows(transitions: tuple[Transition, ...]) -> list[str]:
    """One line for each pair of states and act, in the order of the states as they are declared."""
    found = {}
    for each in transitions:
        order = list(type(each.target))
        for source in sorted(each.sources, key=order.index):
            found[str(source), str(each.target), each.action] = f"    {source} --> {each.target}: {each.action}"
    return list(found.values())


def ends(transitions: tuple[Transition, ...]) -> tuple[list[str], list[str]]:
    """Where a record begins and where it ends, as far as the table alone can say."""
    sources = {str(source) for each in transitions for source in each.sources}
    targets = {str(each.target) for each in transitions}
    declared = [str(each) for each in type(transitions[0].target)]
    begins = [each for each in declared if each in sources - targets]
    return begins, [each for each in declared if each in targets - sources]


def picture(workflow: Workflow) -> str:
    first, last = ends(workflow.transitions)
    lines = [*(f"    [*] --> {each}" for each in first), *arrows(workflow.transitions)]
    return "\n".join(["stateDiagram-v2", *lines, *(f"    {each} --> [*]" for each in last)])


def documents() -> dict[str, str]:
    """File name and content, one page for each wing. Tables of one room that have the same arrows share a picture."""
    named: dict[tuple[str, str], list[str]] = {}
    for room, name, workflow in workflows():
        named.setdefault((room, picture(workflow)), []).append(name.lower())
    pages: dict[str, str] = {}
    for (room, drawn), names in named.items():
        wing = "-".join(room.split(".")[: 2 if room.startswith("grants.") else 1])
        title = room.replace(".", " › ") + ("" if names == ["workflow"] else f": {', '.join(names)}")
        page = pages.setdefault(f"{wing}.md", HEAD.format(wing=wing.replace("-", ", ")))
        pages[f"{wing}.md"] = page + f"\n## {title}\n\n```mermaid\n{drawn}\n```\n"
    return pages


if __name__ == "__main__":
    for page, content in documents().items():
        (FOLDER / page).write_text(content)
