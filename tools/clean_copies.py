"""Clean copies of the lessons and tables, so that `start.py fresh` works offline and without git.

What a lesson and data/datapackage.json are when clean is told by tools/lessons.sha256, what a table is by
data/datapackage.json. A file that still is so is copied once into .state/clean, under a name made of its hash.
"""

import contextlib
import hashlib
import json
import re
import shutil
from pathlib import Path

from tools import whole

ROOT = Path(__file__).resolve().parent.parent
DESCRIPTION = Path("data", "datapackage.json")


def lesson_files(root: Path = ROOT, outside: bool = True) -> list[Path]:
    """The notebooks of the lessons that are there, without the copies that readers keep.

    outside: whether lessons on another article ("08b_….ipynb") are among them.
    """
    form = r"\d\d[a-z]?_.*" if outside else r"\d\d_.*"
    notebooks = (root / "notebooks").glob("*.ipynb")
    return sorted(p for p in notebooks if re.fullmatch(form, p.name) and ".mine-" not in p.name)


def begins(number: str) -> str | None:
    """How the notebook of a lesson begins: "3" -> "03_", "8b" -> "08b_"; None for what can't be a lesson's number."""
    parts = re.fullmatch(r"(\d{1,2})([a-z]?)", number, re.ASCII)
    return f"{int(parts[1]):02d}{parts[2]}_" if parts else None


def write_lesson_hashes(root: Path = ROOT) -> None:
    """Note in tools/lessons.sha256 what the lessons and the tables' description are now: part of saving them."""
    files = [path for path in (root / DESCRIPTION, *lesson_files(root)) if path.exists()]
    lines = [f"{sha256(path)}  {path.relative_to(root).as_posix()}\n" for path in files]
    (root / "tools" / "lessons.sha256").write_text("".join(lines), encoding="utf-8", newline="\n")


def published_files(root: Path = ROOT) -> dict[Path, str]:
    """{path: SHA-256} of the lessons, the tables and their description as they were published.

    A missing or damaged list adds nothing: it must not keep the lessons from opening. A description that was changed is
    taken from its clean copy.
    """
    hashes = {}
    with contextlib.suppress(OSError, ValueError):
        for line in (root / "tools" / "lessons.sha256").read_text(encoding="utf-8").splitlines():
            digest, name = line.split(maxsplit=1)
            hashes[root / name] = digest
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        described, known = root / DESCRIPTION, hashes.get(root / DESCRIPTION)
        if known and known != sha256(described) and sha256(_copy_of(root, described, known)) == known:
            described = _copy_of(root, described, known)
        package = json.loads(described.read_text(encoding="utf-8"))
        for table in package["resources"]:
            hashes[root / "data" / table["path"]] = table["hash"].rpartition(":")[2]
    return hashes


def sha256(path: Path) -> str | None:
    """The SHA-256 of a file as hexadecimal digits, or None if it is not there."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def keep(root: Path = ROOT) -> list[Path]:
    """Copy every published file that is still as published; return the paths of those copied now."""
    new = []
    for folder in (root / "notebooks", root / "data", root / ".state" / "clean"):
        whole.sweep(folder)
    for path, digest in published_files(root).items():
        copy = _copy_of(root, path, digest)
        if not copy.exists() and sha256(path) == digest:
            copy.parent.mkdir(parents=True, exist_ok=True)
            _replace(path, copy)
            new.append(path)
    return new


def restore(path: Path, digest: str, root: Path = ROOT) -> Path | None:
    """Put the clean copy in the place of a file and keep the old one beside it.

    path: the file; digest: the SHA-256 that it had as published.
    Returns the path under which the old file is kept, None where it was missing.
    Raises LookupError where there is no clean copy.
    """
    clean = _copy_of(root, path, digest)
    if sha256(clean) != digest:
        raise LookupError(path)
    mine = None
    if path.exists():
        names = (path.with_name(f"{path.stem}.mine-{n}{path.suffix}") for n in range(1, 10_000))
        mine = next(name for name in names if not name.exists())
        _replace(path, mine)
    _replace(clean, path)
    return mine


def _copy_of(root: Path, path: Path, digest: str) -> Path:
    return root / ".state" / "clean" / (digest[:16] + path.suffix)


def _replace(source: Path, target: Path) -> None:
    """Copy a file so that the target is the old one or the new one, never half of it."""
    with whole.put(target) as half:
        shutil.copyfile(source, half)
