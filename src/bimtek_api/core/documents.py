"""Documents people send: opened before they are kept, since a file that nobody can read proves nothing."""

from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError, PyPdfError

from bimtek_api.core.errors import Unprocessable
from bimtek_api.core.i18n import N_

MARK, FIRST = b"%PDF-", 1024  # readers look for the mark in the first kilobyte


class BrokenDocument(Unprocessable):
    code = "not_a_document"
    text = N_("PDF ini tidak utuh atau tidak berisi halaman. Simpan atau pindai ulang, lalu kirim lagi.")


class LockedDocument(Unprocessable):
    code = "document_locked"
    text = N_("PDF ini terkunci kata sandi. Simpan tanpa kata sandi, lalu kirim lagi.")


def is_pdf(content: bytes) -> bool:
    """Whether it says so itself: some programs write a few bytes before the mark."""
    return MARK in content[:FIRST]


def expect_whole(content: bytes) -> None:
    """Refuses a PDF that does not open, has no page, or asks for a password. One that only forbids changes opens."""
    begun = content[content.index(MARK) :].rstrip(b"\0")
    try:
        reader = PdfReader(BytesIO(begun))
        if reader.is_encrypted and not reader.decrypt(""):
            raise LockedDocument
        if not len(reader.pages) or reader.pages[0].mediabox is None:
            raise BrokenDocument
    except FileNotDecryptedError as error:
        raise LockedDocument from error
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError) as error:
        raise BrokenDocument from error
