"""Make what is published: the book in build/pages, the decks in its slides/, one folder of frames for both."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from publishing import book, pages, slides

OUT = pages.BUILD / "pages"


def build(numbers: Iterable[str] = (), folder: Path = pages.BUILD / "publish", out: Path = OUT) -> Path:
    """Build book and decks of the lessons with these numbers, or all, in `out`; Stop where it can't be done."""
    book.build(numbers, folder, out, slides=True)
    slides.build(numbers, out=out / "slides", frames="../frames/")
    book.look_elsewhere(out)
    return out


if __name__ == "__main__":
    pages.carry_out(build)
