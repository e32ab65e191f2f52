"""Make what is published: the book in build/pages, the decks in its slides/, one folder of frames for both."""

import sys

from publishing import book, pages, slides
from tools import vendor

OUT = pages.BUILD / "pages"


def build(numbers=(), folder=pages.BUILD / "publish", out=OUT):
    """Build book and decks of the lessons with these numbers, or all, in `out`; Stop where it can't be done."""
    book.build(numbers, folder, out, slides=True)
    slides.build(numbers, out=out / "slides", frames="../frames/")
    book.look_elsewhere(out)
    return out


if __name__ == "__main__":
    try:
        build()
    except (pages.Stop, vendor.Stop) as problem:
        sys.exit(str(problem))
