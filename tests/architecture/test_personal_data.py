"""docs/personal-data.md is what the columns say of themselves."""

from tools import personal_data

from bimtek_api import tables


def test_the_page_of_personal_data_is_the_register() -> None:
    assert tables.METADATA.tables
    assert personal_data.FILE.read_text() == personal_data.page(), "`make personal-data` writes it again"
