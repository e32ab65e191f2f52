"""How often do two members of an assembly vote alike? Strict and graded agreement between two columns of
votes.

Votes are Y (yes), N (no), A (abstention); anything missing means absent, not voting or not a member. Only
votes
in which both took part count, and how many they are is always returned: a share of six votes is no share of
six
hundred. Nothing is filled in and no two seats are put together here: a column is what the caller says it is.

Strict: the share of common votes in which both did exactly the same, so that an abstention differs from a
yes as
much as a no does. Graded: with yes 1, abstention 0, no -1, the mean of 1 - |difference| / 2, so that an
abstention stands half way. The second is the measure of A. Lijphart, "The Analysis of Bloc Voting in the
General
Assembly", American Political Science Review 57 (1963).

Limits: both depend on what is put to the vote. A change says that the two drew apart, not who moved (see
`with_the_rest`), and days on which nothing was disputed make everyone agree.
"""

import functools
from typing import NamedTuple

import numpy as np
import pandas as pd

VALUES = {"N": -1.0, "A": 0.0, "Y": 1.0}
MISSING = 9


class Agreement(NamedTuple):
    """A share from 0 to 1 (nan where there is no common vote) and the number of votes it rests on."""

    share: float
    votes: int


def numbers(votes):
    """Votes as an array of floats: yes 1, abstention 0, no -1, missing nan.

    votes: a Series, array or list of "Y", "A", "N" and missing values (None, nan or pd.NA).
    Raises ValueError for any other value, which it names.
    """
    votes = pd.Series(votes, dtype=object)
    values = votes.map(VALUES).to_numpy(dtype=float)
    strange = votes[np.isnan(values) & votes.notna().to_numpy()]
    if len(strange):
        raise ValueError(f"A vote is Y, A or N, or missing; this is {strange.iloc[0]!r}.")
    return values


def strict(a, b):
    """The share of their common votes in which two voted exactly alike.

    a, b: columns of votes of the same length, row by row the same votes. Returns an `Agreement`.
    Raises ValueError for columns of different length or values that are no votes.
    """
    return _summary(*_common(a, b), _same)


def graded(a, b):
    """The mean closeness of two in their common votes: alike 1, one step apart 1/2, yes against no 0.

    a, b: as in `strict`. Returns an `Agreement`.
    """
    return _summary(*_common(a, b), _close)


def by_period(a, b, periods, measure=strict):
    """Agreement of two columns in each period.

    a, b: columns of votes; periods: a column of the same length, for example years; measure: `strict` or
    `graded`. Returns a DataFrame with period, share, votes, opposite (yes against no, a count), in order, one row
    for each period with at least one vote in which both took part; the others are left out, not filled in.
    """
    x, y = _common(a, b)
    periods = pd.Series(periods).reset_index(drop=True)
    if len(periods) != len(x):
        raise ValueError(f"There are {len(x)} votes and {len(periods)} periods.")
    took_part = ~np.isnan(x + y)
    rows = pd.DataFrame({"period": periods, "score": _score(measure)(x, y), "opposite": np.abs(x - y) == 2})
    found = (
        rows[took_part]
        .groupby("period", sort=True)
        .agg(share=("score", "mean"), votes=("score", "size"), opposite=("opposite", "sum"))
    )
    return found.reset_index()


def differing(a, b):
    """Which rows are common votes in which the two did not vote alike: a boolean array, False where one is
    missing."""
    x, y = _common(a, b)
    return ~np.isnan(x + y) & (x != y)


def opposite(a, b):
    """Which rows are common votes with yes against no: a boolean array, False where one is missing."""
    x, y = _common(a, b)
    return np.abs(x - y) == 2


def with_one(table, seat, seats, measure=strict):
    """The agreement of one column with each of several others.

    table: a DataFrame of votes; seat: the column to compare with; seats: names of columns. Returns a
    DataFrame
    with seat, share, votes, opposite, one row a column, in the order given; a share without a common vote is
    nan.
    """
    own, score = numbers(table[seat]), _score(measure)
    rows = []
    for name in seats:
        other = numbers(table[name])
        rows.append(
            {
                "seat": name,
                **_summary(own, other, score)._asdict(),
                "opposite": int((np.abs(own - other) == 2).sum()),
            }
        )
    return pd.DataFrame(rows, columns=["seat", "share", "votes", "opposite"])


def grid(table, seats):
    """Columns of votes as one array of small whole numbers: yes 1, abstention 0, no -1, missing MISSING.

    table: a DataFrame of votes; seats: names of columns. Returns an array, a row a vote, a column a seat.
    Raises
    ValueError for a value that is no vote. Columns of categories are read letter by letter, not cell by cell.
    """
    found = np.full((len(table), len(seats)), MISSING, dtype=np.int8)
    for place, name in enumerate(seats):
        column = table[name]
        if isinstance(column.dtype, pd.CategoricalDtype):
            found[:, place] = _letters(tuple(column.cat.categories))[column.cat.codes]
        else:
            found[:, place] = np.nan_to_num(numbers(column), nan=MISSING)
    return found


def tally(table, seat, seats, periods):
    """One column against many others, counted in each period, so that any span of periods follows by adding
    up.

    table: a DataFrame of votes; seat: the column to compare with; seats: names of columns; periods: a column
    of
    the same length, for example years. Returns a DataFrame with period, seat, common, alike, opposite
    (counts),
    periods in order and within each the seats in the order given; pairs without a common vote are left out.
    See
    `share_of` for the shares. The same as `by_period` for each pair, in one pass.
    """
    own, others = grid(table, [seat]), grid(table, seats)
    took_part = (own != MISSING) & (others != MISSING)
    alike, opposite = took_part & (own == others), took_part & (np.abs(own - others) == 2)
    which, found = pd.factorize(pd.Series(periods), sort=True)
    if len(which) != len(own):
        raise ValueError(f"There are {len(own)} votes and {len(which)} periods.")
    order = np.argsort(which, kind="stable")
    starts = np.searchsorted(which[order], np.arange(len(found)))
    sums = [
        np.add.reduceat(one[order], starts, axis=0, dtype=np.int64).ravel()
        if len(found)
        else np.zeros(0, int)
        for one in (took_part, alike, opposite)
    ]
    rows = pd.DataFrame(
        {
            "period": np.repeat(found, len(seats)),
            "seat": np.tile(list(seats), len(found)),
            "common": sums[0],
            "alike": sums[1],
            "opposite": sums[2],
        }
    )
    return rows[rows.common > 0].reset_index(drop=True)


def share_of(common, alike, opposite, measure=strict):
    """The share that counts stand for: alike / common (strict), or with half a point for one step apart
    (graded).

    common, alike, opposite: numbers or columns of them; measure: `strict` or `graded`.
    """
    _score(measure)
    return alike / common if measure is strict else 1 - (common - alike + opposite) / (2 * common)


def with_the_rest(table, seat, seats):
    """In each vote, the share of the other members that voted exactly like one of them.

    table: a DataFrame of votes; seat: a column; seats: the columns that make up the assembly (the seat
    itself is
    left out). Returns an array with one number from 0 to 1 for each row; nan where the seat took no part or
    nobody else did. Compared over time it says who moved, if the rest did not.
    """
    own, others = grid(table, [seat]), grid(table, [name for name in seats if name != seat])
    took_part = (own != MISSING) & (others != MISSING)
    alike, present = (took_part & (own == others)).sum(axis=1), took_part.sum(axis=1)
    return np.divide(alike, present, out=np.full(len(own), np.nan), where=present > 0)


@functools.cache
def _letters(categories):
    """The number that each category stands for, and last MISSING, where the code -1 finds it."""
    return np.append(numbers(categories), MISSING).astype(np.int8)


def _common(a, b):
    x, y = numbers(a), numbers(b)
    if len(x) != len(y):
        raise ValueError(f"The two columns differ in length: {len(x)} and {len(y)} votes.")
    return x, y


def _same(x, y):
    return (x == y).astype(float)


def _close(x, y):
    return 1 - np.abs(x - y) / 2


def _score(measure):
    try:
        return {strict: _same, graded: _close}[measure]
    except KeyError:
        raise ValueError("The measure is strict or graded, the function itself, without brackets.") from None


def _summary(x, y, score):
    took_part = ~np.isnan(x + y)
    votes = int(took_part.sum())
    return Agreement(float(score(x, y)[took_part].mean()) if votes else float("nan"), votes)
