"""Pictures no two of which are alike."""

from io import BytesIO
from uuid import uuid4

from PIL import Image


def drawn(width: int = 40, height: int = 30) -> Image.Image:
    """White paper with ink, no two alike."""
    picture = Image.new("RGB", (width, height), "white")
    ink = uuid4().int
    for x in range(width):
        for y in range(0, height, 8):
            if ink >> (x + y * 4) % 120 & 1:
                picture.paste((20, 20, 20), (x, y, x + 1, y + 6))
    return picture


def photo_with_place() -> bytes:
    """A small JPEG that tells where it was taken."""
    picture, out = drawn(), BytesIO()
    exif = picture.getexif()
    exif.get_ifd(0x8825)[1] = "S"
    exif[0x010F] = "Kamera Uji"
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()
