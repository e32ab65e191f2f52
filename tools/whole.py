"""Files that are there whole or not at all: made under a name of their own, then put in place in one step."""

import contextlib
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

TRIES, PAUSE = 5, 0.1
LEFT = re.compile(r"\.(\d+)\.part$")


def half_of(path: Path) -> Path:
    """Where this process makes a file before it is whole: beside it and hidden; two may write at once."""
    return path.with_name(f".{path.name}.{os.getpid()}.part")


@contextlib.contextmanager
def put(path: Path) -> Iterator[Path]:
    """Give the path of a file to fill, and put it in the place of `path` when it is full."""
    half = half_of(path)
    try:
        yield half
        for left in reversed(range(TRIES)):
            try:
                os.replace(half, path)
                break
            except PermissionError:  # on Windows, while another program has the file open
                if not left:
                    raise
                time.sleep(PAUSE)
    finally:
        half.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Take away what programs that were killed while they wrote have left in a folder."""
    for path in folder.glob(".*.part"):
        found = LEFT.search(path.name)
        if found and not _may_be_writing(int(found[1])):
            with contextlib.suppress(OSError):  # on Windows a file that is being written can't be taken away
                path.unlink()


def _may_be_writing(process: int) -> bool:
    """Whether another process with this number runs here; never on Windows, which keeps the file itself."""
    if os.name == "nt" or process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        pass  # it is somebody else's
    return True
