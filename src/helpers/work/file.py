"""The workbook's file on a disk that may be full, read-only, or held by another program.

Every method here may raise OSError, and whatever it raises leaves the file as it was: `Workbook` turns that
into a sentence and keeps the work in memory.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from helpers.work.content import FILE_NAME, LARGEST_FILE, empty, read

MOST_ASIDE = 1000
OUR_OWN = re.compile(r"(\.broken-|-\d{4}-\d{2}-\d{2}-)\d+$")  # what `set_aside` and `copy_aside` name


class File:
    """A workbook's file at `path`, which need not exist yet."""

    def __init__(self, path: Path):
        self.path = path

    def signature(self) -> tuple[int, int, int] | None:
        """What changes whenever the file does; None where there is no file, or it can't be looked at."""
        try:
            state = os.stat(self.path)
        except OSError:
            return None
        return state.st_mtime_ns, state.st_size, state.st_ino

    def read(self) -> tuple[dict, tuple[int, int, int] | None]:
        """The workbook in the file and the file's signature; ValueError where it is damaged."""
        signature = self.signature()
        if signature is None and not self.path.exists():
            return empty(), None
        return read(_patiently(self.path.read_bytes), LARGEST_FILE), signature

    def locked(self) -> AbstractContextManager:
        """Hold the file against other notebooks (a context manager); its folder is made where there is none.

        TimeoutError where another one holds it for five seconds.
        """
        from filelock import FileLock

        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return FileLock(f"{self.path}.lock", timeout=5).acquire()
        except NotImplementedError:  # what filelock before version 4 says of some network disks
            raise OSError(errno.ENOSYS, "This disk can't lock files") from None

    def replace(self, text: str) -> None:
        """Put `text` into the file in one step, so that a half-written file never exists.

        To be called under the lock. A symbolic link stays one, and who may read the file stays so where the disk
        knows it. A hard link, as backups make them, keeps what it had.
        """
        target = Path(os.path.realpath(self.path))
        # under the lock there is one writer: what lies here was left by one that was killed
        waiting = target.with_name(f".{target.name}.part")
        waiting.unlink(missing_ok=True)
        try:
            with open(waiting, "x", encoding="utf-8", newline="\n", opener=_private) as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            with suppress(OSError):  # there may be no file yet, and some disks know no such rights
                _same_rights(target, waiting)
            _patiently(lambda: os.replace(waiting, target))
        except BaseException:
            _remove(waiting)
            raise

    def set_aside(self) -> Path:
        """Give a damaged file another name; returns that."""
        aside = next(path for path in self._names(".broken-") if not path.exists())
        _patiently(lambda: os.replace(self.path, aside))
        return aside

    def copy_aside(self, text: str) -> Path:
        """Write `text` beside the file, under a name with the day in it; returns that."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        for aside in self._names(f"-{datetime.now():%Y-%m-%d}-"):
            try:
                file = open(aside, "x", encoding="utf-8", newline="\n")  # noqa: SIM115 - closed below
                break
            except FileExistsError:
                pass
        try:
            with file:
                file.write(text)
        except BaseException:
            _remove(aside)
            raise
        return aside

    def copies(self) -> list[Path]:
        """Files beside it that a synced folder or a browser makes of a workbook: "workbook (1).json" and the like."""
        stems = (self.path.stem, Path(FILE_NAME).stem)
        found = [
            path
            for path in self.path.parent.glob("*.json")
            if path != self.path and path.stem.startswith(stems) and not OUR_OWN.search(path.stem)
        ]
        return sorted(found)

    def put_away(self, copy: Path) -> None:
        """Give a copy that was taken in a name under which nobody looks for copies."""
        _patiently(lambda: os.replace(copy, copy.with_name(f"{copy.name}.taken-in")))

    def _names(self, between: str) -> Iterator[Path]:
        for number in range(1, MOST_ASIDE):
            yield self.path.with_name(f"{self.path.stem}{between}{number}{self.path.suffix}")
        raise OSError(errno.EEXIST, "Too many old workbooks lie there")


def plainly(problem: Exception) -> str:
    """What went wrong with the disk, for the middle of a sentence."""
    if isinstance(problem, TimeoutError):
        return "another notebook is holding it"
    if isinstance(problem, PermissionError):
        return "writing is not allowed there, or another program holds the file"
    text = getattr(problem, "strerror", None) or str(problem) or type(problem).__name__
    return text[0].lower() + text[1:]


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def _same_rights(target: Path, new: Path) -> None:
    """Give the new file the group and rights of the old one; OSError where that can't be, and then it stays private."""
    if hasattr(os, "chown"):
        os.chown(new, -1, target.stat().st_gid)
    shutil.copymode(target, new)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _patiently(action: Callable, tries: int = 5, pause: float = 0.1) -> Any:
    """Do it again for half a second where another program holds the file, as happens on Windows."""
    for left in reversed(range(tries)):
        try:
            return action()
        except PermissionError:
            if not left:
                raise
            time.sleep(pause)
