"""Choosing among options by several criteria: the weighted additive ranking, and how much it hangs on the weights.

An option's total is the mean of its scores, weighted by how much each criterion matters to whoever chooses.
Sources: R. L. Keeney and H. Raiffa, *Decisions with Multiple Objectives* (1976), who say when adding is allowed: when
the worth of a score on one criterion doesn't hang on the scores on another; V. Belton and T. J. Stewart, *Multiple
Criteria Decision Analysis* (2002), on asking at which weight a ranking changes. Limits: weights mean trade-offs between
the scales as they are drawn; adding lets a very good score pay for a very bad one, so it knows no red line.

Scores are a DataFrame: a row an option, a column a criterion, higher is better, one scale for all. Weights are
numbers from 0 up, by criterion (a dict or Series). Criteria with a score missing are left out.
"""

import itertools
import math

import numpy as np
import pandas as pd

SWITCH = ["criterion", "now", "at", "way", "options", "first"]


def _complete(scores):
    return scores.dropna(axis="columns").astype(float)


def _weights(weights, criteria):
    values = pd.Series(weights, dtype=float).reindex(criteria, fill_value=0.0)
    if not np.isfinite(values).all() or (values < 0).any():
        raise ValueError("Every weight must be a number from 0 up.")
    return values


def contributions(scores, weights):
    """What each criterion adds to each option's total: a DataFrame in the shape of the scores.

    A row sums to the option's total, on the scale of the scores. Where all weights are 0, all is 0.
    """
    known = _complete(scores)
    weights = _weights(weights, known.columns)
    return known * (weights / weights.sum() if weights.sum() else 0.0)


def ranking(scores, weights):
    """The options from best to worst: DataFrame option, total, rank; equal totals share the better rank.

    Empty where no criterion is scored. Options with equal totals stand in the order of the scores.
    """
    known = _complete(scores)
    if known.empty or known.columns.empty:
        return pd.DataFrame(
            {"option": pd.Series(dtype=str), "total": pd.Series(dtype=float), "rank": pd.Series(dtype=int)}
        )
    total = contributions(scores, weights).sum(axis=1).round(12) + 0.0
    table = pd.DataFrame(
        {
            "option": total.index,
            "total": total.to_numpy(),
            "rank": total.rank(method="min", ascending=False).astype(int).to_numpy(),
        }
    )
    return table.sort_values("rank", kind="stable").reset_index(drop=True)


def switch_points(scores, weights, most=10):
    """At which weight of one criterion, the others left as they are, another option takes the first place.

    most: the largest weight allowed. Returns a DataFrame with a row for each scored criterion: criterion, now (the
    weight), at (the nearest weight from 0 to most beyond which another option wins; NaN where none does),
    way ("up" or "down"; None), options (a list: who wins beyond it, one or several; empty), first (who wins now;
    several where they are level). Where options are level now and this criterion parts them, `at` is `now`.
    """
    known = _complete(scores)
    weights = _weights(weights, known.columns)
    rows = []
    for criterion in known.columns:
        found = _switches(known, weights, criterion, most)
        rows.append(min(found, key=_step) if found else _row(known, weights, criterion, math.nan, None, []))
    return pd.DataFrame(rows, columns=SWITCH)


def nearest_switches(scores, weights, most=10):
    """The switches that need the smallest change of one weight: one as a rule, several where they are equally near.

    Columns as in `switch_points`; a criterion stands twice where up and down are equally near. Empty where none is.
    """
    known = _complete(scores)
    weights = _weights(weights, known.columns)
    found = [row for criterion in known.columns for row in _switches(known, weights, criterion, most)]
    least = min(map(_step, found), default=math.nan)
    return pd.DataFrame([row for row in found if _step(row) <= least + 1e-9], columns=SWITCH)


def _step(row):
    return abs(row["at"] - row["now"])


def _row(known, weights, criterion, at, way, options):
    return {
        "criterion": criterion,
        "now": weights[criterion],
        "at": at,
        "way": way,
        "options": options,
        "first": _winners(known, weights),
    }


def _winners(known, weights):
    """The options with the highest weighted sum: a list; sums that differ by rounding only are level."""
    total = known @ weights
    return list(total.index[total >= total.max() - 1e-9])


def _switches(known, weights, criterion, most):
    """The nearest switch upwards and the nearest downwards, as far as there are any: a list of rows."""
    now, slope = weights[criterion], known[criterion]
    total, first = known @ weights, _winners(known, weights)
    found = []
    for way, sign, end in (("up", 1, most), ("down", -1, 0)):
        room = sign * (end - now)
        if room <= 1e-12:
            continue
        # On the way, the first place belongs to the one of the leaders that gains fastest.
        leader = max(first, key=lambda option: sign * slope[option])
        if len(first) > 1 and len({slope[option] for option in first}) > 1:
            found.append(
                _row(
                    known,
                    weights,
                    criterion,
                    float(now),
                    way,
                    [o for o in first if slope[o] == slope[leader]],
                )
            )
            continue
        gains = sign * (slope - slope[leader])
        steps = ((total[leader] - total) / gains).where(gains > 0)
        step = steps.min()
        if not math.isnan(step) and step < room - 1e-9:
            level = steps.index[np.isclose(steps, step, atol=1e-9)]
            best = gains[level].max()
            at = float(now + sign * step)
            found.append(_row(known, weights, criterion, at, way, [o for o in level if gains[o] == best]))
    return found


def dominated(scores, twins=False):
    """Options that no weights can make the only winner because another is never worse and once better.

    twins: True counts an option, too, that another one equals on every criterion. Returns {option: [options that
    dominate it]}, without those that nothing dominates.
    """
    known = _complete(scores)
    found = {}
    for one, other in itertools.permutations(known.index, 2):
        better = known.loc[other] - known.loc[one]
        if (better >= 0).all() and (twins or (better > 0).any()):
            found.setdefault(one, []).append(other)
    return found


def shares_of_weightings(scores, points=20):
    """In what share of all ways to weigh the criteria does each option win alone?

    A weighting deals `points` equal points to the scored criteria; every such weighting counts once, an even sample
    of the simplex of weights, corners and edges included. Returns a Series by option; what is lacking to 1 are
    weightings with several options level in the first place. All missing where nothing is scored.
    """
    known = _complete(scores)
    if known.columns.empty:
        return pd.Series(math.nan, index=known.index)
    totals = _all_weightings(len(known.columns), points) @ known.to_numpy().T
    wins = totals >= totals.max(axis=1, keepdims=True) - 1e-9
    return pd.Series((wins & (wins.sum(axis=1, keepdims=True) == 1)).mean(axis=0), index=known.index)


def weightings(criteria, points=20):
    """How many ways there are to share out these points over so many criteria (an integer)."""
    return math.comb(points + criteria - 1, criteria - 1)


def _all_weightings(criteria, points):
    ways = list(itertools.combinations(range(points + criteria - 1), criteria - 1))
    bars = np.array(ways, dtype=int).reshape(len(ways), criteria - 1)
    edges = np.hstack([np.full((len(bars), 1), -1), bars, np.full((len(bars), 1), points + criteria - 1)])
    return np.diff(edges, axis=1) - 1
