"""The presenter's notes of a lesson, and the plan by which the clock in their window runs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from nbconvert.filters import markdown2html

from publishing.pages import ROOT, Stop
from publishing.steps import Step, without_minutes

NOTES = ROOT / "instructors" / "notes"


@dataclass
class Notes:
    """The notes of a lesson: title, minutes, a text before the first step, {step: (minutes, text)}."""

    title: str
    minutes: int
    before: str
    steps: dict[str, tuple[int, str]]


def read(number: int, folder: Path = NOTES) -> Notes:
    """Read instructors/notes/03.md. Stop where a heading doesn't say its minutes or stands there twice."""
    path = folder / f"{number:02d}.md"
    if not path.exists():
        raise Stop(f"The presenter's notes of lesson {number} are missing: {path.name} in {folder.name}.")
    before, *parts = re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    title, _, before = before.removeprefix("# ").partition("\n")
    found = {}
    for part in parts:
        heading, _, text = part.partition("\n")
        name, minutes = without_minutes(heading)
        if name in found:
            raise Stop(f"{path.name}: “{name}” stands there twice.")
        found[name] = (minutes, text.strip())
    title, minutes = without_minutes(title)
    if not minutes:
        raise Stop(f"{path.name}: its title must end in the minutes of the lesson, like (45 minutes).")
    return Notes(title, minutes, before.strip(), found)


def plan(steps: list[Step], said: Notes) -> list[dict]:
    """For each step of a lesson: its name, the minute it begins, its minutes, its notes as HTML."""
    result, clock = [], 0
    for step in steps:
        minutes, text = said.steps.get(step.name, (0, ""))
        if not result:
            text = f"{text}\n\n{said.before}"
        result.append({"step": step.name, "from": clock, "minutes": minutes, "notes": markdown2html(text)})
        clock += minutes
    return result
