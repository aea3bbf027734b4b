"""PDFs as people send them: whole, locked, with something before or after."""

from io import BytesIO

from pypdf import PdfWriter


def pdf(pages: int = 1, **lock: str) -> bytes:
    writer, out = PdfWriter(), BytesIO()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    if lock:
        writer.encrypt(lock.get("user_password", ""), lock.get("owner_password"), algorithm="AES-256")
    writer.write(out)
    return out.getvalue()
