"""Write instructors/objectives.md: what each lesson promises, and the items that test it.

`start.py objectives`, after a change of an objective or an item; a test says when it is out of date.
"""

import re
import sys
from pathlib import Path
from typing import Any

import jinja2
import nbformat

from helpers import load, registry
from helpers.lessons.the_court import road

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "instructors" / "objectives.md"
TEMPLATE = Path(__file__).with_suffix(".md.j2")
KINDS = {
    "PREDICTIONS": "prediction",
    "CHECKS": "check",
    "QUIZ": "quiz",
    "BEFORE": "first",
    "AFTER": "last",
}


def described(id: str) -> dict[str, str]:
    """An item or a claim as the page names it: its kind, what it asks, its id; KeyError where there is none."""
    claims = load("claims").set_index("claim_id").claim
    if id in claims.index:
        return {"kind": "verdict", "asked": one_line(claims[id]), "id": id}
    for kind, word in KINDS.items():
        item = registry.find(kind, id)
        if item is not None:
            return {"kind": word, "asked": one_line(asked(item)), "id": id}
    if id == road.OTHER:
        return {"kind": "box", "asked": one_line(road.ASKED), "id": id}
    raise KeyError(id)


def asked(item: Any) -> str:
    """What an item asks, in its own words."""
    return next(getattr(item, name) for name in ("question", "prompt", "ask") if hasattr(item, name))


def one_line(text: str) -> str:
    """Text as it may stand in a line of Markdown."""
    return re.sub(r"\s+", " ", text).replace("|", "\\|").replace("*", "\\*")


def promised(number: int) -> list[str]:
    """The objectives of a lesson as its notebook lists them, in order."""
    first = next((ROOT / "notebooks").glob(f"{number:02d}_*.ipynb"))
    cells = nbformat.read(first, as_version=4).cells
    text = next(cell.source for cell in cells if "you can\n\n- " in cell.source)
    listed = text.split("you can\n\n")[1].split("\n\n")[0]
    return [line.removeprefix("- ").rstrip(",.") for line in listed.splitlines()]


def page() -> str:
    """The text of instructors/objectives.md."""
    lessons, tested = [], set()
    for number in registry.LESSONS:
        objectives = registry.collection("OBJECTIVES", number)
        tested |= {id for items in objectives.values() for id in items}
        name = registry.LESSONS[number].replace("_", " ").capitalize()
        listed = [
            {"text": text, "tested": [described(id) for id in items]} for text, items in objectives.items()
        ]
        lessons.append({"title": f"{number} · {name}", "objectives": listed})
    others = [
        described(id)
        for number in registry.LESSONS
        for id in registry.collection("QUIZ", number)
        if id not in tested
    ]
    environment = jinja2.Environment(trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8")).render(
        lessons=lessons, others=others
    )


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    print(f"Written: {PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
