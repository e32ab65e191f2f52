"""The numbers of lesson 9: tables in, tables and numbers out. Nothing here draws."""

import numpy as np
import pandas as pd

from helpers.models import ranking as model

MOST = 10
SIDES = ["with the first", "with the second", "abstained", "did not vote"]
ALL = ["all: with the first", "all: with the second"]
FEWEST = 20  # roll calls in a year; 2024 has six


def hinge(scores: pd.DataFrame, weights: model.Weights) -> pd.Series | None:
    """The smallest change that puts another option first: the first row of `hinges`, or None."""
    points = hinges(scores, weights)
    return None if points.empty else points.iloc[0]


def hinges(scores: pd.DataFrame, weights: model.Weights) -> pd.DataFrame:
    """The smallest changes of one weight that put another option first; where none can, of two, equally far.

    Returns the rows of `nearest_switches`, else of `nearest_pairs`; empty where neither one nor two can.
    """
    points = model.nearest_switches(scores, weights, MOST)
    return model.nearest_pairs(scores, weights, MOST) if points.empty else points


def turning(point: pd.Series) -> list[tuple[str, float, str, float]]:
    """The weights that a row of `hinges` moves: (criterion, now, "up" or "down", at), one or two of them."""
    columns = [point[name] for name in ("criterion", "now", "way", "at")]
    return list(zip(*columns, strict=True)) if isinstance(point["at"], list) else [tuple(columns)]


# --- how often must one choose? -----------------------------------------------------------------------------


def sides(votes: pd.DataFrame, first: str, second: str, of: str = "MNG") -> pd.DataFrame:
    """Where a state stood when two others voted opposite (yes against no), by year.

    votes: `un_votes`. first, second, of: codes. Years with fewer than 20 votes in which both took part are
    left out. Returns year, votes (both took part), opposite, how often `of` was with the first, with the
    second, abstained or did not vote, and of all states' votes in the opposite ones those with the first and
    with the second, per cent.
    """
    states = [one for one in votes if len(one) == 3 and one.isupper()]
    both = votes[states].assign(year=votes.date.dt.year)
    both = both[both.year >= 1992].dropna(subset=[first, second])
    apart = both[(both[first] != both[second]) & (both[first] != "A") & (both[second] != "A")]
    stood = [apart[of] == apart[first], apart[of] == apart[second], apart[of].isna()]
    apart = apart.assign(side=np.select(stood, [SIDES[0], SIDES[1], SIDES[3]], SIDES[2]))
    table = apart.groupby(["year", "side"]).size().unstack(fill_value=0).reindex(columns=SIDES, fill_value=0)
    count = both.groupby("year").size()
    cast, years = apart[states], apart.year
    for name, leader in zip(ALL, (first, second), strict=True):
        same = cast.eq(cast[leader], axis=0).sum(axis=1).groupby(years).sum()
        table[name] = 100 * same / cast.notna().sum(axis=1).groupby(years).sum()
    table = table.reindex(count.index).fillna(dict.fromkeys(SIDES, 0)).astype(dict.fromkeys(SIDES, int))
    table.insert(0, "opposite", table[SIDES].sum(axis=1))
    table.insert(0, "votes", count)
    return table[table.votes >= FEWEST].reset_index()
