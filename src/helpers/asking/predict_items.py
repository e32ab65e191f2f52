"""What can be predicted: a number, a probability or a choice, with what came out. A line is in drawn.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from numbers import Real
from typing import Any, cast

from helpers.asking import forms
from helpers.models.forecasting import brier
from helpers.tables import Load
from helpers.words import amount


@dataclass(frozen=True)
class Outcome:
    """What came out: the value, a sentence that says it, and what it rests on (table, source, year)."""

    value: Any
    says: str
    rests_on: str = ""


@dataclass(frozen=True)
class Number:
    """A prediction of a number between low and high.

    outcome : function of `load` returning an Outcome whose value is a number in the same unit, or None.
    near    : how far off still counts as close; a twentieth of the range unless given.
    note    : one line under the question.
    own     : for an outcome that follows from the student's own work, not from the tables alone: a function of
              `load` that gives what helpers/lessons/decision_room/room.js needs to work it out on a page (plain JSON).
    """

    question: str
    low: float
    high: float
    unit: str = ""
    step: float | None = None
    outcome: Callable[[Load], Outcome] | None = None
    claim: str | None = None
    note: str = ""
    near: float | None = None
    label: str = "Your prediction"
    own: Callable[[Load], dict] | None = None
    verb = "said"

    def control(self) -> dict:
        """The control with which it is asked for."""
        return forms.number(self.low, self.high, self.unit, self.step)

    def read(self, value: object) -> float:
        """The student's value; ValueError, with the sentence, where it is no number in the range."""
        if isinstance(value, bool) or not isinstance(value, Real) or value != value:
            raise ValueError("Give a number first.")
        number = cast(float, value)
        if not self.low <= number <= self.high:
            raise ValueError(f"Give a number from {amount(self.low)} to {amount(self.high, self.unit)}.")
        return number

    def said(self, value: float) -> str:
        """The value as a person writes it."""
        return amount(value, self.unit)

    def compared(self, value: float, outcome: float) -> str:
        """How near the value came to what came out, in a sentence."""
        off = value - outcome
        if abs(off) <= self._near():
            return "That is close." if off else "That is it exactly."
        return f"You were {amount(abs(off), self._apart())} too {'high' if off > 0 else 'low'}."

    def hit(self, value: float, outcome: float) -> bool:
        """Whether the value is close to what came out."""
        return bool(abs(value - outcome) <= self._near())

    def on_page(self) -> dict:
        """What helpers/pages/saying.js needs to read and say a value."""
        return {
            "type": "number",
            "low": self.low,
            "high": self.high,
            "unit": self.unit,
            "none": problem_with(self, None),
            "outside": problem_with(self, self.high + 1),
        }

    def comparing(self, outcome: Any) -> dict:
        """What helpers/pages/saying.js needs to do as `compared` does."""
        return {"by": "distance", "outcome": outcome, "near": self._near(), "unit": self._apart()}

    def _near(self) -> float:
        return self.near if self.near is not None else (self.high - self.low) / 20

    def _apart(self) -> str:
        return {"%": "points"}.get(self.unit, self.unit)


@dataclass(frozen=True)
class Probability(Number):
    """A prediction of a probability in %: looked back on with its Brier score, not with its distance.

    race   : ids of the forecasts whose scores are added up so far, this one the last.
    rivals : function of `load` that gives what others said of the same case, in %: {"the base rate": 5.0, …}.
    """

    race: tuple[str, ...] = ()
    rivals: Callable[[Load], dict[str, float]] | None = None

    def compared(self, value: float, outcome: float) -> str:
        """The Brier score of this one forecast, in a sentence."""
        score = brier([value / 100], [outcome == 100])
        return f"Score of this one forecast: {score:.4g} (0 is best, 1 is worst)."

    def comparing(self, outcome: float) -> dict:
        """What helpers/pages/saying.js needs to do as `compared` does."""
        return {"by": "score", "outcome": int(outcome == 100)}


@dataclass(frozen=True)
class Choice:
    """A prediction by choosing one of `options`; its outcome's value is an index into them, or None.

    own : as in `Number`.
    """

    question: str
    options: list[str] = field(default_factory=list)
    outcome: Callable[[Load], Outcome] | None = None
    claim: str | None = None
    note: str = ""
    label: str = "Your prediction"
    own: Callable[[Load], dict] | None = None
    verb = "said"

    def control(self) -> dict:
        """The control with which it is asked for."""
        return forms.radio(self.options)

    def read(self, value: object) -> int:
        """The index of the student's choice; ValueError where it is none."""
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < len(self.options):
            raise ValueError("Choose an answer first.")
        return value

    def said(self, value: int) -> str:
        """The option that was chosen, quoted."""
        return f"“{self.options[value]}”"

    def compared(self, value: int, outcome: int) -> str:
        """Whether the choice is what came out, in a sentence."""
        return "You had it." if value == outcome else "You had chosen another."

    def hit(self, value: int, outcome: int) -> bool:
        """Whether the choice is what came out."""
        return bool(value == outcome)

    def on_page(self) -> dict:
        """What helpers/pages/saying.js needs to read and say a value."""
        return {"type": "choice", "options": list(self.options), "none": problem_with(self, None)}

    def comparing(self, outcome: Any) -> dict:
        """What helpers/pages/saying.js needs to do as `compared` does."""
        return {"by": "place", "outcome": outcome}


def problem_with(item: Any, value: object) -> str:
    """The sentence with which an item refuses a value; empty where it takes it."""
    try:
        item.read(value)
    except ValueError as problem:
        return str(problem)
    return ""
