"""cases.md 57: a PDF is opened before it is kept, and who sends one that nobody can read is told why."""

import pytest

from bimtek_api.core.documents import BrokenDocument, LockedDocument
from bimtek_api.core.errors import Refusal
from bimtek_api.files import service
from tests.documents import pdf

PLAIN = pdf()


@pytest.mark.parametrize(
    "content",
    [
        PLAIN, b"\xef\xbb\xbf" + PLAIN, b"x" * 200 + PLAIN, PLAIN + b"\0" * 5000, PLAIN + b"\r\n",
        pdf(owner_password="kunci"),
    ],
    ids=["plain", "BOM", "200 bytes before", "NULs after", "line end after", "owner password"],
)  # fmt: skip
async def test_a_document_that_readers_open_is_kept_as_it_came(content: bytes) -> None:
    assert await service.judged(content, picture_only=False) == (content, "application/pdf", "pdf")


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (pdf(user_password="rahasia"), LockedDocument), (b"%PDF-1.4 %%EOF", BrokenDocument), (pdf(0), BrokenDocument),
        (PLAIN[: len(PLAIN) // 2], BrokenDocument), (b"%PDF-1.7\n" + b"<<" * 5000 + b"\n%%EOF", BrokenDocument),
    ],
    ids=["user password", "14 bytes", "no page", "half", "nothing inside"],
)  # fmt: skip
async def test_a_document_nobody_can_read_is_refused_with_its_reason(content: bytes, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal) as caught:
        await service.judged(content, picture_only=False)
    assert ("terkunci kata sandi" in caught.value.detail) is (refusal is LockedDocument)


async def test_a_mark_beyond_the_first_kilobyte_is_none() -> None:
    with pytest.raises(Refusal) as caught:
        await service.judged(b"x" * 2000 + PLAIN, picture_only=False)
    assert caught.value.code == "not_a_document"
