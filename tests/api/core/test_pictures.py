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


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_a_signature_on_nothing_is_ink_on_white_paper(mode: str) -> None:
    """cases.md 54: a transparent signature became a black box."""
    drawn, out = Image.new("RGBA", (60, 40), (0, 0, 0, 0)), BytesIO()
    drawn.paste((0, 0, 0, 255), (10, 10, 20, 30))
    drawn.convert(mode).save(out, "PNG", **({"transparency": 0} if mode == "P" else {}))
    made, _mark = pictures.signed(out.getvalue())
    with Image.open(BytesIO(made)) as opened:
        grey = opened.convert("L")
        assert (grey.getpixel((50, 35)) > 240, grey.getpixel((15, 20)) < 15) == (True, True)


@pytest.mark.parametrize("colour", [(0, 0, 0, 0), (255, 255, 255, 255), (0, 0, 0, 255), (250, 250, 250, 255)])
def test_an_empty_signature_is_refused(colour: tuple[int, ...]) -> None:
    out = BytesIO()
    Image.new("RGBA", (60, 40), colour).save(out, "PNG")
    with pytest.raises(pictures.BlankSignature):
        pictures.signed(out.getvalue())


def test_sixteen_bits_of_grey_keep_their_shades() -> None:
    """A gradient 0..65535 turned white."""
    ramp, out = Image.new("I;16", (256, 4)), BytesIO()
    for x in range(256):
        for y in range(4):
            ramp.putpixel((x, y), x * 257)
    ramp.save(out, "PNG")
    with Image.open(BytesIO(pictures.made_anew(out.getvalue()))) as made:
        shades = [made.convert("L").getpixel((x, 2)) for x in (0, 64, 128, 192, 255)]
    assert [abs(shade - x) < 6 for shade, x in zip(shades, (0, 64, 128, 192, 255), strict=True)] == [True] * 5


def test_a_photo_taken_lying_down_stands_up() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    with Image.open(BytesIO(pictures.made_anew(picture("JPEG", exif=turned)))) as made:
        assert (made.size, dict(made.getexif())) == ((40, 50), {})


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"heix", b"avif"])
def test_a_photo_of_an_iphone_is_refused_with_the_way_out(brand: bytes) -> None:
    """No reader of HEIC that we may pass on: its coder is under the GPL in the wheels there are."""
    with pytest.raises(pictures.NotReadHere) as caught:
        pictures.made_anew(b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0" + b"\0" * 64)
    assert "Paling Kompatibel" in caught.value.detail
