"""The pictures of states are those of the code."""

from tools import diagrams


def test_the_pictures_are_those_of_the_transition_tables() -> None:
    drawn = {path.name: path.read_text() for path in diagrams.FOLDER.glob("*.md")}
    assert drawn == diagrams.documents(), "`make diagrams` draws them again"


def test_every_arrow_of_every_table_is_drawn() -> None:
    drawn = "".join(diagrams.documents().values())
    for _room, _name, workflow in diagrams.workflows():
        for arrow in workflow.transitions:
            assert all(f"    {source} --> {arrow.target}: {arrow.action}\n" in drawn for source in arrow.sources)
