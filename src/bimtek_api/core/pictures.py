"""Pictures people send, made anew: nothing of the file itself is kept."""

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from bimtek_api.core.errors import Unprocessable
from bimtek_api.core.i18n import N_

MOST_PIXELS, SIDE = 40_000_000, 2000


class NotAPicture(Unprocessable):
    code = "not_a_picture"
    text = N_("Berkas ini bukan foto JPEG atau PNG yang utuh. Ambil fotonya sekali lagi.")


class PictureTooLarge(Unprocessable):
    code = "picture_too_large"
    text = N_("Foto terlalu besar. Paling besar 40 juta titik.")


def made_anew(content: bytes) -> bytes:
    """The picture as JPEG, turned upright, at most 2000 px, without place or camera. By content, not by name."""
    try:
        with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise PictureTooLarge
            if opened.mode == "P":  # shrinking needs the colours themselves
                return saved(opened.convert("RGB"))
            return saved(opened)
    except Image.DecompressionBombError as error:
        raise PictureTooLarge from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise NotAPicture from error


def saved(opened: Image.Image) -> bytes:
    """Shrunk first: turning and converting then cost next to nothing."""
    opened.thumbnail((SIDE, SIDE))
    out = BytesIO()
    made = ImageOps.exif_transpose(opened).convert("RGB")
    made.info.clear()  # a comment would be written again: 64 KB of whatever the sender likes
    made.save(out, "JPEG", quality=82)
    return out.getvalue()
