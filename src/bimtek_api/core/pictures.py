"""Pictures people send, made anew: nothing of the file itself is kept."""

import hashlib
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from bimtek_api.core.errors import Unprocessable
from bimtek_api.core.i18n import N_

MOST_PIXELS, SIDE = 40_000_000, 2000
PLAIN = ("RGB", "L", "CMYK", "YCbCr")
HEIC = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"}
LEAST_CONTRAST = 48  # of 255, between paper and ink


class NotAPicture(Unprocessable):
    code = "not_a_picture"
    text = N_("Berkas ini bukan foto JPEG atau PNG yang utuh. Ambil fotonya sekali lagi.")


class NotReadHere(Unprocessable):
    code = "picture_heic"
    text = N_(
        "Foto ini berjenis HEIC dari iPhone. Buka Pengaturan, Kamera, Format, pilih Paling Kompatibel, lalu ambil"
        " lagi; atau kirim tangkapan layarnya."
    )


class PictureTooLarge(Unprocessable):
    code = "picture_too_large"
    text = N_("Foto terlalu besar. Paling besar 40 juta titik.")


class BlankSignature(Unprocessable):
    code = "blank_signature"
    text = N_("Gambar ini kosong, bukan tanda tangan. Gambar atau foto tanda tangannya sekali lagi.")


def made_anew(content: bytes) -> bytes:
    """The picture as JPEG, turned upright, at most 2000 px, without place or camera. By content, not by name."""
    return jpeg(seen(content))


def signed(content: bytes) -> tuple[bytes, str]:
    """A signature as JPEG, and the hash of its pixels: another name, format or other metadata changes nothing."""
    picture = seen(content)
    if not has_ink(picture):
        raise BlankSignature
    return jpeg(picture), fingerprint(picture)


def expect_ink(content: bytes) -> None:
    """A picture of one colour is no signed paper."""
    if not has_ink(seen(content)):
        raise BlankSignature


def seen(content: bytes) -> Image.Image:
    """What the eye sees of it, in RGB. Shrunk first: turning and converting then cost next to nothing."""
    if content[4:8] == b"ftyp" and content[8:12] in HEIC:
        raise NotReadHere
    try:
        with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise PictureTooLarge
            plain = opened.mode in PLAIN and not opened.has_transparency_data
            picture = opened if plain else flattened(opened)
            picture.thumbnail((SIDE, SIDE))
            return ImageOps.exif_transpose(picture).convert("RGB")
    except Image.DecompressionBombError as error:
        raise PictureTooLarge from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise NotAPicture from error


def flattened(picture: Image.Image) -> Image.Image:
    """What is transparent is white paper, and a sixteen-bit grey keeps its shades (Pillow turns it white)."""
    if picture.mode.startswith("I"):
        picture = picture.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    ink = picture.convert("RGBA")
    paper = Image.new("RGBA", ink.size, "white")
    paper.alpha_composite(ink)
    return paper.convert("RGB")


def has_ink(picture: Image.Image) -> bool:
    """Paper and ink differ."""
    shades = picture.convert("L").histogram()
    used = [shade for shade, count in enumerate(shades) if count]
    return used[-1] - used[0] >= LEAST_CONTRAST


def fingerprint(picture: Image.Image) -> str:
    size = f"{picture.width}x{picture.height}:".encode()
    return hashlib.sha256(size + picture.convert("RGB").tobytes()).hexdigest()


def jpeg(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.info.clear()  # a comment would be written again: 64 KB of whatever the sender likes
    picture.save(out, "JPEG", quality=82)
    return out.getvalue()
