"""What is printed for a class, on A4 or Letter: `python3 start.py paper [NUMBER ...]` writes it into build/paper.

For each lesson a prediction sheet, which tells nothing of the answers (questions, boxes, empty axes), and a handout of
two pages for after class; and the questions before and after the lessons, a sheet each.
"""

from __future__ import annotations

import base64
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import markupsafe
from nbconvert.filters import markdown2html

from classroom.answers import FORMS, claim, prediction, written
from classroom.page import template
from helpers import registry
from helpers.asking.claims import VERDICTS, ledger
from helpers.asking.drawn import Drawn
from helpers.asking.empty_axes import empty_axes
from helpers.asking.predict import Choice, Number, Probability
from helpers.asking.quiz import order
from helpers.registry import title
from helpers.words import amount
from publishing import front
from publishing.qr import place

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "build" / "paper"
SURE = (50, 60, 70, 80, 90, 100)
SOURCE_MARK = re.compile(r"\s*\[\[[^\]]*\]\]\([^)]*\)")
SAW = "**What we saw.**"


# --- reading a lesson's notebook ----------------------------------------------------------------------------------


def cells(number: int) -> list[tuple[str, str]]:
    """(type, source) of the cells of a lesson, without marks of sources."""
    (path,) = (ROOT / "notebooks").glob(f"{number:02d}_*[a-z0-9].ipynb")
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return [(cell["cell_type"], SOURCE_MARK.sub("", "".join(cell["source"]))) for cell in notebook["cells"]]


def asked_at_the_door(number: int) -> list[str]:
    """The ids of the claims on which a lesson asks for a first verdict, in order."""
    calls = [
        found
        for kind, source in cells(number)
        if kind == "code"
        for found in re.findall(r"^verdict\(([^)]*first=True[^)]*)\)", source, flags=re.MULTILINE)
    ]
    return list(dict.fromkeys(re.findall(r'"(C\d+)"', " ".join(calls))))


def texts(number: int) -> Iterator[str]:
    """The texts of a lesson, cell by cell."""
    return (source for kind, source in cells(number) if kind == "markdown")


def question_of(number: int) -> str:
    """The question that a lesson asks, under its title."""
    found = re.search(r"^\*\*(.+\?)\*\*$", next(texts(number)), flags=re.MULTILINE)
    assert found, f"lesson {number} has a question under its title"
    return found[1]


def what_we_saw(number: int) -> list[markupsafe.Markup]:
    """What a lesson says at the end of each cycle, as HTML."""
    found = [source.split(SAW, 1)[1].strip() for source in texts(number) if SAW in source]
    return [html(text.split("\n## ")[0]) for text in found]


def html(text: str) -> markupsafe.Markup:
    """A text of a lesson as HTML."""
    return markupsafe.Markup(markdown2html(text))


# --- the sheets ---------------------------------------------------------------------------------------------------


def asked(item: Number | Choice | Drawn) -> dict[str, Any]:
    """A prediction as it is asked on paper: question, note, options, blank (what to fill in), axes, sure."""
    plain: dict[str, Any] = {
        "question": item.question,
        "note": item.note,
        "options": [],
        "blank": "",
        "axes": "",
    }
    if isinstance(item, Drawn):
        picture = base64.b64encode(empty_axes(item.control(), item.question)).decode()
        plain["axes"] = f"data:image/png;base64,{picture}"
    elif isinstance(item, Choice):
        plain["options"] = item.options
    else:
        plain["blank"] = f"{item.unit} (from {amount(item.low)} to {amount(item.high)})".strip()
    return plain | {"sure": not isinstance(item, Probability)}


def prediction_sheet(number: int) -> str:
    """The prediction sheet of a lesson as HTML."""
    claims = ledger().claim
    return template("prediction_sheet.html.j2").render(
        title=f"{number} · {title(number)}",
        question=question_of(number),
        door=[(id, claims[id]) for id in asked_at_the_door(number)],
        verdicts=list(VERDICTS.values()),
        predictions=[asked(item) for item in registry.collection("PREDICTIONS", number).values()],
        sure=SURE,
        home=place(front.lesson_at(number)),
    )


def handout(number: int) -> str:
    """The handout of a lesson, for after class, as HTML."""
    load, claims = registry.tables(), ledger()
    terms = load("glossary").query("first_lesson == @number")
    again = next((source for source in texts(number) if source.startswith("## Try another country")), "")
    return template("handout.html.j2").render(
        title=f"{number} · {title(number)}",
        question=question_of(number),
        objectives=list(registry.collection("OBJECTIVES", number)),
        saw=what_we_saw(number),
        predictions=[prediction(*one) for one in registry.collection("PREDICTIONS", number).items()],
        claims=[claim(*one) for one in claims.claim[claims.lesson == number].items()],
        terms=list(zip(terms.term, terms.definition, strict=True)),
        again=html(again.partition("\n")[2].strip()),
        home=place(front.lesson_at(number)),
    )


def question_sheet(form: str) -> str:
    """The sheet of the questions before the lessons, or after them, as HTML. form: a key of FORMS."""
    found = [
        (item.prompt, [item.options[one] for one in order(id, item)])
        for number in registry.LESSONS
        for id, item in registry.collection(form.upper(), number).items()
    ]
    return template("question_sheet.html.j2").render(title=FORMS[form], questions=found, home=None)


def sheets(numbers: Iterable[int]) -> dict[str, str]:
    """{file name: HTML} of all sheets of these lessons, and of the questions before and after."""
    made = {}
    for number in numbers:
        made[f"{number:02d}_prediction_sheet.html"] = prediction_sheet(number)
        made[f"{number:02d}_handout.html"] = handout(number)
    return made | {f"questions_{form}.html": question_sheet(form) for form in FORMS}


def main(typed: list[str]) -> int:
    """Write the sheets of the lessons named, or of all."""
    return written(
        typed, "paper", __doc__.splitlines()[0], sheets, "sheets to open in a browser and print", OUT
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
