"""Count the roads that a class took through the law of lesson 7, and how many made the case of the other view."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from helpers import registry
from helpers.lessons.the_court import road

COLUMNS = ["student", "step", "question", "answer", "end"]


def roads(students: list) -> pd.DataFrame:
    """A row for each student who kept a road and each question on it: COLUMNS, in words."""
    load = registry.tables()
    rows = []
    for student in students:
        if found := road.road_in(student.workbook, load):
            steps, end = found
            rows += [
                (student.code, number, question["text"], answer["text"], end["text"])
                for number, (question, answer) in enumerate(steps, start=1)
            ]
    return pd.DataFrame(rows, columns=COLUMNS, dtype=object)


@dataclass
class Walked:
    """The roads of a class.

    many      : how many kept a road. different: how many different roads they are.
    ends      : [(end, how many roads come to it)], the most frequent first.
    questions : [(question, how many came by it, [(answer, how many took it)])], in the order of the map.
    wrote     : how many wrote the case of the view that isn't theirs; what they wrote is never taken out.
    """

    many: int
    different: int
    ends: list
    questions: list
    wrote: int


def walked(taken: pd.DataFrame, students: list) -> Walked | None:
    """Count the roads (`roads`) and who wrote the other view's case; None where there is neither."""
    wrote = sum(road.other_in(student.workbook) is not None for student in students)
    if taken.empty and not wrote:
        return None
    load = registry.tables()
    counts = taken.groupby(["question", "answer"]).size()
    questions = []
    for asked in road.control(load("legal_tree"), load)["questions"]:
        answers = [
            (one["text"], int(counts.get((asked["text"], one["text"]), 0))) for one in asked["answers"]
        ]
        questions.append((asked["text"], sum(many for _, many in answers), answers))
    each = taken.groupby("student").agg({"answer": tuple, "end": "first"})
    ends = each["end"].value_counts()
    return Walked(
        many=len(each),
        different=each["answer"].nunique(),
        ends=sorted(ends.items(), key=lambda one: (-one[1], one[0])),
        questions=questions,
        wrote=wrote,
    )
