"""Drawn photos and signatures, no two alike: what the demo's officers bring back from their walks."""

import random
from io import BytesIO

from PIL import Image, ImageDraw

SKY, FLOOR = (206, 222, 235), (148, 122, 98)
SHADES = ((52, 73, 94), (142, 68, 64), (63, 104, 82), (181, 137, 52), (92, 84, 130))


def photo(number: int) -> bytes:
    """A workshop with machines in a row, as a JPEG of some kilobytes."""
    pick = random.Random(number)  # noqa: S311 - repeatable on purpose, nothing secret
    picture = Image.new("RGB", (480, 360), SKY)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 210 + pick.randrange(30), 480, 360), fill=FLOOR)
    for left in range(pick.randrange(40), 460, 60 + pick.randrange(50)):
        top, shade = 150 + pick.randrange(60), pick.choice(SHADES)
        pen.rectangle((left, top, left + 44, 300), fill=shade)
        pen.ellipse((left + 8, top + 8, left + 36, top + 36), outline="white", width=3)
    pen.point([(pick.randrange(480), pick.randrange(360)) for _ in range(400)], fill="white")
    return jpeg(picture)


def signature(number: int) -> bytes:
    """A line of ink on white."""
    pick = random.Random(number)  # noqa: S311 - as above
    picture = Image.new("RGB", (360, 120), "white")
    points = [(12 + step * 14, 60 + pick.randrange(-42, 42)) for step in range(24)]
    ImageDraw.Draw(picture).line(points, fill=(20, 24, 60), width=3, joint="curve")
    return jpeg(picture)


def jpeg(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=70)
    return out.getvalue()
