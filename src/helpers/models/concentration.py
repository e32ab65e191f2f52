"""How concentrated is trade? The Herfindahl-Hirschman index and what an incomplete list leaves open.

Source: O. C. Herfindahl, *Concentration in the Steel Industry* (1950); A. O. Hirschman, *National Power and
the Structure of Foreign Trade* (1945), who made it to ask how far a small country depends on a large one.
"""

from collections.abc import Iterable


def hhi(shares: Iterable[float]) -> float:
    """The Herfindahl-Hirschman index of shares in per cent: 1 means one partner, 1/n means n equal ones.

    shares: numbers from 0 to 100 that sum to at most 100 (a point more is taken as rounding). Below 100 the
    rest counts as many partners too small to matter, so the result is a lower bound.
    Returns a number from 0 to 1.
    Raises ValueError for a share outside 0 to 100, or a sum above 101.

    >>> round(hhi([50, 30, 20]), 2)
    0.38
    """
    shares = [float(share) for share in shares]
    if not all(0 <= share <= 100 for share in shares):
        raise ValueError("Every share must be a number from 0 to 100 (per cent).")
    if sum(shares) > 101:
        raise ValueError(f"These shares sum to {sum(shares):.0f} per cent; together they can't exceed 100.")
    return min(1.0, sum((share / 100) ** 2 for share in shares))


def hhi_bounds(shares: Iterable[float]) -> tuple[float, float]:
    """The lowest and the highest HHI that fit a list of the largest partners only.

    shares: the largest partners' shares in per cent, as in `hhi`, with the same errors. The rest belongs to
    partners not listed, none of them larger than the smallest listed. Lowest: the rest is split among
    countless partners. Highest: it is split among as few as possible.
    Returns (low, high), numbers from 0 to 1.

    >>> low, high = hhi_bounds([50, 20])
    >>> f"{low:.2f} to {high:.2f}"
    '0.29 to 0.34'
    """
    shares = [float(share) for share in shares]
    low, rest = hhi(shares), max(0.0, 100 - sum(shares))
    largest = min((share for share in shares if share > 0), default=100.0)
    full, left = divmod(rest, largest)
    return low, min(1.0, low + full * (largest / 100) ** 2 + (left / 100) ** 2)


def equivalent_partners(index: float) -> float:
    """How many partners of equal size would give this HHI: 1 / HHI.

    index: above 0, at most 1; ValueError for any other.

    >>> equivalent_partners(0.25)
    4.0
    """
    if not 0 < index <= 1:
        raise ValueError("The index must be above 0 and at most 1.")
    return 1 / index
