"""The counts of votes in class, as the wall saves them (publishing/templates/slides/wall/saved.js), for the report.

They stand beside what workbooks hold and are never added to it: nobody knows who of a class is in both.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from classroom.asked import FIRST
from classroom.votes import FEWEST
from helpers.asking.claims import VERDICTS
from helpers.asking.drawn import Drawn
from helpers.asking.predict import Choice
from helpers.asking.quiz import SHEETS, of_all
from helpers.words import amount

HEAD = ["question", "asked", "vote", "answers", "of", "what", "value"]
QUARTILES = ("lower quartile", "median", "upper quartile")
MOST_BYTES = 1_000_000
MOST_ANSWERS = 100_000
LONGEST_LABEL = 60
ROUNDS = {1: "first", 2: "second"}


class Unread(Exception):
    """A file that holds no counts of votes; the message is the sentence."""


class Vote(NamedTuple):
    """One closed vote.

    bars : [(label, how many, False)], as a card draws them; says: of lines their ends, in a sentence. Neither where
           fewer than FEWEST answered.
    file : which of the files it is from, from 1.
    """

    id: str
    round: str
    answers: int
    bars: list[tuple[str, int, bool]]
    says: str
    file: int


def votes(paths: Iterable[Path], items: pd.DataFrame) -> dict[str, list[Vote]]:
    """{id of an item, or "before" or "after": its votes in the order of the files}; Unread where a file holds none.

    items: the table of items; a vote on something else is left out.
    """
    found: dict[str, list[Vote]] = {}
    known = {row.id: row.item for row in items.itertuples() if row.kind in ("prediction", "claim")}
    known |= dict.fromkeys(SHEETS)
    for number, path in enumerate(paths, start=1):
        rows = _rows(path)
        for (id, vote), part in groupby(rows, key=lambda row: (row["question"], row["vote"])):
            item = id.removeprefix(FIRST)
            if item in known:
                found.setdefault(item, []).append(
                    _vote(item, known[item], vote, list(part), number, path.name)
                )
    return found


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with open(path, "rb") as file:
            content = file.read(MOST_BYTES + 1)
        text = content.decode("utf-8-sig")
    except OSError as problem:
        raise Unread(f"{path.name} could not be read: {problem.strerror or problem}.") from None
    except UnicodeDecodeError:
        raise _none(path.name) from None
    delimiter = (
        ";" if ";" in text.partition("\n")[0] else ","
    )  # as a spreadsheet saves it again in some countries
    try:
        read = csv.DictReader(io.StringIO(text), delimiter=delimiter, strict=True)
        rows = [row for row in read if any(row.values())] if len(content) <= MOST_BYTES else []
    except csv.Error:
        raise _none(path.name) from None
    if not rows or read.fieldnames != HEAD or any(None in row or None in row.values() for row in rows):
        raise _none(path.name)
    return rows


def _none(name: str) -> Unread:
    return Unread(
        f"{name} holds no counts of votes: give the file that “Save all counts” on the wall downloads."
    )


def _vote(id: str, item: Any, vote: str, rows: list[dict[str, str]], file: int, name: str) -> Vote:
    """One vote from its rows; Unread where they don't fit the question."""
    labels = _labels(id, item)
    try:
        answers = _count(rows[0]["answers"])
        given = ROUNDS[int(vote)]
        if answers < FEWEST:
            return Vote(id, given, answers, [], "", file)
        if isinstance(item, Drawn):
            return Vote(id, given, answers, [], _ends(item, rows), file)
        bars = [(row["of"], _count(row["value"]), False) for row in rows]
        shown = [label for label, _, _ in bars]
        fits = shown == labels if labels else all(0 < len(one) <= LONGEST_LABEL for one in shown)
        if not fits or len(set(shown)) != len(shown) or sum(count for _, count, _ in bars) != answers:
            raise ValueError
    except (KeyError, ValueError):
        raise Unread(
            f"{name} could not be read: what it says of {id} does not add up, or is of another version of the lessons."
        ) from None
    return Vote(id, given, answers, bars, "", file)


def _labels(id: str, item: Any) -> list[str]:
    """The labels that a vote's bars must have, in order; none for a number, whose ranges are the wall's."""
    if id in SHEETS:
        return [str(one) for one in range(len(of_all(id)) + 1)]
    if item is None:
        return list(VERDICTS.values())
    return list(item.options) if isinstance(item, Choice) else []


def _count(text: str) -> int:
    number = int(text)
    if not 0 <= number <= MOST_ANSWERS:
        raise ValueError
    return number


def _ends(item: Drawn, rows: list[dict[str, str]]) -> str:
    """What the lines of a class were in the first year and in the last, in words."""
    values = {(int(row["of"]), row["what"]): float(row["value"]) for row in rows}
    parts = []
    for year in (item.years[0], item.years[-1]):
        low, middle, high = (values[year, what] for what in QUARTILES)
        if not item.low <= low <= middle <= high <= item.high:
            raise ValueError
        low, middle, high = (float(f"{one:.3g}") for one in (low, middle, high))
        parts.append(
            f"in {year} the median is {amount(middle, item.unit)}, the middle half from {amount(low)} to "
            f"{amount(high, item.unit)}"
        )
    return "; ".join(parts)


def totals(found: dict[str, list[Vote]], form: str) -> list[int]:
    """How many questions each had right who answered this form in class: a number each, over all votes on it."""
    return [int(label) for vote in found.get(form, []) for label, many, _ in vote.bars for _ in range(many)]
