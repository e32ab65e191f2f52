"""What changed around a date, and would it have changed anyway? Windows, baselines and placebo dates.

A window compares one month with an earlier one. A baseline is what others did between the same two months:
taking it away leaves the difference in differences. That is the effect of the event only if nothing else
happened to the one and not to the others, if both would otherwise have moved together, and if the others did
not sell what the one could not. A placebo date is a month in which nothing of the kind happened: if the same
arithmetic finds an "effect" there as well, the arithmetic finds something else.

Sources: A. C. MacKinlay, "Event Studies in Economics and Finance", Journal of Economic Literature 35 (1997);
placebos as in A. Abadie, A. Diamond and J. Hainmueller, "Synthetic Control Methods for Comparative Case
Studies", Journal of the American Statistical Association 105 (2010). Limits: one event is one event. A
handful of placebo dates in a row are no random sample, so the rank below is a description, not a test.
"""

from collections.abc import Iterable

import pandas as pd


def change(before: float, after: float) -> float:
    """The change from one amount to another, in per cent of the first.

    Raises ValueError unless before > 0.

    >>> change(4, 5), change(4, 3)
    (25.0, -25.0)
    """
    if not before > 0:
        raise ValueError(f"The amount before must be above zero to compare with; it is {before}.")
    return 100 * (after - before) / before


def beyond_baseline(own: tuple[float, float], others: tuple[float, float]) -> float:
    """The change of one beyond the change of the others: difference in differences, in percentage points.

    own, others: (amount before, amount after), with the errors of `change`.

    >>> beyond_baseline(own=(10, 8), others=(100, 95))  # it fell by 20 %, they by 5 %
    -15.0
    """
    return change(*own) - change(*others)


def windows(amounts: pd.Series, back: int = 12) -> pd.DataFrame:
    """Every window that a series with gaps allows.

    amounts: numbers indexed by (year, month), one unit and one compiler.
    back: how many months lie between the two, 12 for the same month a year before.
    Returns a DataFrame with year, month, before, after, change_percent, in order of time; months without a
    figure at either end have no row.
    Raises ValueError for `back` below 1 or an amount that is not above zero.
    """
    if back < 1:
        raise ValueError("A window looks back one month or more.")
    known = {year * 12 + month - 1: float(amount) for (year, month), amount in amounts.dropna().items()}
    rows = [
        (now // 12, now % 12 + 1, known[now - back], known[now], change(known[now - back], known[now]))
        for now in sorted(known)
        if now - back in known
    ]
    return pd.DataFrame(rows, columns=["year", "month", "before", "after", "change_percent"])


def placebo_rank(event: float, placebos: Iterable[float]) -> tuple[int, int]:
    """How unusual is the change after the event among placebo dates?

    event: its change; placebos: the changes at dates without such an event, in the same unit.
    Returns (k, n): k of the n placebo dates moved at least as far in the event's direction, down where it is below
    zero, else up.
    Raises ValueError without a placebo date.

    >>> placebo_rank(-10, [-20, -10, 5]), placebo_rank(5, [-20, -10, 5])
    ((2, 3), (1, 3))
    """
    placebos = list(placebos)
    if not placebos:
        raise ValueError("There is no placebo date to compare with.")
    as_far = (placebo <= event if event < 0 else placebo >= event for placebo in placebos)
    return sum(as_far), len(placebos)
