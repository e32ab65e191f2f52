"""How long until something happens, when for some it has not happened yet, and for others never can.

A person who is still waiting on the last day tells us something: "not before now". Leaving such cases out,
or counting them as "never", would both be wrong: each counts for as long as it was watched. `kaplan_meier`
answers how many still wait; it assumes that those who drop out of sight are like those who stay. Where
something else makes the event impossible (a death, say: a competing event), the share for whom it has
happened is the cumulative incidence, `share_reached`; one minus Kaplan and Meier's share would be too large.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd


def kaplan_meier(durations: npt.ArrayLike, happened: npt.ArrayLike) -> pd.DataFrame:
    """The share still waiting after each time at which something happened.

    durations: how long each case was watched (any unit, 0 or more).
    happened: True where the event ended the watching, False where the case was still open (censored). At
    equal times, events come before open cases.
    Returns a DataFrame with time, at_risk (cases watched until then), events, waiting (from 1 to 0), a row
    for each time with an event; no case, no row.
    Raises ValueError for lengths that differ, and for negative or missing durations.
    The product-limit estimate of E. L. Kaplan and P. Meier (Journal of the American Statistical Association
    53, 1958, pp. 457-481).

    >>> table = kaplan_meier([1, 2, 3, 4, 5], [True, False, True, False, False])
    >>> table.waiting.round(2).tolist()
    [0.8, 0.53]
    """
    watched, over = _checked(durations, happened)
    times, events = np.unique(watched[over], return_counts=True)
    at_risk = np.array([(watched >= time).sum() for time in times], dtype=int)
    waiting = np.cumprod(1 - events / at_risk)
    return pd.DataFrame({"time": times, "at_risk": at_risk, "events": events, "waiting": waiting})


def share_reached(durations: npt.ArrayLike, endings: Sequence[str | None], event: str) -> pd.DataFrame:
    """The share for whom `event` has happened by each time, when other endings make it impossible.

    durations: as in `kaplan_meier`, with the same errors.
    endings: a word for each case, such as "custody" or "died", and None where the case is open.
    event: the word to count.
    Returns a DataFrame with time, at_risk (cases watched until then), events (of this kind), reached (from 0
    to 1), a row for each time at which the event happened.
    The cumulative incidence of O. O. Aalen and S. Johansen (Scandinavian Journal of Statistics 5, 1978, pp.
    141-150): at each time the share still waiting, of all endings, times the part to whom the event happens
    now. Without other endings it is one minus `kaplan_meier`.

    >>> endings = ["custody", "died", None, "custody", None]
    >>> share_reached([1, 2, 3, 4, 5], endings, "custody").reached.round(2).tolist()
    [0.2, 0.5]
    """
    words = pd.Series(endings, dtype=object).to_numpy()
    watched, over = _checked(durations, pd.notna(words))
    steps = kaplan_meier(watched, over)
    events = np.array([(watched[words == event] == time).sum() for time in steps.time], dtype=int)
    reached = (steps.waiting.shift(fill_value=1.0) * events / steps.at_risk).cumsum()
    table = steps[["time", "at_risk"]].assign(events=events, reached=reached)
    return table[events > 0].reset_index(drop=True)


def at(table: pd.DataFrame, time: float, column: str, start: float) -> float:
    """The value of a step table at one time: the last row up to then, or `start` before the first.

    table: what `kaplan_meier` or `share_reached` returns; column: which of its columns.
    """
    rows = table[table.time <= time]
    return float(rows[column].iloc[-1]) if len(rows) else start


def _checked(durations: npt.ArrayLike, happened: npt.ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    watched, over = np.asarray(durations, dtype=float), np.asarray(happened, dtype=bool)
    if watched.shape != over.shape:
        raise ValueError("Give one True or False for each duration.")
    if not (watched >= 0).all():
        raise ValueError("A duration is a number of 0 or more.")
    return watched, over
