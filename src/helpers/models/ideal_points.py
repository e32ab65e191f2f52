"""Where do members of an assembly stand on one line? A small estimate of positions from roll calls.

Model: a text t draws the vote a_t + b_t x from a member at position x (yes 1, abstention 0, no -1);
positions and lines are fitted in turn by least squares until they settle. It is a factor model with one
factor and gaps.

The published ideal points (M. A. Bailey, A. Strezhnev and E. Voeten, "Estimating Dynamic State Preferences
from United Nations Voting Data", Journal of Conflict Resolution 61 (2017)) differ in what matters: they treat
votes as ordered choices, and they tie the years together by texts that return with the same words. Here every
set of votes stands alone, so a position says who stood near whom in that year, not who moved between years.
"""

import numpy as np
import numpy.typing as npt

LEAST_VOTES = 10


def positions(votes: npt.ArrayLike, up: int, rounds: int = 40) -> np.ndarray:
    """The members' positions on one line, with mean 0 and standard deviation 1.

    votes: an array (votes x members) of 1 (yes), 0 (abstention), -1 (no) and nan (missing).
    up: the column that is to stand above the mean.
    rounds: how often, at most, positions and lines are fitted in turn.
    Returns one number for each member; nan for one with fewer than 10 votes (or fewer than half of them,
    where there are fewer than 20).
    Raises ValueError if fewer than three members have enough votes or all of them voted alike.

    >>> left, middle, right = positions([[1, 0, -1]] * 12, up=0)
    >>> bool(left > middle > right)
    True
    """
    votes = np.asarray(votes, dtype=float)
    present = ~np.isnan(votes)
    enough = present.sum(axis=0) >= min(LEAST_VOTES, max(1, len(votes) // 2))
    found = np.full(votes.shape[1], np.nan)
    if enough.sum() < 3:
        raise ValueError("At least three members with enough votes are needed.")
    seen = present[:, enough]
    cast = np.where(seen, votes[:, enough], 0.0)
    mean = cast.sum(axis=1, keepdims=True) / np.maximum(seen.sum(axis=1, keepdims=True), 1)
    centred = np.where(seen, cast - mean, 0.0)
    if not centred.any():
        raise ValueError("Everyone voted alike: nobody stands anywhere.")
    # to begin with, the direction in which the members differ most
    place = _scaled(np.linalg.eigh(centred.T @ centred)[1][:, -1])
    seen = seen.astype(float)
    for _ in range(rounds):
        before, place = place, _scaled(_places(cast, seen, *_lines(cast, seen, place)))
        if np.allclose(before, place, atol=1e-4):
            break
    anchor = np.flatnonzero(enough).tolist().index(up) if enough[up] else int(np.argmax(np.abs(place)))
    found[enough] = place if place[anchor] >= 0 else -place
    return found


def _lines(cast: np.ndarray, seen: np.ndarray, place: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each text's line (a, b) through the members' votes, by least squares."""
    count = np.maximum(seen.sum(axis=1), 1)
    mean_x = seen @ place / count
    mean_v = cast.sum(axis=1) / count
    spread = seen @ place**2 - count * mean_x**2
    slope = (cast @ place - count * mean_x * mean_v) / np.where(spread > 1e-9, spread, np.inf)
    return mean_v - slope * mean_x, slope


def _places(cast: np.ndarray, seen: np.ndarray, level: np.ndarray, slope: np.ndarray) -> np.ndarray:
    """Each member's position given the lines, by least squares; the middle for one that no line tells apart."""
    weight = seen.T @ slope**2
    return (cast.T @ slope - seen.T @ (level * slope)) / np.where(weight > 1e-9, weight, np.inf)


def _scaled(place: np.ndarray) -> np.ndarray:
    return (place - place.mean()) / (place.std() or 1.0)
