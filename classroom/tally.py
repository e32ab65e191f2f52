"""Count what a class kept item by item: from the long table (kept.py) to what the report's cards say.

Nothing is computed about one student beside another. What the tables say comes with the table of items.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from classroom.items import Item, said
from classroom.overlaid import Overlaid, overlaid
from helpers import registry
from helpers.asking.check_items import Check
from helpers.asking.claims import VERDICTS
from helpers.asking.drawn import Drawn
from helpers.asking.predict import Choice, Number
from helpers.ledger.scores import direction
from helpers.words import amount

FEWEST = 3  # a sentence about the class needs as many students
MOST_BARS = 12
WRONG_SHOWN = 5
CROWD = 20  # among so many, a wrong answer that one student gave is only counted
ONE_OF_A_KIND = "(texts that one student each gave)"


def cards(kept: pd.DataFrame, items: pd.DataFrame, names: bool) -> dict:
    """{id: Predicted, Checked, Asked or Judged} of all items, in their order.

    kept, items : the long table and the table of items. names: as in `checked`.
    """
    groups = dict(iter(kept.groupby("id", observed=True)))
    none = kept.iloc[:0]
    result = {}
    for item in items.itertuples():
        more = {"names": names} if item.kind == "check" else {}
        result[item.id] = KINDS[item.kind](item, groups.get(item.id, none), **more)
    return result


# --- predictions -------------------------------------------------------------------------------------------------


@dataclass
class Predicted:
    """The answers of a class to one prediction.

    bars    : [(label, how many, whether what the tables say lies in it)].
    mark    : where that lies along the bars, 0 to 1; None for a choice or where there is no single answer.
    hits    : how many had it or were close; None where there is no single answer, and for forecasts in per cent.
    middle  : (first quartile, median, third quartile) as texts; None for a choice or nobody.
    sure    : mean confidence in %, or None.
    ends    : low and high as texts. whole: True where each bar is one whole number.
    lines   : of a prediction that is drawn, all lines over one axes; `middle` is then of the last year.
    """

    item: Item
    many: int
    bars: list
    mark: float | None
    hits: int | None
    middle: tuple | None
    sure: float | None
    ends: tuple = ("", "")
    whole: bool = False
    lines: Overlaid | None = None


def predicted(row: Item, rows: pd.DataFrame) -> Predicted:
    """Count one prediction over the class; what doesn't fit the question is left out.

    row: of the table of items; rows: of the long table, for this item.
    """
    item, rows = row.item, rows[rows["value"].notna()]
    sure = rows["confidence"].dropna()
    common: dict[str, Any] = {
        "item": row,
        "many": len(rows),
        "hits": None if row.answer is None or rows["right"].isna().any() else int(rows["right"].sum()),
        "sure": sure.mean() if len(sure) else None,
    }
    if isinstance(item, Choice):
        return Predicted(**common, bars=_options(item.options, rows, row.answer), mark=None, middle=None)
    if isinstance(item, Drawn):
        drawn = [value for value in rows["value"] if isinstance(value, list)]
        middle = _middle(pd.Series([line[-1] for line in drawn]), item) if drawn else None
        lines = overlaid(item, drawn, row.answer) if drawn else None
        common["many"] = len(drawn)
        return Predicted(**common, bars=[], mark=None, middle=middle, lines=lines)
    values = rows["value"].astype(float)
    bars, mark = _histogram(item, values, row.answer)
    ends = amount(item.low), amount(item.high, item.unit)
    middle = _middle(values, item) if len(values) else None
    return Predicted(**common, bars=bars, mark=mark, middle=middle, ends=ends, whole=_is_whole(item))


def _options(options: list, rows: pd.DataFrame, answer: int | None) -> list:
    """[(text, how many chose it, whether it is the answer)] of all options."""
    counts = rows["value"].value_counts().reindex(range(len(options)), fill_value=0)
    return [(text, counts[index], index == answer) for index, text in enumerate(options)]


def _is_whole(item: Number) -> bool:
    """Whether a prediction's whole numbers are few enough for a bar each."""
    width = item.high - item.low
    return float(item.low).is_integer() and float(width).is_integer() and width < MOST_BARS


def _histogram(item: Number, values: pd.Series, answer: float | None) -> tuple[list, float | None]:
    """The bars and the mark of `Predicted`: a bar for each whole number, or ten."""
    width, whole = item.high - item.low, _is_whole(item)
    many = int(width) + 1 if whole else 10

    def bars_of(numbers: pd.Series) -> pd.Series:
        if whole:
            return (numbers - item.low).round().astype(int)
        return ((numbers - item.low) / width * many).astype(int).clip(upper=many - 1)

    counts = bars_of(values).value_counts().reindex(range(many), fill_value=0)
    inside = answer if answer is not None and item.low <= answer <= item.high else None
    here = None if inside is None else bars_of(pd.Series([float(inside)]))[0]
    if whole:
        labels = [amount(item.low + index) for index in range(many)]
        mark = None if here is None else (here + 0.5) / many
    else:
        edges = [amount(item.low + width * index / many) for index in range(many + 1)]
        labels = [f"{low}–{high}" for low, high in itertools.pairwise(edges)]
        mark = None if inside is None else (inside - item.low) / width
    return [(label, counts[index], index == here) for index, label in enumerate(labels)], mark


def _middle(values: pd.Series, item: Number | Drawn) -> tuple[str, str, str]:
    """The quartiles of some values as texts."""
    quarters = values.quantile([0.25, 0.5, 0.75])
    if item.high - item.low >= 20:
        quarters = quarters.round()
    low, middle, high = (float(f"{one:.4g}") for one in quarters)
    return amount(low), amount(middle, item.unit), amount(high)


# --- verdicts ----------------------------------------------------------------------------------------------------


@dataclass
class Judged:
    """The verdicts of a class on one claim.

    first, last : {verdict: how many}, all four verdicts in their order.
    both        : how many gave both.
    changes     : how many changed their verdict, by (from, to), the most frequent first.
    """

    item: Item
    first: dict
    last: dict
    both: int
    changes: pd.Series

    @property
    def many(self) -> int:
        """How many verdicts were given at the end."""
        return sum(self.last.values())

    @property
    def door(self) -> int:
        """How many verdicts were given at the door."""
        return sum(self.first.values())

    @property
    def moved(self) -> int:
        """How many of those who gave both changed their verdict."""
        return int(self.changes.sum())

    @property
    def path(self) -> tuple[str, str, int] | None:
        """The most frequent change: (from, to, how many); of equals the first in the order of the verdicts."""
        return (*self.changes.index[0], self.changes.iloc[0]) if len(self.changes) else None

    @property
    def ways(self) -> dict | None:
        """How many moved "towards" the computed verdict and "away" from it; None where none is computed."""
        if self.item.basis != "fact":
            return None
        way = [direction(first, last, self.item.answer) for first, last in self.changes.index]
        return self.changes.groupby(way).sum().reindex(["towards", "away"], fill_value=0).to_dict()

    @property
    def divided(self) -> float:
        """The chance that two students drawn at random disagree in their last verdict (0 with fewer than two)."""
        if self.many < 2:
            return 0.0
        return 1 - sum(one * (one - 1) for one in self.last.values()) / (self.many * (self.many - 1))


def judged(row: Item, rows: pd.DataFrame) -> Judged:
    """Count the verdicts on one claim over the class. row, rows: as in `predicted`."""
    verdicts = rows.pivot(index="student", columns="stage", values="value").reindex(columns=["first", "last"])
    verdicts = verdicts.astype(pd.CategoricalDtype(list(VERDICTS)))
    first, last = (verdicts[stage].value_counts(sort=False).to_dict() for stage in verdicts)
    both = verdicts.dropna()
    changes = both[both["first"] != both["last"]].groupby(["first", "last"], observed=True).size()
    return Judged(row, first, last, len(both), changes.sort_values(ascending=False, kind="stable"))


# --- checks and quiz ----------------------------------------------------------------------------------------------


@dataclass
class Checked:
    """The answers of a class to one check.

    many, first, got_there : how many students tried it, had it at the first try, had it at some try.
    wrong : [(answer as text, how many students gave it, the hint that it brings or "")], the most frequent first.
    rest  : how many students gave other wrong answers than those listed: rarer ones, and in a class of CROWD or more
            those that only one student gave.
    """

    item: Item
    many: int
    first: int
    got_there: int
    wrong: list
    rest: int

    @property
    def missed(self) -> int:
        """How many went wrong at their first try."""
        return self.many - self.first


def checked(row: Item, rows: pd.DataFrame, names: bool) -> Checked:
    """Count one check over the class.

    row, rows : as in `predicted`. names: whether a text that only one student gave may be shown; it could be a name.
    """
    right, many = rows[rows["right"].eq(True)], rows["student"].nunique()
    wrong = rows[rows["right"].eq(False)]
    wrong = wrong.assign(answer=wrong["value"].map(grouped)).drop_duplicates(
        ["student", "answer"], keep="last"
    )
    answers = wrong.drop_duplicates("answer").set_index("answer")["value"].to_frame()
    answers["many"] = wrong["answer"].value_counts()
    answers = answers.sort_index().sort_values("many", ascending=False, kind="stable")
    alone = answers["many"].eq(1)
    hidden = alone & answers["value"].map(is_text).astype(bool) & (not names)
    shown = answers[~hidden & ~(alone & (many >= CROWD))].head(WRONG_SHOWN)
    listed = [(said(one.value), one.many, _hint(row.item, one.value)) for one in shown.itertuples()]
    if hidden.any():
        listed.append((ONE_OF_A_KIND, hidden.sum(), ""))
    rest = wrong[~wrong["answer"].isin([*shown.index, *answers.index[hidden]])]
    return Checked(
        row,
        many,
        first=right["stage"].eq(1).sum(),
        got_there=right["student"].nunique(),
        wrong=listed,
        rest=rest["student"].nunique(),
    )


def is_text(value: object) -> bool:
    """Whether a student wrote words of their own into a value."""
    return isinstance(value, str) or (isinstance(value, list) and any(isinstance(one, str) for one in value))


def grouped(value: object) -> str:
    """The text by which equal wrong answers are counted together."""
    return " ".join(said(value).split()).casefold()


def _hint(item: Check, value: Any) -> str:
    """The hint that names the misconception behind a wrong answer, as the check would say it; "" where none does."""
    given = set(value) if isinstance(value, list) else value
    for hint in item.hints:
        try:
            if hint.when and hint.when(given, registry.tables()):
                return hint.say
        except Exception:  # a hint is asked about answers of any shape, as in the lesson
            continue
    return ""


@dataclass
class Asked:
    """The answers of a class to one quiz question. options: [(text, how many chose it first, whether it is right)]."""

    item: Item
    options: list

    @property
    def many(self) -> int:
        """How many answered it."""
        return sum(count for _, count, _ in self.options)

    @property
    def missed(self) -> int:
        """How many chose a wrong option first."""
        return sum(count for _, count, right in self.options if not right)


def asked(row: Item, rows: pd.DataFrame) -> Asked:
    """Count the first choices for one quiz question over the class. row, rows: as in `predicted`."""
    return Asked(row, _options(row.item.options, rows[rows["stage"].eq(1)], row.answer))


# How the answers to an item of each kind are counted.
KINDS: dict[str, Callable] = {
    "prediction": predicted,
    "check": checked,
    "quiz": asked,
    "before": asked,
    "after": asked,
    "claim": judged,
}


# --- what to talk about ---------------------------------------------------------------------------------------------


def most_divided(claims: list[Judged]) -> Judged | None:
    """The claim whose last verdicts are most divided, among those that enough of the class judged."""
    enough = _enough([one.many for one in claims])
    return _first([(one.divided, one) for one in claims if one.many >= enough])


def largest_move(claims: list[Judged]) -> Judged | None:
    """The claim on which the largest share changed its verdict, among those that enough of the class judged twice."""
    enough = _enough([one.both for one in claims])
    return _first([(one.moved / one.both, one) for one in claims if one.both >= enough])


def most_missed(things: list) -> list:
    """Checks or questions with the largest share wrong at the first go first; only those that enough tried."""
    enough = _enough([one.many for one in things])
    return _most([(one.missed / one.many, one) for one in things if one.many >= enough])


def _enough(numbers: list[int]) -> float:
    """How many students must have done a thing: at least FEWEST, and half of those who did the most frequent one."""
    return max(FEWEST, max(numbers, default=0) / 2)


def _most(measured: list[tuple]) -> list:
    """The things of [(measure, thing)] with a measure above 0, the largest first; of equals the first."""
    return [one for measure, one in sorted(measured, key=lambda pair: -pair[0]) if measure > 0]


def _first(measured: list[tuple]) -> Any:
    return next(iter(_most(measured)), None)
