"""Dots at their true places, stacked where they would cover one another."""

import pandas as pd


def swarm(spots: pd.Series, width: float) -> pd.Series:
    """Heights (0, 1, 2 …) that stack dots at their true places without one covering another.

    spots: where each dot stands. width: how near two dots of one height may be. Returns a Series, indexed as
    spots.
    """
    ends, heights = [], {}
    for at, x in spots.sort_values().items():
        level = next((i for i, end in enumerate(ends) if x - end >= width), len(ends))
        ends[level : level + 1] = [x]
        heights[at] = float(level)
    return pd.Series(heights).reindex(spots.index)
