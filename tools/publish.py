"""Make what is published: the book in build/pages, the decks in its slides/, one folder of frames for both."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tools import pages, site, slides, vendor

OUT = pages.BUILD / "pages"


def build(numbers=(), folder=pages.BUILD / "publish", out=OUT):
    """Build book and decks of the lessons with these numbers, or all, in `out`; Stop where it can't be done."""
    site.build(numbers, folder, out, slides=True)
    slides.build(numbers, out=out / "slides", frames="../frames/")
    site.look_elsewhere(out)
    return out


if __name__ == "__main__":
    try:
        build()
    except (pages.Stop, vendor.Stop) as problem:
        sys.exit(str(problem))
