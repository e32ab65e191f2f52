"""Wheels that we write ourselves: the helpers with their tables, and two that Python in a browser needs otherwise.

A wheel is the same, byte for byte, whenever it is made from the same files.
"""

from __future__ import annotations

import base64
import hashlib
import re
import tomllib
import zipfile
from pathlib import Path

from helpers import __version__

ROOT = Path(__file__).resolve().parent.parent
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP file knows
LEFT_OUT = {".pyc", ".so", ".pyd"}


def between_giants(folder: Path) -> Path:
    """Our own wheel, made in a folder (Path): `helpers`, with the tables of data/ in it. Runs on any Python."""
    sources = ROOT / "src" / "helpers"
    files = {
        f"helpers/{path.relative_to(sources).as_posix()}": path.read_bytes()
        for path in sources.rglob("*")
        if path.is_file() and path.suffix not in LEFT_OUT
    }
    files |= {
        f"helpers/data/{path.name}": path.read_bytes() for path in (ROOT / "data").iterdir() if path.is_file()
    }
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return write(
        folder, project["name"], __version__, files, project["dependencies"], project["requires-python"]
    )


def empty(folder: Path, name: str) -> Path:
    """A wheel that fulfils a requirement of `name` without holding it: what is imported isn't found."""
    return write(folder, name, "0", {}, [])


def pure(wheel: Path, folder: Path) -> Path:
    """The same package without its compiled files, for one that has a form in Python, too."""
    with zipfile.ZipFile(wheel) as archive:
        files = {
            name: archive.read(name)
            for name in archive.namelist()
            if Path(name).suffix not in LEFT_OUT
            and not name.endswith(("/", "/RECORD", "/WHEEL", "/METADATA"))
        }
        about = next(
            archive.read(name) for name in archive.namelist() if name.endswith(".dist-info/METADATA")
        )
    name, version = wheel.name.split("-")[:2]
    return write(folder, name, version, files, about=about)


def write(
    folder: Path,
    name: str,
    version: str,
    files: dict[str, bytes],
    needs: list[str] | None = None,
    python: str = "",
    about: bytes = b"",
) -> Path:
    """A wheel of pure Python in a folder; its path.

    files: {path in site-packages: content}. needs: requirements. about: its METADATA, where that is known already.
    """
    known = re.sub(r"[-_.]+", "_", name).lower()
    lines = [f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}"]
    lines += [f"Requires-Python: {python}"] if python else []
    lines += [f"Requires-Dist: {one}" for one in needs or []]
    info = f"{known}-{version}.dist-info"
    files = {
        **files,
        f"{info}/METADATA": about or ("\n".join(lines) + "\n").encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: between-giants\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = [f"{path},sha256={_digest(content)},{len(content)}" for path, content in sorted(files.items())]
    files[f"{info}/RECORD"] = "\n".join([*record, f"{info}/RECORD,,"]).encode() + b"\n"
    path = folder / f"{known}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, FIRST_DAY), content, zipfile.ZIP_DEFLATED, 9)
    return path


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
