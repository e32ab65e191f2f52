"""What a class kept, as one long table: from workbooks (dictionaries) to a row for each thing that was kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from classroom.items import Item
from helpers.asking import predict
from helpers.asking.claims import VERDICTS
from helpers.asking.predict import Probability

COLUMNS = ["student", "lesson", "kind", "id", "stage", "value", "confidence", "right", "reason"]


def long_table(students: list, items: pd.DataFrame) -> pd.DataFrame:
    """What the students kept, in the order of the students and, for each, of the workbook.

    students : `handed_in.Student` each. items : the table of items; what belongs to none of them is left out.

    Returns the columns
      student, id        categories, so that what nobody kept counts as nothing
      lesson, kind       as in the table of items
      stage              of a check or a quiz question which try it was, 1, 2 …; of a verdict "first" and "last", and
                         "end" for the first one given at the end, before the lesson showed what the tables say; else ""
      value              as the item reads it, of a check as it was typed; None where it doesn't fit the item
      confidence         in per cent, or None
      right              whether it was right or close; None where nothing is sure
      reason             of a prediction and a last verdict, else ""
    """
    known = {item.id: item for item in items.itertuples()}
    rows = [
        (student.code, item.lesson, item.kind, id, *row)
        for student in students
        for section, rows_of in SECTIONS.items()
        for id, entry in student.workbook[section].items()
        if (item := known.get(id)) is not None
        for row in rows_of(item, entry)
    ]
    table = pd.DataFrame(rows, columns=COLUMNS, dtype=object)
    table["student"] = pd.Categorical(table["student"], [student.code for student in students])
    table["lesson"] = pd.Categorical(table["lesson"], items["lesson"].unique())
    table["id"] = pd.Categorical(table["id"], items["id"])
    return table


def hit(item: predict.Item, value: Any, answer: Any) -> bool | None:
    """Whether a prediction was right (a choice) or close (a number or a line: within the item's `near`).

    None where the value doesn't fit, where there is no single answer, and for a forecast in per cent, which one
    outcome can't refute.
    """
    if value is None or answer is None or isinstance(item, Probability):
        return None
    return item.hit(value, answer)


def _prediction(item: Item, entry: dict) -> Iterator[tuple]:
    try:
        value = item.item.read(entry["value"])
    except ValueError:
        value = None
    yield "", value, entry["confidence"], hit(item.item, value, item.answer), entry["reason"]


def _tries(item: Item, entry: dict) -> Iterator[tuple]:
    """The tries at a check that were judged; of an answer without tries itself."""
    judged = [one for one in entry["tries"] or [entry] if one["right"] is not None]
    for number, one in enumerate(judged, start=1):
        yield number, one["value"], None, one["right"], ""


def _choices(item: Item, entry: dict) -> Iterator[tuple]:
    for number, one in enumerate(entry["tries"] or [entry], start=1):
        value = one["value"]
        fits = type(value) is int and 0 <= value < len(item.item.options)
        yield number, value if fits else None, None, value == item.answer if fits else None, ""


def _verdicts(item: Item, entry: dict) -> Iterator[tuple]:
    later = [one for one in entry["history"] if one["stage"] != "first"]
    stages = {"first": entry["first"], "last": entry["last"], "end": later[0] if later else entry["last"]}
    for stage, one in stages.items():
        if one:
            value = one["value"] if one["value"] in list(VERDICTS) else None
            right = value == item.answer if value and item.basis == "fact" else None
            yield stage, value, one["confidence"], right, one["reason"] if stage == "last" else ""


SECTIONS = {"predictions": _prediction, "answers": _tries, "quiz": _choices, "verdicts": _verdicts}
