"""The JavaScript of charts and forms: one text each, for that is what anywidget takes."""

from pathlib import Path

SHARED = Path(__file__).with_name("front_end.js")


def module(*paths: Path) -> str:
    """The text of an ES module made of several files, in order; what all modules share comes first."""
    return "\n".join(path.read_text(encoding="utf-8") for path in (SHARED, *paths))
