"""What lets a published book work without a network: one service worker for all of its files, and an app's manifest.

The worker is templates/offline/worker.js; it knows every file by its content, so whatever has changed in the folder
makes a new version. The pages' side is templates/book/static/device.js and offline.js.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

from PIL import Image, ImageDraw

from publishing import pages

WORKER, MANIFEST = "service-worker.js", "manifest.webmanifest"
# what no page asks for: for search engines, for whoever builds, for other sites
NOT_READ = [
    "sitemap.xml",
    "objects.inv",
    ".*",
    "_sources/*",
    "colab/*",
    "_static/[0-9]*.png",
    "python/made-from.json",
]
AT_ONCE = [
    "index.html",
    "offline.html",
    "renewed.html",
    MANIFEST,
]  # and what lies in _static/: every page needs it
PACKED = (".whl", ".zip", ".png", ".woff2")  # a server packs the rest
ICONS = {192: "icon-192.png", 512: "icon-512.png"}  # pixels: name in _static/
CIRCLES = [
    (8, 7, "#0b5fa5"),
    (24, 7, "#b8360b"),
    (16, 4, "#ffffff"),
    (16, 3, "#1a1a1a"),
]  # favicon.svg: x, radius
SHRUNK = 0.7  # of an icon's width, so that a phone may cut its corners


def put(site: Path, noted: Path) -> None:
    """Put worker and manifest into the folder of a book that is complete otherwise.

    noted: a file that keeps what was weighed, so that the next time only what is new is weighed.
    """
    for size, name in ICONS.items():
        icon(size).save(site / "_static" / name)
    manifest = json.dumps(app(), indent=1, ensure_ascii=False)
    (site / MANIFEST).write_text(manifest + "\n", encoding="utf-8", newline="\n")
    pages.write(site / WORKER, worker(site, noted))


def app() -> dict:
    """The manifest: what a device needs to know of the book as an app. All addresses begin at the manifest's own."""
    icons = [
        {"src": f"_static/{name}", "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any maskable"}
        for size, name in ICONS.items()
    ]
    return {
        "id": "index.html",
        "name": "Between Giants",
        "short_name": "Between Giants",
        "description": "Ten lessons in which you test what one news article says instead of believing it.",
        "lang": "en",
        "start_url": "index.html",
        "scope": "./",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#ffffff",
        "icons": icons,
    }


def icon(size: int) -> Image.Image:
    """The book's sign, as in favicon.svg, on white: a picture of so many pixels each way."""
    fine = 4 * size  # drawn large, so that its edges are smooth
    picture = Image.new("RGB", (fine, fine), "white")
    pen, unit = ImageDraw.Draw(picture), SHRUNK * fine / 32
    for x, radius, colour in CIRCLES:
        middle, half = fine / 2 + (x - 16) * unit, radius * unit
        pen.ellipse((middle - half, fine / 2 - half, middle + half, fine / 2 + half), fill=colour)
    return picture.resize((size, size), Image.Resampling.LANCZOS)


def worker(site: Path, noted: Path) -> str:
    """The text of the worker for the files that a folder holds. noted: as in `put`."""
    files = weighed(site, noted)
    at_once = [path for path in files if path in AT_ONCE or path.startswith("_static/")]
    version = hashlib.sha256(json.dumps(files).encode()).hexdigest()[:16]
    known = "".join(
        f"const {name} = {json.dumps(value, separators=(',', ':'))};\n"
        for name, value in (("VERSION", version), ("FILES", files), ("AT_ONCE", at_once))
    )
    own = (pages.TEMPLATES / "offline" / "worker.js").read_text(encoding="utf-8")
    return f'"use strict";\n(() => {{\n{known}{own}}})();\n'


def weighed(site: Path, noted: Path) -> dict[str, tuple[str, int]]:
    """{path: (the beginning of its SHA-256, bytes that come over the line)} of all that pages load from a folder."""
    try:
        known = json.loads(noted.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        known = {}
    files, now = {}, {}
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site)
        if not path.is_file() or path.name == WORKER or any(name.match(pattern) for pattern in NOT_READ):
            continue
        content = path.read_bytes()
        key = hashlib.sha256(content).hexdigest()[:16]
        now[key] = known.get(key) or weight(path, content)
        files[name.as_posix()] = (key, now[key])
    pages.write(noted, json.dumps(now) + "\n")
    return files


def weight(path: Path, content: bytes) -> int:
    """How many bytes of a file come over the line: a server packs what isn't packed yet."""
    return len(content) if path.suffix in PACKED else len(gzip.compress(content, 6))
