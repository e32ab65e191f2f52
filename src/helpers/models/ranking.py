"""Choosing among options by several criteria: the weighted ranking, and how much it hangs on the weights.

An option's total is the mean of its scores, weighted by how much each criterion matters to whoever chooses.
Sources: R. L. Keeney and H. Raiffa, *Decisions with Multiple Objectives* (1976), who say when adding is
allowed: when the worth of a score on one criterion doesn't hang on the scores on another; V. Belton and
T. J. Stewart, *Multiple Criteria Decision Analysis* (2002), on asking at which weight a ranking changes.
Limits: weights mean trade-offs between the scales as they are drawn; adding lets a very good score pay for a
very bad one, so it knows no red line.

Scores are a DataFrame: a row an option, a column a criterion, higher is better, one scale for all. Weights
are numbers from 0 up, by criterion; one that is not named weighs 0. Criteria with a score missing are left
out. A weight that is no number from 0 up is a ValueError everywhere.
"""

import itertools
import math
from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
import pandas as pd

SWITCH = ["criterion", "now", "at", "way", "options", "first"]
Weights: TypeAlias = Mapping[str, float] | pd.Series


def _complete(scores: pd.DataFrame) -> pd.DataFrame:
    return scores.dropna(axis="columns").astype(float)


def _known(scores: pd.DataFrame, weights: Weights) -> tuple[pd.DataFrame, pd.Series]:
    """The complete columns of the scores, and their weights."""
    known = _complete(scores)
    values = pd.Series(weights, dtype=float).reindex(known.columns, fill_value=0.0)
    if not np.isfinite(values).all() or (values < 0).any():
        raise ValueError("Every weight must be a number from 0 up.")
    return known, values


def contributions(scores: pd.DataFrame, weights: Weights) -> pd.DataFrame:
    """What each criterion adds to each option's total, in the shape of the scores.

    A row sums to the option's total, on the scale of the scores. Where all weights are 0, all is 0.
    """
    known, values = _known(scores, weights)
    return known * (values / (values.sum() or 1.0))


def ranking(scores: pd.DataFrame, weights: Weights) -> pd.DataFrame:
    """The options from best to worst: a DataFrame with option, total (on the scale of the scores), rank.

    Equal totals share the better rank and stand in the order of the scores. Empty where no criterion is
    scored.

    >>> scores = pd.DataFrame({"law": [2, -2], "fuel": [-2, 2]}, index=["arrest", "welcome"])
    >>> ranking(scores, {"law": 3, "fuel": 1})
        option  total  rank
    0   arrest    1.0     1
    1  welcome   -1.0     2
    """
    parts = contributions(scores, weights)
    total = parts.sum(axis=1).round(12)[: None if len(parts.columns) else 0] + 0.0
    table = pd.DataFrame(
        {
            "option": total.index,
            "total": total.to_numpy(),
            "rank": total.rank(method="min", ascending=False).astype(int).to_numpy(),
        }
    )
    return table.sort_values("rank", kind="stable").reset_index(drop=True)


def switch_points(scores: pd.DataFrame, weights: Weights, most: float = 10) -> pd.DataFrame:
    """At which weight of one criterion, the others left as they are, another option takes the first place.

    most: the largest weight allowed.
    Returns a DataFrame with a row for each scored criterion: criterion, now (the weight), at (the nearest
    weight from 0 to most beyond which another option wins; nan where none does), way ("up" or "down"; None),
    options (a list: who wins beyond it, one or several; empty), first (a list: who wins now; several where
    they are level). Where options are level now and this criterion parts them, `at` is `now`.
    """
    known, values = _known(scores, weights)
    rows = [
        min(
            _switches(known, values, criterion, most),
            key=_step,
            default=_row(known, values, criterion, math.nan, None, []),
        )
        for criterion in known.columns
    ]
    return pd.DataFrame(rows, columns=SWITCH)


def nearest_switches(scores: pd.DataFrame, weights: Weights, most: float = 10) -> pd.DataFrame:
    """The switches that need the smallest change of one weight: one as a rule, several if equally near.

    most: the largest weight allowed.
    Returns a DataFrame with the columns of `switch_points`; a criterion stands twice where up and down are
    equally near. Empty where there is no switch.
    """
    known, values = _known(scores, weights)
    found = [row for criterion in known.columns for row in _switches(known, values, criterion, most)]
    least = min(map(_step, found), default=math.nan)
    return pd.DataFrame([row for row in found if _step(row) <= least + 1e-9], columns=SWITCH)


def nearest_pairs(scores: pd.DataFrame, weights: Weights, most: float = 10) -> pd.DataFrame:
    """The smallest change of two weights, both moved equally far, that puts another option first.

    most: the largest weight allowed.
    Returns a DataFrame with the columns of `switch_points`, in which criterion, now, at and way are lists of two;
    several rows if equally near, none where no two weights can.
    """
    known, values = _known(scores, weights)
    found = []
    for pair in itertools.combinations(known.columns, 2):
        for signs in itertools.product((1, -1), repeat=2):
            push = dict(zip(pair, signs, strict=True))
            if change := _change(known, values, push, most):
                found.append((change[0], _moved(known, values, push, *change)))
    least = min((step for step, _ in found), default=math.nan)
    return pd.DataFrame([row for step, row in found if step <= least + 1e-9], columns=SWITCH)


def _step(row: dict) -> float:
    return abs(row["at"] - row["now"])


def _moved(
    known: pd.DataFrame, weights: pd.Series, push: dict[str, int], step: float, options: list[str]
) -> dict:
    """The row of a change: the weights that are pushed, from where to where, and who wins beyond."""
    return {
        "criterion": list(push),
        "now": [weights[one] for one in push],
        "at": [float(weights[one] + sign * step) for one, sign in push.items()],
        "way": ["up" if sign > 0 else "down" for sign in push.values()],
        "options": options,
        "first": _winners(known, weights),
    }


def _row(
    known: pd.DataFrame, weights: pd.Series, criterion: str, at: float, way: str | None, options: list[str]
) -> dict:
    return {
        "criterion": criterion,
        "now": weights[criterion],
        "at": at,
        "way": way,
        "options": options,
        "first": _winners(known, weights),
    }


def _winners(known: pd.DataFrame, weights: pd.Series) -> list[str]:
    """The options with the highest weighted sum: a list; sums that differ by rounding only are level."""
    total = known @ weights
    return list(total.index[total >= total.max() - 1e-9])


def _switches(known: pd.DataFrame, weights: pd.Series, criterion: str, most: float) -> list[dict]:
    """The nearest switch upwards and the nearest downwards, as far as there are any."""
    found = []
    for sign in (1, -1):
        if change := _change(known, weights, {criterion: sign}, most):
            row = _moved(known, weights, {criterion: sign}, *change)
            found.append(row | {key: row[key][0] for key in ("criterion", "now", "at", "way")})
    return found


def _change(
    known: pd.DataFrame, weights: pd.Series, push: dict[str, int], most: float
) -> tuple[float, list[str]] | None:
    """How far weights must be pushed (1: up, -1: down) until others win, and who; None where the scale ends first."""
    room = min(most - weights[one] if sign > 0 else weights[one] for one, sign in push.items())
    if room <= 1e-12:
        return None
    total = known.to_numpy() @ weights.to_numpy()
    slope = np.sum([sign * known[one].to_numpy() for one, sign in push.items()], axis=0)
    first = total >= total.max() - 1e-9
    # On the way, the first place belongs to the one of the leaders that gains fastest.
    fastest = slope[first].max()
    leaders = first & (slope == fastest)
    if (leaders != first).any():
        return 0.0, list(known.index[leaders])
    gains = slope - fastest
    steps = np.full(len(total), np.inf)
    np.divide(total[first][0] - total, gains, out=steps, where=gains > 0)
    step = steps.min()
    if step >= room - 1e-9:
        return None
    gains[~np.isclose(steps, step, atol=1e-9)] = 0
    return float(step), list(known.index[gains == gains.max()])


def dominated(scores: pd.DataFrame, twins: bool = False) -> dict[str, list[str]]:
    """Options that no weights can make the only winner because another is never worse and once better.

    twins: True counts an option, too, that another one equals on every criterion.
    Returns {option: [options that dominate it]}, without those that nothing dominates.

    >>> dominated(pd.DataFrame({"law": [2, 1], "fuel": [1, 1]}, index=["arrest", "delay"]))
    {'delay': ['arrest']}
    """
    known = _complete(scores)
    found: dict[str, list[str]] = {}
    for one, other in itertools.permutations(known.index, 2):
        better = known.loc[other] - known.loc[one]
        if (better >= 0).all() and (twins or (better > 0).any()):
            found.setdefault(one, []).append(other)
    return found


def shares_of_weightings(scores: pd.DataFrame, points: int = 20) -> pd.Series:
    """In what share of all ways to weigh the criteria does each option win alone?

    points: a weighting deals so many equal points to the scored criteria; every such weighting counts once,
    an even sample of the simplex of weights, corners and edges included.
    Returns a Series by option, from 0 to 1; what is lacking to 1 are weightings with several options level in
    the first place. All missing where nothing is scored.
    """
    known = _complete(scores)
    if known.columns.empty:
        return pd.Series(math.nan, index=known.index)
    totals = _all_weightings(len(known.columns), points) @ known.to_numpy().T
    wins = totals >= totals.max(axis=1, keepdims=True) - 1e-9
    return pd.Series((wins & (wins.sum(axis=1, keepdims=True) == 1)).mean(axis=0), index=known.index)


def weightings(criteria: int, points: int = 20) -> int:
    """How many ways there are to share out these points over so many criteria.

    >>> weightings(criteria=2, points=4)
    5
    """
    return math.comb(points + criteria - 1, criteria - 1)


def _all_weightings(criteria: int, points: int) -> np.ndarray:
    """Every way to share out the points: a row a weighting, a column a criterion."""
    ways = list(itertools.combinations(range(points + criteria - 1), criteria - 1))
    bars = np.array(ways, dtype=int).reshape(len(ways), criteria - 1)
    edges = np.hstack([np.full((len(bars), 1), -1), bars, np.full((len(bars), 1), points + criteria - 1)])
    return np.diff(edges, axis=1) - 1
