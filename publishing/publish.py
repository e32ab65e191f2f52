"""Make what is published: the book in build/pages, the decks in its slides/, one folder of frames for both."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from publishing import book, offline, pages, slides

OUT = pages.BUILD / "pages"


def build(
    numbers: Iterable[str] = (),
    folder: Path = pages.BUILD / "publish",
    out: Path = OUT,
    python: bool = False,
) -> Path:
    """Build book and decks of the lessons with these numbers, or all, in `out`; Stop where it can't be done.

    python: whether the browser edition goes with it. What is published doesn't lose it unnoticed: Stop where it
    can't be had.
    """
    book.build(numbers, folder, out, slides=True, python=python)
    slides.build(numbers, out=out / "slides", frames="../frames/")
    book.look_elsewhere(out)
    offline.put(out, folder / "weighed.json")  # again: decks have come
    return out


def main() -> None:
    """Carry out the command."""
    parser = argparse.ArgumentParser(
        prog="start.py publish", description="Make book and slides in build/pages."
    )
    parser.add_argument("--without-python", action="store_true", help="leave out Python in the browser")
    build(python=not parser.parse_args().without_python)


if __name__ == "__main__":
    pages.carry_out(main)
