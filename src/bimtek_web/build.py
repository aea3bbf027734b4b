"""Makes `static/`: the style sheets joined and hashed, images, scripts, and htmx from its package.

`python -m bimtek_web.build NODE_MODULES` does nothing when the sources are what they were.
"""

import hashlib
import json
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).parent
ASSETS, STATIC = HERE / "assets", HERE / "static"
SHEETS = {
    "public.css": ("tokens", "base", "forms", "parts"),
    "desk.css": ("officer", "charts", "field"),
}


def sources(modules: Path) -> dict[str, bytes]:
    """Every file to serve, by its plain name."""
    files = {
        name: b"\n".join((ASSETS / f"css/{part}.css").read_bytes() for part in parts)
        for name, parts in SHEETS.items()
    }
    files |= {f"img/{path.name}": path.read_bytes() for path in sorted((ASSETS / "img").iterdir())}
    files |= {path.name: path.read_bytes() for path in sorted((ASSETS / "js").iterdir())}
    files |= {f"qr/{name}": (modules / "qr" / name).read_bytes() for name in ("decode.js", "index.js")}
    return files | {"htmx.min.js": (modules / "htmx.org/dist/htmx.min.js").read_bytes()}


def version(modules: Path, package: str) -> str:
    return json.loads((modules / package / "package.json").read_text())["version"]


def hashed(name: str, content: bytes, folders: dict[str, str]) -> str:
    """The name that may be cached for ever. Images keep theirs: style sheets name them.

    Modules of a package name each other, so their folder carries the package's version instead.
    """
    folder, _, rest = name.partition("/")
    if rest:
        return f"{folders.get(folder, folder)}/{rest}"
    stem, _, ending = name.partition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{ending}"


def build(modules: Path) -> bool:
    """Writes `static/` and its manifest; returns whether anything had changed."""
    files = {name: shrink(name, content) for name, content in sources(modules).items()}
    folders = {"qr": f"qr-{version(modules, 'qr')}"}
    names = {name: hashed(name, content, folders) for name, content in files.items()}
    mark = hashlib.sha256(b"".join(name.encode() + content for name, content in files.items())).hexdigest()
    manifest = STATIC / "manifest.json"
    if manifest.exists() and json.loads(manifest.read_text()).get("mark") == mark:
        return False
    shutil.rmtree(STATIC, ignore_errors=True)
    for name, content in files.items():
        target = STATIC / names[name]
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    manifest.write_text(json.dumps({"mark": mark, "names": names}, indent=1))
    return True


def shrink(name: str, content: bytes) -> bytes:
    """Style sheets are served one folder higher than they lie, next to `img/`."""
    return content.replace(b"../img/", b"img/") if name.endswith(".css") else content


if __name__ == "__main__":
    sys.stdout.write("static files built\n" if build(Path(sys.argv[1])) else "static files are up to date\n")
