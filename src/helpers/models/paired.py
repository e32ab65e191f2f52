"""By how much the same people's scores differ between two occasions, with the range that chance leaves open."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

NODES, WEIGHTS = np.polynomial.legendre.leggauss(200)
FARTHEST = 1e6


@dataclass(frozen=True)
class Difference:
    """The mean difference of pairs, the ends of its confidence interval, and how many pairs there are."""

    mean: float
    low: float
    high: float
    many: int


def mean_difference(first: npt.ArrayLike, second: npt.ArrayLike, level: float = 0.95) -> Difference:
    """The mean of second minus first over pairs, with its confidence interval.

    first, second: scores of the same people in the same order, at least two. level: from 0 to 1.
    Returns a `Difference`: the interval is the mean plus and minus Student's t with many − 1 degrees of freedom times
    the standard error of the differences. Over repeated classes drawn alike it covers the mean in `level` of them, as
    far as the mean difference varies like a normal one; with few pairs and scores at the end of their scale it doesn't.
    Raises ValueError for lengths that differ and for fewer than two pairs.
    The interval of Student (Biometrika 6, 1908, pp. 1-25), for paired differences.

    >>> found = mean_difference([3, 4, 5, 6], [5, 5, 8, 7])
    >>> round(found.mean, 2), round(found.low, 2), round(found.high, 2)
    (1.75, 0.23, 3.27)
    """
    before, after = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    if before.shape != after.shape or before.ndim != 1 or before.size < 2:
        raise ValueError("mean_difference needs two scores of each of at least two people.")
    apart = after - before
    room = t_quantile((1 + level) / 2, apart.size - 1) * apart.std(ddof=1) / math.sqrt(apart.size)
    mean = float(apart.mean())
    return Difference(mean, mean - float(room), mean + float(room), apart.size)


def t_below(value: float, freedom: float) -> float:
    """The chance that Student's t with so many degrees of freedom lies below a value of 0 or more.

    The density is integrated over the angle whose tangent is t over the root of the degrees of freedom, where it is a
    power of the cosine.
    """
    angle = math.atan(value / math.sqrt(freedom))
    factor = math.exp(math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)) / math.sqrt(math.pi)
    points = angle / 2 * (NODES + 1)
    return 0.5 + factor * angle / 2 * float(WEIGHTS @ np.cos(points) ** (freedom - 1))


def t_quantile(share: float, freedom: float) -> float:
    """The value below which Student's t lies with this chance, from 0.5 on; by halving, to a billionth."""
    low, high = 0.0, FARTHEST
    while high - low > 1e-9 * max(1.0, low):
        middle = (low + high) / 2
        low, high = (middle, high) if t_below(middle, freedom) < share else (low, middle)
    return (low + high) / 2
