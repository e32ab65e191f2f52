"""By how much two groups' scores differ where nobody knows who is in both, with the range that chance leaves open."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from helpers.models.paired import Difference, t_quantile


def group_difference(first: npt.ArrayLike, second: npt.ArrayLike, level: float = 0.95) -> Difference:
    """The mean of the second group minus that of the first, with its confidence interval.

    first, second: scores, of at least two people each; not paired. level: from 0 to 1.
    Returns a `Difference` whose `many` is the size of both groups together. The interval is Welch's (Biometrika 34,
    1947, pp. 28-35), which doesn't ask that both groups spread alike: the difference plus and minus Student's t times
    the root of the sum of both squared standard errors, with the degrees of freedom of Satterthwaite (Biometrics
    Bulletin 2, 1946, pp. 110-114). Where the same people are in both groups and who scored high before scores high
    after, pairs would give a narrower one.
    Raises ValueError for fewer than two scores in a group.

    >>> found = group_difference([3, 4, 5, 6], [5, 5, 8, 7, 7])
    >>> round(found.mean, 2), round(found.low, 2), round(found.high, 2)
    (1.9, -0.2, 4.0)
    """
    groups = [np.asarray(one, dtype=float) for one in (first, second)]
    if any(one.ndim != 1 or one.size < 2 for one in groups):
        raise ValueError("group_difference needs the scores of at least two people in each group.")
    mean = float(groups[1].mean() - groups[0].mean())
    parts = [float(one.var(ddof=1)) / one.size for one in groups]
    many = sum(one.size for one in groups)
    if not sum(parts):
        return Difference(mean, mean, mean, many)
    freedom = sum(parts) ** 2 / sum(part**2 / (one.size - 1) for part, one in zip(parts, groups, strict=True))
    room = t_quantile((1 + level) / 2, freedom) * math.sqrt(sum(parts))
    return Difference(mean, mean - room, mean + room, many)
