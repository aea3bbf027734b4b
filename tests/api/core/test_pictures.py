"""Nothing of a picture's file stays in the one that is made of it (integrity.md 7, attacked again)."""

from io import BytesIO

import pytest
from PIL import Image

from bimtek_api.core import pictures

SECRET = b"<script>alert(1)</script> -2.990934, 104.756554"


def picture(kind: str, **more: object) -> bytes:
    out = BytesIO()
    Image.new("RGB", (50, 40), "red").save(out, kind, **more)
    return out.getvalue()


@pytest.mark.parametrize(("kind", "named"), [("JPEG", "comment"), ("JPEG", "exif"), ("JPEG", "icc_profile"),
                                             ("JPEG", "xmp"), ("PNG", "icc_profile")])  # fmt: skip
def test_what_travels_beside_the_points_is_left_behind(kind: str, named: str) -> None:
    """A comment of 64 KB, whatever stood in it, was written again."""
    content = b"Exif\0\0" + SECRET if named == "exif" else SECRET
    sent = picture(kind, **{named: content})
    made = pictures.made_anew(sent)
    assert SECRET not in made
    with Image.open(BytesIO(made)) as opened:
        assert (opened.format, opened.size, set(opened.info) & {"comment", "exif", "xmp", "icc_profile"}) == (
            "JPEG", (50, 40), set(),
        )  # fmt: skip


@pytest.mark.parametrize("kind", ["TIFF", "BMP", "WEBP", "GIF", "ICO", "PPM"])
def test_no_other_kind_of_picture_is_opened(kind: str) -> None:
    with pytest.raises(pictures.NotAPicture):
        pictures.made_anew(picture(kind))
