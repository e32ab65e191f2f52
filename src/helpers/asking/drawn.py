"""A prediction that is drawn: a line over the years, going on from what is known.

What a student draws is kept as a list of numbers, one for each year. Controls of this kind are built by drawing.js,
which lays the truth over the student's line in the same axes once the prediction is kept.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any

from helpers import registry
from helpers.asking import forms
from helpers.asking.predict_items import Number, Outcome
from helpers.tables import Load
from helpers.words import amount


@dataclass(frozen=True)
class Drawn:
    """A prediction of a line: a number between low and high for each year.

    years   : the years to draw, ascending.
    low, high, unit, step : the axis, chosen from the question and never from what came out.
    known   : function of `load` that gives {year: value} of the years before, which stand in the axes; or None.
    outcome : function of `load` returning an Outcome whose value is {year: value}, without the years that no table has.
    near    : how far off, on average over the years, still counts as close; a tenth of the range unless given.
    was     : the question for a number whose place this one took, so that what was kept for it stays readable.
    """

    question: str
    years: Sequence[int]
    low: float
    high: float
    unit: str = ""
    step: float = 1
    known: Callable[[Load], dict[int, float]] | None = None
    outcome: Callable[[Load], Outcome] | None = None
    claim: str | None = None
    note: str = ""
    near: float | None = None
    label: str = "Your prediction"
    was: Number | None = None
    own = None
    verb = "drew"

    def control(self) -> dict:
        """The empty axes in which it is drawn; LessonError where the table of what is known is damaged."""
        return forms.drawing(self._axes(), f"Draw the line as far as {self.years[-1]} first.")

    def _axes(self) -> dict:
        known = self.known(registry.tables()) if self.known else {}
        return {
            "years": list(self.years),
            "min": self.low,
            "max": self.high,
            "step": self.step,
            "unit": self.unit,
            "known": [[int(year), float(value)] for year, value in known.items()],
        }

    def read(self, value: object) -> list[float] | float:
        """The student's values, one a year; ValueError, with the sentence, where one is missing or out of range."""
        if self.was and _is_number(value):
            return self.was.read(value)
        if not isinstance(value, list) or len(value) != len(self.years) or not all(map(_is_number, value)):
            raise ValueError(f"Draw the line as far as {self.years[-1]} first.")
        if not all(self.low <= one <= self.high for one in value):
            raise ValueError(f"The line stays between {amount(self.low)} and {amount(self.high, self.unit)}.")
        return value

    def said(self, value: list[float] | float) -> str:
        """The ends of the line in words."""
        if not isinstance(value, list):
            return f"{amount(value, self.was.unit if self.was else '')} when the question was for one number"
        first, last = (amount(self._rounded(one), self.unit) for one in (value[0], value[-1]))
        return f"a line from {first} in {self.years[0]} to {last} in {self.years[-1]}"

    def ended(self, outcome: dict[int, float]) -> str:
        """The last value that came out, in words."""
        year = max(outcome)
        return f"{amount(self._rounded(outcome[year]), self.unit)} in {year}"

    def compared(self, value: list[float] | float, outcome: dict[int, float]) -> str:
        """How far the line is from what came out: on average, where most, its direction and its largest step."""
        if not isinstance(value, list):
            return "Now the whole line is asked for."
        pairs = self._pairs(value, outcome)
        off = self._off(pairs)
        year, mine, true = max(pairs, key=lambda pair: abs(pair[1] - pair[2]))
        words = f"{'That is close: you' if off <= self._near() else 'You'} were {self._points(off)} off on average"
        gap = self._points(abs(mine - true))
        words += f", most in {year}: {gap} too {'high' if mine > true else 'low'}." if mine != true else "."
        return " ".join(filter(None, (words, self._direction(pairs), self._steps(pairs))))

    def hit(self, value: list[float] | float, outcome: dict[int, float]) -> bool:
        """Whether the line is close to what came out, on average over the years."""
        return isinstance(value, list) and self._off(self._pairs(value, outcome)) <= self._near()

    def picture(self, value: object, outcome: dict[int, float]) -> dict:
        """What drawing.js lays over one another: the axes, the student's line (None: not kept) and what came out."""
        truth = [float(outcome[year]) if year in outcome else None for year in self.years]
        return {**self._axes(), "mine": value if isinstance(value, list) else None, "truth": truth}

    def on_page(self) -> dict:
        """What helpers/pages/saying.js needs to read and say a value."""
        return {
            "type": "line",
            "years": list(self.years),
            "low": self.low,
            "high": self.high,
            "unit": self.unit,
            "places": self._places(),
            "verb": self.verb,
            "none": f"Draw the line as far as {self.years[-1]} first.",
            "outside": f"The line stays between {amount(self.low)} and {amount(self.high, self.unit)}.",
            "was": self.was.on_page() if self.was else None,
        }

    def comparing(self, outcome: Any) -> dict:
        """What helpers/pages/saying.js needs to do as `compared` does."""
        return {
            "by": "line",
            "years": list(self.years),
            "outcome": self.picture(None, outcome)["truth"],
            "near": self._near(),
            "unit": self._apart(),
            "places": self._places(),
        }

    # --- how far off ------------------------------------------------------------------------------------------

    def _pairs(self, value: list[float], outcome: dict[int, float]) -> list[tuple[int, float, float]]:
        """(year, drawn, came out) of the years that have both."""
        return [
            (year, float(mine), float(outcome[year]))
            for year, mine in zip(self.years, value, strict=True)
            if year in outcome
        ]

    @staticmethod
    def _off(pairs: list[tuple[int, float, float]]) -> float:
        total = 0.0
        for _, mine, true in pairs:  # one after the other, as JavaScript adds
            total += abs(mine - true)
        return total / len(pairs)

    def _direction(self, pairs: list[tuple[int, float, float]]) -> str:
        mine, true = (pairs[-1][which] - pairs[0][which] for which in (1, 2))
        if abs(true) <= self._near():
            return ""
        if mine * true > 0:
            return f"It {'rose' if true > 0 else 'fell'}, as you drew."
        yours = "stayed level" if mine == 0 else "rose" if mine > 0 else "fell"
        return f"It {'rose' if true > 0 else 'fell'}; your line {yours}."

    def _steps(self, pairs: list[tuple[int, float, float]]) -> str:
        """Where its largest step came and where yours, if it has one that stands out."""
        found = []
        for which in (2, 1):
            steps = [
                (abs(after[which] - before[which]), before[0], after[0])
                for before, after in itertools.pairwise(pairs)
            ]
            found.append(max(steps, key=lambda step: step[0], default=(0.0, 0, 0)))
        (true, *when), (mine, *yours) = found
        if true <= self._near():
            return ""
        said = f"{when[0]} to {when[1]}"
        if when == yours and mine:
            return f"You had its largest step, {said}."
        return f"Its largest step came {said}" + (f", yours {yours[0]} to {yours[1]}." if mine else ".")

    def _points(self, gap: float) -> str:
        return amount(self._rounded(gap), self._apart())

    def _rounded(self, number: float) -> float:
        return float(f"{number:.{self._places()}f}") + 0.0  # not "-0"

    def _places(self) -> int:
        span = self.high - self.low
        return 0 if span >= 20 else 1 if span >= 2 else 2

    def _near(self) -> float:
        return self.near if self.near is not None else (self.high - self.low) / 10

    def _apart(self) -> str:
        return {"%": "points"}.get(self.unit, self.unit)


def _is_number(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool) and value == value
