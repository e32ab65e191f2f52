"""The lessons for Google Colab, in colab/ beside the book: each notebook with one more cell, its first, and the wheel.

That cell fetches the wheel of the very version that is published, by its hash; the packages it needs are Colab's own,
which pyproject.toml allows and `start.py test --oldest` tries. Made only where README.md says where the book is
published, because Colab fetches both from there.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import nbformat

from helpers import __version__
from publishing import front, pages, wheels


def put(lessons: list[Path], site: Path, base: str | None = None) -> None:
    """Have the lessons (paths in notebooks/) for Colab in the book's folder, and nothing there without an address.

    base: where the book is published; None: what README.md says.
    """
    base, folder = front.address() if base is None else base, site / front.COLAB
    shutil.rmtree(folder, ignore_errors=True)
    if not base:
        return
    folder.mkdir(parents=True)
    wheel = wheels.between_giants(folder)
    fetched = f"{base}{front.COLAB}/{wheel.name}#sha256={hashlib.sha256(wheel.read_bytes()).hexdigest()}"
    first = pages.template("colab/first_cell.txt").render(version=__version__, wheel=fetched, book=base)
    for path in lessons:
        pages.write(folder / path.name, notebook(path, first, base))


def notebook(path: Path, first: str, base: str) -> str:
    """A lesson with `first` as the source of its first cell, its sources marked by links into the book; the text."""
    made = nbformat.read(path, as_version=4)
    for cell in made.cells:
        if cell.cell_type == "markdown":
            text = pages.SOURCE_MARK.sub(rf"[[\1]]({base}sources.html#\1)", cell.source)
            cell.source = pages.OUTSIDE.sub(pages.AS_PATH, text)
        else:
            cell.outputs, cell.execution_count = [], None
    made.cells.insert(0, nbformat.v4.new_code_cell(first.strip(), id="colab"))
    return nbformat.writes(made) + "\n"
