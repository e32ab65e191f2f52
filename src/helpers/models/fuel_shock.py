"""What happens to a country's fuel when its supplier stops: a model of one tank, day by day.

Everything is counted in days of ordinary use: a tank of 29 means "29 days at the usual rate", a supply of 0.4
means "four tenths of a usual day". Each day the tank loses what people want minus what still arrives.
Made for these lessons; the bookkeeping is that of any store (what was there + what comes - what goes).

Limits: one tank for a whole country, one fuel, every day alike (no harvest, no winter), no panic buying,
nothing refilled after the cut. People, and petrol stations, run dry earlier than an average does.
"""

import math
import random
from collections.abc import Mapping

from helpers.errors import LessonError

PARTS = ("cut", "substitute", "saving")


def days_until_empty(stock_days, cut=1.0, cut_days=math.inf, delay_days=0, substitute=0.0, saving=0.0):
    """How many days the tank lasts; infinity where it never runs empty.

    stock_days: fuel in store when the cut begins, in days of usual use.
    cut: the part of the usual supply that stops (0 to 1); cut_days: for how long.
    substitute: what another supplier carries, as a part of usual use, once delay_days are over.
    saving: the part of usual use that people do without while the cut lasts.
    Raises LessonError for a negative number, or a cut, substitute or saving above 1.
    """
    _need_sense(stock_days, cut, cut_days, delay_days, substitute, saving)
    loss_alone = max(0.0, cut - saving)  # what each day takes out of the tank
    loss_helped = max(0.0, cut - saving - substitute)  # the same, once help arrives
    days_alone = min(delay_days, cut_days)
    left = stock_days - days_alone * loss_alone
    if left < 0:
        return stock_days / loss_alone
    days_helped = left / loss_helped if loss_helped else math.inf
    lasts = days_alone + days_helped
    return lasts if lasts < cut_days else math.inf


def day_by_day(
    days: int,
    stock_days: float,
    cut: float = 1.0,
    cut_days: float = math.inf,
    delay_days: float = 0,
    substitute: float = 0.0,
    saving: float = 0.0,
) -> list[tuple[int, float, float, float]]:
    """The same story as rows, one for each of the days from 1 to `days`.

    The other inputs are those of `days_until_empty`, with the same errors.
    Returns (day, in the tank in the evening, wanted that day, missing that day), all in days of usual use.

    >>> day_by_day(3, stock_days=1.5)
    [(1, 0.5, 1.0, 0.0), (2, 0.0, 1.0, 0.5), (3, 0.0, 1.0, 1.0)]
    """
    _need_sense(stock_days, cut, cut_days, delay_days, substitute, saving)
    tank, rows = float(stock_days), []
    for day in range(1, days + 1):
        on = min(1.0, max(0.0, cut_days - (day - 1)))
        helped = min(1.0, max(0.0, day - delay_days)) * substitute
        wanted = 1 - saving * on
        arrives = min(wanted, 1 - cut * on + helped)
        missing = max(0.0, wanted - arrives - tank)
        tank = max(0.0, tank - (wanted - arrives))
        rows.append((day, tank, wanted, missing))
    return rows


def shaken(
    values: Mapping[str, float],
    ranges: Mapping[str, tuple[float, float, float]],
    draws: int = 400,
    seed: int = 29,
) -> list[dict[str, float]]:
    """Copies of the inputs in which each one named in `ranges` is shaken between its bounds, independently.

    values: {input: value}.
    ranges: {input: (low, usual, high)}; a draw multiplies the value by a random factor between low/usual and
    high/usual, most often near 1 (a triangle), so that nothing stays nothing.
    draws: how many copies; seed: the same seed gives the same draws.
    Returns a list of {input: value}.
    """
    chance = random.Random(seed)
    copies = []
    for _ in range(draws):
        factors = {
            name: chance.triangular(low / usual, high / usual, 1.0)
            for name, (low, usual, high) in ranges.items()
        }
        copy = {name: value * factors.get(name, 1.0) for name, value in values.items()}
        copies.append({name: min(1.0, value) if name in PARTS else value for name, value in copy.items()})
    return copies


def days_band(
    values: Mapping[str, float],
    ranges: Mapping[str, tuple[float, float, float]],
    draws: int = 400,
    seed: int = 29,
) -> tuple[float, float]:
    """Between which two numbers of days nine draws in ten lie: (low, high), either may be infinity.

    The inputs are those of `shaken`.
    """
    days = sorted(days_until_empty(**copy) for copy in shaken(values, ranges, draws, seed))
    return days[int(0.05 * draws)], days[int(0.95 * draws)]


def _need_sense(
    stock_days: float, cut: float, cut_days: float, delay_days: float, substitute: float, saving: float
) -> None:
    if min(stock_days, cut, cut_days, delay_days, substitute, saving) < 0:
        raise LessonError("No input can be less than nothing.")
    if max(cut, substitute, saving) > 1:
        raise LessonError(
            "The cut, the substitute and the saving are parts of one usual day: write 0.38 for 38 %."
        )
