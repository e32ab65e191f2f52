"""A base rate with its uncertainty (beta-binomial), and scores for forecasts once the outcome is known.

Rates, probabilities and outcomes are fractions from 0 to 1. A prior is two whole numbers of imagined cases,
at least one of each kind: (1, 1) holds every rate for equally likely (Bayes 1763, Laplace 1774: the rule of
succession).

What the posterior takes for granted: the cases are alike, don't influence each other, and come with one
unknown rate. Real trips break all three, so its interval is the least uncertainty there is, not all of it.

The score is Brier's for one question with two answers (1950, in the halved form used today): the squared
distance between the probability and what happened; 0 is best, 1 is worst, always saying one half gives 0.25.
"""

import functools
import itertools
import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Beta(NamedTuple):
    """A beta distribution for an unknown rate, with whole-number parameters of at least 1."""

    a: int
    b: int

    @property
    def mean(self) -> float:
        """The expected rate, a / (a + b)."""
        return self.a / (self.a + self.b)

    def density(self, rate: float) -> float:
        """The height of the curve at a rate from 0 to 1 (ValueError for any other)."""
        if not 0 <= rate <= 1:
            raise ValueError(f"A rate lies between 0 and 1, {rate!r} does not.")
        scale = math.lgamma(self.a + self.b) - math.lgamma(self.a) - math.lgamma(self.b)
        if rate in (0, 1):
            edge = self.a if rate == 0 else self.b
            return math.exp(scale) if edge == 1 else 0.0
        return math.exp(scale + (self.a - 1) * math.log(rate) + (self.b - 1) * math.log1p(-rate))

    def below(self, rate: float) -> float:
        """The probability that the unknown rate is at most `rate` (the regularised incomplete beta function).

        rate: from 0 to 1; ValueError for any other. For whole numbers it is a sum: the chance of at least a
        successes in a + b - 1 draws with this rate.
        """
        if not 0 <= rate <= 1:
            raise ValueError(f"A rate lies between 0 and 1, {rate!r} does not.")
        if rate in (0, 1):
            return float(rate)
        draws, success, failure = self.a + self.b - 1, math.log(rate), math.log1p(-rate)
        ways = _log_choose(draws)
        chances = (math.exp(ways[k] + k * success + (draws - k) * failure) for k in range(self.a, draws + 1))
        return min(1.0, math.fsum(chances))

    def quantile(self, share: float) -> float:
        """The rate below which this share of the probability lies, found by halving (exact to 1e-11).

        share: from 0 to 1; ValueError for any other.
        """
        if not 0 <= share <= 1:
            raise ValueError(f"A share of probability lies between 0 and 1, {share!r} does not.")
        if share in (0, 1):
            return float(share)
        low, high = 0.0, 1.0
        while high - low > 1e-11:
            middle = (low + high) / 2
            low, high = (middle, high) if self.below(middle) < share else (low, middle)
        return (low + high) / 2


@functools.lru_cache(maxsize=64)
def _log_choose(draws: int) -> list[float]:
    """The logarithms of the binomial coefficients of `draws`, which themselves leave the range of a float."""
    return [
        math.lgamma(draws + 1) - math.lgamma(k + 1) - math.lgamma(draws - k + 1) for k in range(draws + 1)
    ]


def posterior(happened: int, cases: int, prior: tuple[int, int] = (1, 1)) -> Beta:
    """What is known of a rate after `happened` of `cases`, having begun with a prior of imagined cases.

    happened, cases: whole numbers, from 0 to 300.
    prior: (imagined cases in which it happened, imagined cases in which it did not), from 1 to 300 each.
    With no case at all the posterior is the prior.
    Raises ValueError for counts that can't be.

    >>> posterior(happened=0, cases=17)
    Beta(a=1, b=18)
    """
    for number in (happened, cases, *prior):
        if isinstance(number, bool) or int(number) != number:
            raise ValueError(f"Cases are counted in whole numbers, {number!r} is none.")
    if not 0 <= happened <= cases <= 300:
        raise ValueError(f"{happened} of {cases} can't be: between 0 and all of at most 300 cases.")
    if not all(1 <= number <= 300 for number in prior):
        raise ValueError("A prior needs from 1 to 300 imagined cases of each kind.")
    return Beta(int(happened + prior[0]), int(cases - happened + prior[1]))


def succession(happened: int, cases: int) -> float:
    """The rule of succession: the mean of the posterior with the prior (1, 1), (happened + 1) / (cases + 2).

    happened, cases: as in `posterior`, with the same errors.

    >>> succession(happened=0, cases=8)
    0.1
    """
    return posterior(happened, cases).mean


def upper_bound(known: Beta, sure: float = 0.95) -> float:
    """The rate below which the unknown rate lies with probability `sure`.

    With the prior (1, 1) and 0 of n cases this is 1 - (1 - sure) ** (1 / (n + 1)).

    >>> round(upper_bound(posterior(happened=0, cases=17)), 3)
    0.153
    """
    return known.quantile(sure)


def interval(known: Beta, sure: float = 0.95) -> tuple[float, float]:
    """The credible interval with equal tails: (low, high), which holds the rate with probability `sure`."""
    return known.quantile((1 - sure) / 2), known.quantile((1 + sure) / 2)


def brier(forecasts: Iterable[float], happened: Iterable[object]) -> float:
    """The Brier score: the mean of (probability - outcome)², 0 for perfect, 1 for always sure and wrong.

    forecasts: probabilities from 0 to 1; happened: as many truth values.
    Returns a number from 0 to 1; nan without any forecast.
    Raises ValueError for what is no probability, or where the two differ in length.

    >>> brier([0.5, 1.0], [False, True])
    0.125
    """
    pairs = _pairs(forecasts, happened)
    return math.fsum((p - h) ** 2 for p, h in pairs) / len(pairs) if pairs else math.nan


def calibration(
    forecasts: Iterable[float], happened: Iterable[object], edges: Sequence[float] = (0, 0.2, 0.8, 1)
) -> list[dict[str, float]]:
    """Forecasts in groups of similar probability, each with how often it happened.

    forecasts, happened: as in `brier`, with the same errors.
    edges: the borders of the groups, from 0 to 1; a forecast on a border belongs to the upper group, 1 to the
    last.
    Returns a dict for each group that has forecasts: low, high, forecasts (how many), said (the mean
    probability), happened (the share that happened).
    """
    pairs = _pairs(forecasts, happened)
    groups = {
        (low, high): [(p, h) for p, h in pairs if low <= p < high or (p == high == edges[-1])]
        for low, high in itertools.pairwise(edges)
    }
    return [
        {
            "low": low,
            "high": high,
            "forecasts": len(group),
            "said": math.fsum(p for p, _ in group) / len(group),
            "happened": sum(h for _, h in group) / len(group),
        }
        for (low, high), group in groups.items()
        if group
    ]


def _pairs(forecasts: Iterable[float], happened: Iterable[object]) -> list[tuple[float, bool]]:
    said, came = [float(p) for p in forecasts], [bool(h) for h in happened]
    if len(said) != len(came):
        raise ValueError(f"{len(said)} forecasts can't be compared with {len(came)} outcomes.")
    if not all(0 <= p <= 1 for p in said):
        raise ValueError("A probability lies between 0 and 1.")
    return list(zip(said, came, strict=True))
