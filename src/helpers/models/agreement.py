"""How often do two members of an assembly vote alike? Strict and graded agreement between two columns of votes.

Votes are Y (yes), N (no), A (abstention); anything missing means absent, not voting or not a member. Only
votes in which both took part count, and how many they are is always returned: a share of six votes is no
share of six hundred. Nothing is filled in and no two seats are put together here: a column is what the
caller says it is.

Strict: the share of common votes in which both did exactly the same, so that an abstention differs from a
yes as much as a no does. Graded: with yes 1, abstention 0, no -1, the mean of 1 - |difference| / 2, so that
an abstention stands half way. The second is the measure of A. Lijphart, "The Analysis of Bloc Voting in the
General Assembly", American Political Science Review 57 (1963).

Limits: both depend on what is put to the vote. A change says that the two drew apart, not who moved (see
`with_the_rest`), and days on which nothing was disputed make everyone agree.
"""

import functools
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeAlias, TypeVar

import numpy as np
import pandas as pd

VALUES = {"N": -1.0, "A": 0.0, "Y": 1.0}
MISSING = 9

Votes: TypeAlias = Sequence | np.ndarray | pd.Series  # a column of votes
Measure: TypeAlias = Callable[[Votes, Votes], "Agreement"]  # `strict` or `graded`, the function itself
Counts = TypeVar("Counts", float, pd.Series)


class Agreement(NamedTuple):
    """A share from 0 to 1 (nan where there is no common vote) and the number of votes it rests on."""

    share: float
    votes: int


def numbers(votes: Votes) -> np.ndarray:
    """Votes as an array of floats: yes 1, abstention 0, no -1, missing nan.

    votes: a Series, array or list of "Y", "A", "N" and missing values (None, nan or pd.NA).
    Raises ValueError for any other value, which it names.

    >>> numbers(["Y", "A", "N", None])
    array([ 1.,  0., -1., nan])
    """
    column = pd.Series(votes, dtype=object)
    values = column.map(VALUES).to_numpy(dtype=float)
    strange = column[np.isnan(values) & column.notna().to_numpy()]
    if len(strange):
        raise ValueError(f"A vote is Y, A or N, or missing; this is {strange.iloc[0]!r}.")
    return values


def strict(a: Votes, b: Votes) -> Agreement:
    """The share of their common votes in which two voted exactly alike.

    a, b: columns of votes of the same length, row by row the same votes.
    Raises ValueError for columns of different length or values that are no votes.

    >>> strict(["Y", "Y", "A", None], ["Y", "A", "A", "N"])
    Agreement(share=0.6666666666666666, votes=3)
    """
    return _summary(*_common(a, b), _same)


def graded(a: Votes, b: Votes) -> Agreement:
    """The mean closeness of two in their common votes: alike 1, one step apart 1/2, yes against no 0.

    a, b: as in `strict`, with the same errors.

    >>> graded(["Y", "Y", "A", None], ["Y", "A", "A", "N"])
    Agreement(share=0.8333333333333334, votes=3)
    """
    return _summary(*_common(a, b), _close)


def by_period(a: Votes, b: Votes, periods: Sequence | pd.Series, measure: Measure = strict) -> pd.DataFrame:
    """Agreement of two columns in each period.

    a, b: columns of votes.
    periods: a column of the same length, for example years.
    measure: `strict` or `graded`.
    Returns a DataFrame with period, share, votes, opposite (yes against no, a count), in order, one row for
    each period with at least one vote in which both took part; the others are left out, not filled in.
    Raises ValueError for columns of different length, values that are no votes or another measure.
    """
    x, y = _common(a, b)
    if len(periods) != len(x):
        raise ValueError(f"There are {len(x)} votes and {len(periods)} periods.")
    score = _score(measure)(x, y)
    rows = pd.DataFrame({"period": np.asarray(periods), "score": score, "opposite": np.abs(x - y) == 2})
    return (
        rows[~np.isnan(x + y)]
        .groupby("period")
        .agg(share=("score", "mean"), votes=("score", "size"), opposite=("opposite", "sum"))
        .reset_index()
    )


def differing(a: Votes, b: Votes) -> np.ndarray:
    """Which rows are common votes in which the two did not vote alike (booleans; False where one is missing)."""
    x, y = _common(a, b)
    return ~np.isnan(x + y) & (x != y)


def opposite(a: Votes, b: Votes) -> np.ndarray:
    """Which rows are common votes with yes against no (booleans; False where one is missing)."""
    x, y = _common(a, b)
    return np.abs(x - y) == 2


def with_one(table: pd.DataFrame, seat: str, seats: Iterable[str], measure: Measure = strict) -> pd.DataFrame:
    """The agreement of one column with each of several others.

    table: a DataFrame of votes.
    seat: the column to compare with; seats: names of columns.
    measure: `strict` or `graded`.
    Returns a DataFrame with seat, share, votes, opposite, one row a column, in the order given; a share
    without a common vote is nan.
    """
    own, score = numbers(table[seat]), _score(measure)
    others = [(name, numbers(table[name])) for name in seats]
    rows = [
        (name, *_summary(own, other, score), int((np.abs(own - other) == 2).sum())) for name, other in others
    ]
    return pd.DataFrame(rows, columns=["seat", "share", "votes", "opposite"])


def grid(table: pd.DataFrame, seats: Sequence[str]) -> np.ndarray:
    """Columns of votes as one array of small whole numbers: yes 1, abstention 0, no -1, missing MISSING.

    table: a DataFrame of votes; seats: names of columns.
    Returns an array of int8, a row a vote, a column a seat.
    Raises ValueError for a value that is no vote.
    """
    found = np.full((len(table), len(seats)), MISSING, dtype=np.int8)
    for place, name in enumerate(seats):
        column = table[name]
        if isinstance(column.dtype, pd.CategoricalDtype):  # letter by letter, not cell by cell
            found[:, place] = _letters(tuple(column.cat.categories))[column.cat.codes]
        else:
            found[:, place] = np.nan_to_num(numbers(column), nan=MISSING)
    return found


def tally(
    table: pd.DataFrame, seat: str, seats: Sequence[str], periods: Sequence | pd.Series
) -> pd.DataFrame:
    """One column against many, counted in each period, so that any span of periods follows by adding up.

    table: a DataFrame of votes.
    seat: the column to compare with; seats: names of columns.
    periods: a column of the same length, for example years.
    Returns a DataFrame with period, seat, common, alike, opposite (counts), periods in order and within each
    the seats in the order given; pairs without a common vote are left out. `share_of` gives the shares. The
    same as `by_period` for each pair, in one pass.
    Raises ValueError for a value that is no vote or too few periods.
    """
    own, others = grid(table, [seat]), grid(table, seats)
    if len(periods) != len(own):
        raise ValueError(f"There are {len(own)} votes and {len(periods)} periods.")
    common = (own != MISSING) & (others != MISSING)
    which, found = pd.factorize(pd.Series(periods), sort=True)
    rows = {"period": np.repeat(found, len(seats)), "seat": np.tile(list(seats), len(found))}
    for name, counted in (
        ("common", common),
        ("alike", common & (own == others)),
        ("opposite", common & (np.abs(own - others) == 2)),
    ):
        rows[name] = pd.DataFrame(counted).groupby(which).sum().to_numpy(dtype=int).ravel()
    return pd.DataFrame(rows).query("common > 0").reset_index(drop=True)


def share_of(common: Counts, alike: Counts, opposite: Counts, measure: Measure = strict) -> Counts:
    """The share that counts stand for: alike / common (strict), or with half a point for one step (graded).

    common, alike, opposite: numbers, or columns of them.
    measure: `strict` or `graded`.
    Returns a number from 0 to 1, or a column of them.

    >>> share_of(common=10, alike=6, opposite=1), share_of(common=10, alike=6, opposite=1, measure=graded)
    (0.6, 0.75)
    """
    _score(measure)
    return alike / common if measure is strict else 1 - (common - alike + opposite) / (2 * common)


def with_the_rest(table: pd.DataFrame, seat: str, seats: Iterable[str]) -> np.ndarray:
    """In each vote, the share of the other members that voted exactly like one of them.

    table: a DataFrame of votes.
    seat: a column; seats: the columns that make up the assembly (the seat itself is left out).
    Returns an array with one number from 0 to 1 for each row; nan where the seat took no part or nobody else
    did. Compared over time it says who moved, if the rest did not.
    """
    own, others = grid(table, [seat]), grid(table, [name for name in seats if name != seat])
    took_part = (own != MISSING) & (others != MISSING)
    alike, present = (took_part & (own == others)).sum(axis=1), took_part.sum(axis=1)
    return np.divide(alike, present, out=np.full(len(own), np.nan), where=present > 0)


@functools.cache
def _letters(categories: tuple) -> np.ndarray:
    """The number that each category stands for, and last MISSING, where the code -1 finds it."""
    return np.append(numbers(categories), MISSING).astype(np.int8)


def _common(a: Votes, b: Votes) -> tuple[np.ndarray, np.ndarray]:
    x, y = numbers(a), numbers(b)
    if len(x) != len(y):
        raise ValueError(f"The two columns differ in length: {len(x)} and {len(y)} votes.")
    return x, y


def _same(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return (x == y).astype(float)


def _close(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return 1 - np.abs(x - y) / 2


def _score(measure: Measure) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    if measure not in (strict, graded):
        raise ValueError("The measure is strict or graded, the function itself, without brackets.")
    return _same if measure is strict else _close


def _summary(x: np.ndarray, y: np.ndarray, score: Callable) -> Agreement:
    """The agreement of two arrays of numbers by a score for each pair of them."""
    scores = score(x, y)[~np.isnan(x + y)]
    return Agreement(float(scores.mean()) if len(scores) else float("nan"), len(scores))
