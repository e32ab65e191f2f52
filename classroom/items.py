"""What the lessons ask, and what the tables say to it: one table with a row for each item."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import pandas as pd

from helpers import registry
from helpers.asking.check_items import Check
from helpers.asking.claims import Assessment, joined, ledger, registered
from helpers.asking.drawn import Drawn
from helpers.asking.predict import Choice, Number, Probability
from helpers.errors import LessonError
from helpers.ledger.scores import in_short
from helpers.words import amount


class Item(NamedTuple):
    """A row of the table of items.

    kind       : "prediction", "check", "quiz", "claim"; "before" or "after" of a question before or after the lessons.
    text       : the question, or the claim's wording.
    item       : the item as its lesson defines it; None for a claim.
    answer     : a prediction's outcome, the index of a quiz question's right option or a claim's verdict; None where
                 there is no single answer or a table is damaged ("" for a claim that no lesson decides yet).
    tables_say : the answer in words.
    basis      : of a claim: "fact", "assessment" or "" (not written yet).
    says       : of a claim what its lesson says of it; of a prediction the answer in a sentence, or None.
    dated      : of when an assessment is.
    """

    kind: str
    lesson: int
    id: str
    text: str
    item: Any = None
    answer: Any = None
    tables_say: str | None = None
    basis: str = ""
    says: str | None = ""
    dated: str = ""


def all_items(lessons: Iterable[int] | None = None) -> pd.DataFrame:
    """All items in the order of the lessons, with the columns of `Item`. lessons: numbers, or None for all."""
    rows = [
        row
        for lesson in registry.LESSONS
        if lessons is None or lesson in lessons
        for row in _items_of(lesson)
    ]
    return pd.DataFrame(rows, columns=Item._fields, dtype=object)


def _items_of(lesson: int) -> Iterator[Item]:
    load, claims = registry.tables(), ledger()
    for id, item in registry.collection("PREDICTIONS", lesson).items():
        outcome = item.outcome and computed(item.outcome, load)
        value = outcome.value if outcome else None
        words = None if value is None else in_words(item, value)
        says = words and f"The tables say {words}"
        if isinstance(item, Probability) and words:
            says = "It happened" if value == 100 else "It did not happen"
        yield Item("prediction", lesson, id, item.question, item, value, words, says=says)
    for id, item in registry.collection("CHECKS", lesson).items():
        yield Item("check", lesson, id, item.ask, item, tables_say=right_answer(item))
    for kind in ("quiz", "before", "after"):
        for id, item in registry.collection(kind.upper(), lesson).items():
            right = computed(item.right, load)
            says = None if right is None else item.options[right]
            yield Item(kind, lesson, id, item.prompt, item, right, says)
    for id, wording in claims.claim[claims.lesson == lesson].items():
        basis, verdict, says, dated = finding(id)
        yield Item("claim", lesson, id, wording, None, verdict, verdict, basis, says, dated)


def computed(function: Callable, *values: object) -> Any:
    """What a function of the tables gives; None where a table is missing or damaged."""
    try:
        return function(*values)
    except LessonError:
        return None


def in_words(item: Number | Choice | Drawn, value: Any) -> str:
    """A value of a prediction in words: the option, the number with its unit, the ends of a line or where it ended."""
    if isinstance(item, Drawn):
        return item.ended(value) if isinstance(value, dict) else item.said(value)
    return item.options[value] if isinstance(item, Choice) else amount(float(value), item.unit)


def finding(claim: str) -> tuple[str, str, str, str]:
    """(basis, verdict, what it says in short, date of an assessment) of a claim; empty where nothing is said."""
    item = registered(claim)
    if isinstance(item, Assessment):
        return "assessment", item.verdict, joined(in_short(item.sentences)), item.dated
    found = computed(item.compute, registry.tables()) if item else None
    return ("fact", found.verdict, joined(in_short(found.sentences)), "") if found else ("", "", "", "")


def right_answer(item: Check) -> str:
    """The right answer to a check as a text, "" where a table is damaged."""
    value = computed(item.expected, registry.tables())
    if item.kind == "text" and not isinstance(value, str) and value:
        value = next(iter(value))
    if item.kind in ("number", "share") and value is not None:
        year = float(value).is_integer() and not item.unit and 1000 <= value <= 2100
        return str(int(value)) if year else f"{said(float(value))} {item.unit}".strip()
    return "a table" if item.kind == "frame" else "" if value is None else said(value)


def said(value: object) -> str:
    """A value from a workbook or a table as a short text; not yet fit for a page or a spreadsheet."""
    if isinstance(value, bool) or value is None:
        return str(value)
    if isinstance(value, (int, float)):
        return f"{value:,.0f}" if abs(value) >= 1e4 else f"{value:.4g}"
    if isinstance(value, (list, set, frozenset, tuple)):
        return ", ".join(sorted(map(str, value))) or "(nothing)"
    return str(value)
