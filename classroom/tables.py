"""The tables beside the report's page, as CSV texts: the long table cut by kind, tidy, with harmless cells."""

from __future__ import annotations

import csv
import functools
import io
import re
from typing import Any

import pandas as pd

from classroom import overview
from classroom.before_after import FORMS
from classroom.handed_in import plain
from classroom.items import in_words, said
from classroom.tally import grouped, is_text

TABLES = {
    "items.csv": "every item of the lessons: kind, id, text, and what the tables say",
    "progress.csv": "a row for each student and lesson: what is kept of what there is",
    "predictions.csv": "a row for each kept prediction",
    "verdicts.csv": "a row for each first and last verdict",
    "checks.csv": "a row for each try at a check",
    "quiz.csv": "a row for each choice in a quiz",
    "roads.csv": "lesson 7: a row for each student and question on the road kept",
    "decisions.csv": "lesson 9: a row for each student, option and criterion",
    "completion.csv": "for a gradebook: a row a student, a column a lesson, “done” where they came through",
    "before_after.csv": "a row for each answer to a question before or after the lessons",
    "students.csv": "which student handed in which files, and who wrote the memo (only with --names)",
    "texts.csv": "reasons given with predictions and verdicts (only with --names)",
}
WITH_NAMES_ONLY = ("students.csv", "texts.csv")
HIDDEN_TEXT = "(a text that one student gave)"

# A cell that begins like a formula, also where a spreadsheet splits it at a character of its own.
_FORMULA = re.compile("(^|[;,|\t])([\\s\"'“”‘’]*)(?=[=+\\-@\uff1d\uff0b\uff0d\uff20])")


def csv_tables(
    students: list,
    items: pd.DataFrame,
    kept: pd.DataFrame,
    done: pd.DataFrame,
    decisions: pd.DataFrame,
    taken: pd.DataFrame,
    names: bool,
) -> dict[str, str]:
    """The CSV files as {file name: text}, tidy and long: a row an observation, `student` and `id` are the keys.

    items, kept : the table of items and the long table. done : `overview.progress`; decisions : `overview.decisions`;
    taken : `roads.roads`.
    """
    texts = {
        "items.csv": csv_text(_items(items)),
        "progress.csv": csv_text(_progress(done, overview.of_each(items))),
        "predictions.csv": csv_text(_predictions(kept, items)),
        "verdicts.csv": csv_text(_verdicts(kept)),
        "checks.csv": csv_text(_checks(kept, names)),
        "quiz.csv": csv_text(_quiz(kept, items)),
        "roads.csv": csv_text(taken),
        "decisions.csv": csv_text(decisions),
        "completion.csv": csv_text(_completion(students, done, overview.of_each(items), names)),
        "before_after.csv": csv_text(_before_after(kept)),
    }
    if names:
        files = [(student.code, file, student.memo) for student in students for file in student.files]
        texts["students.csv"] = csv_text(
            pd.DataFrame(files, columns=["student", "file", "memo"], dtype=object)
        )
        texts["texts.csv"] = csv_text(_texts(kept))
    return texts


def csv_text(table: pd.DataFrame) -> str:
    """A table as the text of a CSV file.

    With a byte order mark, because Excel takes a file without one for another encoding than UTF-8; R, Python and
    LibreOffice pass over it.
    """
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")  # not `to_csv`, for which 92 beside 0.5 is 92.0
    rows.writerow(table.columns)
    rows.writerows(map(cell, row) for row in table.itertuples(index=False))
    return "\ufeff" + out.getvalue()


def cell(value: Any) -> Any:
    """A value for a CSV file: numbers as they are, texts as one line that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _harmless(value) if isinstance(value, str) else value


@functools.lru_cache(maxsize=20_000)
def _harmless(value: str) -> str:
    return _FORMULA.sub(r"\1\2'", plain(value, 500))


def _items(items: pd.DataFrame) -> pd.DataFrame:
    kind = items["kind"].mask(items["basis"].ne(""), items["basis"])
    return items.assign(kind=kind)[["kind", "lesson", "id", "text", "tables_say"]]


def _progress(done: pd.DataFrame, of: pd.DataFrame) -> pd.DataFrame:
    long = done.reset_index().melt(["student", "lesson"], var_name="what", value_name="kept")
    there = of.reset_index().melt("lesson", var_name="what", value_name="of")
    long = long.merge(there, "left", ["lesson", "what"]).query("of > 0")
    return long.sort_values(["student", "lesson"], kind="stable")


def _predictions(kept: pd.DataFrame, items: pd.DataFrame) -> pd.DataFrame:
    known = items.set_index("id")["item"]
    table = _of_kind(kept, "prediction", ["student", "id"])
    answers = [in_words(known[id], value) for id, value in zip(table["id"], table["value"], strict=True)]
    table = table.assign(answer=answers).rename(columns={"right": "hit"})
    return table[["student", "lesson", "id", "value", "answer", "confidence", "hit"]]


def _verdicts(kept: pd.DataFrame) -> pd.DataFrame:
    table = _of_kind(kept[kept["stage"].ne("end")], "claim", ["student", "id"])
    table = table.rename(columns={"value": "verdict", "right": "as_tables_say"})
    return table[["student", "lesson", "id", "stage", "verdict", "confidence", "as_tables_say"]]


def _checks(kept: pd.DataFrame, names: bool) -> pd.DataFrame:
    table = kept[kept["kind"].eq("check")].sort_values("id", kind="stable")
    table["answer"], table["text"] = table["value"].map(grouped), table["value"].map(is_text)
    givers = table.groupby(["id", "answer", "text"], observed=True)["student"].transform("nunique")
    hidden = table["text"] & givers.eq(1) & (not names)
    shown = [
        HIDDEN_TEXT if hide else value if isinstance(value, (int, float)) else said(value)
        for value, hide in zip(table["value"], hidden, strict=True)
    ]
    table["value"] = pd.Series(shown, table.index, dtype=object)
    return table.rename(columns={"stage": "try"})[["student", "lesson", "id", "try", "value", "right"]]


def _quiz(kept: pd.DataFrame, items: pd.DataFrame) -> pd.DataFrame:
    known = items.set_index("id")["item"]
    table = _of_kind(kept, "quiz", ["student", "id"])
    texts = [known[id].options[value] for id, value in zip(table["id"], table["value"], strict=True)]
    table = table.assign(text=texts).rename(columns={"stage": "try", "value": "option"})
    return table[["student", "lesson", "id", "try", "option", "text", "right"]]


def _completion(students: list, done: pd.DataFrame, of: pd.DataFrame, names: bool) -> pd.DataFrame:
    """Who came through which lesson; the first column is the code, with names the first file handed in."""
    through = overview.states(done, of).eq("through")
    rows = [
        (
            student.files[0] if names and student.files else student.code,
            *("done" if one else "" for one in through.loc[student.code]),
        )
        for student in students
    ]
    columns = ["file" if names else "student", *(f"lesson {lesson}" for lesson in through.columns)]
    return pd.DataFrame(sorted(rows), columns=columns)


def _before_after(kept: pd.DataFrame) -> pd.DataFrame:
    rows = kept[kept["kind"].isin(FORMS) & kept["stage"].eq(1) & kept["value"].notna()]
    rows = rows.sort_values(["student", "id"], kind="stable")
    return rows.rename(columns={"kind": "form", "value": "option"})[
        ["student", "lesson", "form", "id", "option", "right"]
    ]


def _texts(kept: pd.DataFrame) -> pd.DataFrame:
    kinds = {"prediction": "prediction", "claim": "what moved you, or what would"}
    table = kept[kept["reason"].ne("")].rename(columns={"reason": "text"})
    return table.assign(kind=table["kind"].map(kinds))[["student", "kind", "id", "text"]]


def _of_kind(kept: pd.DataFrame, kind: str, order: list[str]) -> pd.DataFrame:
    """The rows of one kind whose value fits its item, in order."""
    return kept[kept["kind"].eq(kind) & kept["value"].notna()].sort_values(order, kind="stable")
