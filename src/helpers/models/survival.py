"""How long until something happens, when for some it has not happened yet.

A person who is still waiting on the last day tells us something: "not before now". Leaving such cases out,
or counting them as "never", would both be wrong. The product-limit estimate (E. L. Kaplan and P. Meier,
Journal of the American Statistical Association 53, 1958, pp. 457-481) uses each case for as long as it was
watched. It assumes that those who drop out of sight are like those who stay; where they drop out because
something else made the event impossible (a death, say), `share_reached` counts them properly.
"""

import numpy as np
import pandas as pd


def kaplan_meier(durations, happened):
    """The share still waiting after each time at which something happened.

    durations: how long each case was watched (any unit, 0 or more); happened: True where the event ended
    the watching, False where the case was still open (censored). At equal times, events come before open
    cases. Returns a row for each time with an event: time, at_risk (cases watched until then), events,
    waiting (from 1 to 0). ValueError for lengths that differ, negative or missing durations. No case: an
    empty table.
    """
    durations, happened = _checked(durations, happened)
    times = np.unique(durations[happened])
    at_risk = np.array([(durations >= time).sum() for time in times], dtype=int)
    events = np.array([((durations == time) & happened).sum() for time in times], dtype=int)
    waiting = np.cumprod(1 - events / np.maximum(at_risk, 1))
    return pd.DataFrame({"time": times, "at_risk": at_risk, "events": events, "waiting": waiting})


def share_reached(durations, endings, event):
    """The share for whom `event` has happened by each time, when other endings may make it impossible.

    durations: as in `kaplan_meier`; endings: a word for each case, such as "custody" or "died", and None
    where the case is open; event: the word to count. This is the cumulative incidence of O. Aalen and S.
    Johansen (Scandinavian Journal of Statistics 5, 1978): someone else's ending lowers what can still come.
    Returns time, reached (from 0 to 1) for each time at which the event happened.
    """
    endings = np.array([None if pd.isna(word) else word for word in endings], dtype=object)
    durations, over = _checked(durations, [word is not None for word in endings])
    steps = kaplan_meier(durations, over)
    before = np.concatenate([[1.0], steps.waiting.to_numpy()])[:-1]
    counted = np.array([((durations == time) & (endings == event)).sum() for time in steps.time], dtype=int)
    reached = np.cumsum(before * counted / np.maximum(steps.at_risk, 1))
    return pd.DataFrame({"time": steps.time, "reached": reached})[counted > 0].reset_index(drop=True)


def at(table, time, column, start):
    """The value of a step table at one time: the last row up to then, or `start` before the first."""
    rows = table[table.time <= time]
    return float(rows[column].iloc[-1]) if len(rows) else start


def _checked(durations, happened):
    durations, happened = np.asarray(durations, dtype=float), np.asarray(happened, dtype=bool)
    if durations.shape != happened.shape:
        raise ValueError("Give one True or False for each duration.")
    if durations.size and not durations.min() >= 0:
        raise ValueError("A duration is a number of 0 or more.")
    return durations, happened
