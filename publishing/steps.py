"""A lesson cut into its steps: the lesson's agreed form says where one begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

MINUTES = re.compile(r"\s*\((\d+) min(?:utes)?\)$")
OPENING, OPTIONAL = "The question", "Go further"


@dataclass
class Step:
    """A step of a lesson: its section, its part of a cycle ("" or "Predict", "Look" …), its cells.

    number: which of its part in its section. opens: whether it is the first of its section.
    """

    section: str
    part: str = ""
    minutes: int = 0
    cells: list = field(default_factory=list)
    number: int = 1
    opens: bool = False

    @property
    def name(self) -> str:
        """As the notes call it: "Quiz", or "Cycle 1 · Predict", or "Cycle 1 · Predict 2"."""
        if not self.part:
            return self.section
        again = f" {self.number}" if self.number > 1 else ""
        return f"{self.section.split(' · ')[0]} · {self.part}{again}"


def source(cell: dict) -> str:
    """The text of a notebook's cell."""
    return "".join(cell["source"]).strip()


def without_minutes(heading: str) -> tuple[str, int]:
    """A heading without the minutes at its end, and these; 0 where it names none."""
    minutes = MINUTES.search(heading)
    return MINUTES.sub("", heading).strip(), int(minutes[1]) if minutes else 0


def calls(cell: dict, *names: str) -> bool:
    """Whether a cell calls one of these functions at the beginning of a line."""
    called = rf"^(?:{'|'.join(names)})\("
    return cell["cell_type"] == "code" and bool(re.search(called, source(cell), re.MULTILINE))


def steps_of(notebook: dict) -> list[Step]:
    """The steps of a lesson (a notebook as a dict), each with its cells.

    A section is a step. Only a cycle has several: what leads to a prediction and the prediction, what is looked at
    until the student's own turn, that turn, and what was seen.
    """
    found = [Step(OPENING)]
    for cell in _whole_paragraphs(notebook["cells"]):
        text = source(cell)
        if cell["cell_type"] == "markdown" and text.startswith("## "):
            heading, _, text = text.partition("\n")
            section, minutes = without_minutes(heading[3:])
            part = "Predict" if section.startswith("Cycle ") else ""
            found.append(Step(section, part, minutes, opens=True))
            cell = {**cell, "source": text.strip()}
        elif found[-1].part:
            part = _part(cell, found[-1])
            if part != found[-1].part:
                found.append(Step(found[-1].section, part))
        found[-1].cells.append(cell)
    found = _predictions_with_what_leads_to_them(found)
    seen = {}
    for step in found:
        if step.part == "Predict" and not any(calls(cell, "predict") for cell in step.cells):
            step.part = "Look"
        step.number = seen[(step.section, step.part)] = seen.get((step.section, step.part), 0) + 1
    return found


def _whole_paragraphs(cells: list[dict]) -> Iterator[dict]:
    """The cells, a text cut where a section, the student's turn or what was seen begins inside it."""
    for cell in cells:
        if cell["cell_type"] != "markdown":
            yield cell
            continue
        for text in re.split(r"\n\n(?=## |\*\*Your turn\.|\*\*What we saw\.)", source(cell)):
            yield {**cell, "source": text}


def _part(cell: dict, step: Step) -> str:
    """The part of a cycle to which a cell belongs that follows on `step`."""
    if cell["cell_type"] == "markdown":
        for part in ("Your turn", "What we saw"):
            if source(cell).startswith(f"**{part}."):
                return part
        return "Look" if any(calls(one, "predict", "check") for one in step.cells) else step.part
    if calls(cell, "predict"):
        return "Predict"
    predicted = step.part == "Predict" and any(calls(one, "predict") for one in step.cells)
    return "Look" if predicted else step.part


def _predictions_with_what_leads_to_them(found: list[Step]) -> list[Step]:
    """The steps, each later prediction with the text that stands right before it."""
    result = []
    for step in found:
        before = result[-1] if result else step
        if step.part == "Predict" and before.part == "Look" and before.section == step.section:
            while before.cells and before.cells[-1]["cell_type"] == "markdown":
                step.cells.insert(0, before.cells.pop())
            if not before.cells:
                result.pop()
        result.append(step)
    return result
