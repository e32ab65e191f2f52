"""The options, criteria, scores and weights of the decision room, and the decision they add up to."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from helpers.models import ranking as model
from helpers.work.workbook import book

EVE = datetime.date(2024, 9, 1)  # the day on which the student advises: nothing later is known
OPTIONS = {
    "arrest": "Arrest him",
    "honours": "Host him with full honours",
    "quiet": "Host him quietly",
    "away": "Ask him to stay away",
    "consult": "Consult the Court first",
}
CRITERIA = {
    "fuel": "Fuel and power",
    "trade": "Trade",
    "law": "Law and the Court",
    "neighbours": "Third neighbours",
    "precedent": "Precedent",
    "home": "Politics at home",
}
ASKED = {
    "fuel": "What does each option do to the supply of fuel and power, next week and next winter?",
    "trade": "What does it do to buying and selling, with the two neighbours and with everybody else?",
    "law": "How well does it keep what Mongolia has promised by treaty, as you read the treaty?",
    "neighbours": "What does it do to the trust of the third neighbours?",
    "precedent": "What does it teach others to expect next time, of Mongolia and of any state in its place?",
    "home": "What does it do at home: to people's safety, and among parties and voters?",
}
CHANGE = "Change these scores"
FIRST = "Score every option first."
SCALE = {-2: "−2 very bad", -1: "−1 bad", 0: "0 neither", 1: "+1 good", 2: "+2 very good"}
WEIGHTS, ADVICE = "9.weights", "9.advice"
EQUAL, MOST = 5, 10
# what helpers/lessons/decision_room/room.js needs to read the kept scores on a page where no Python runs
SCORES_ON_PAGE = {
    "options": list(OPTIONS.values()),
    "low": min(SCALE),
    "high": max(SCALE),
    "criteria": {f"9.score.{one}": label for one, label in CRITERIA.items()},
}
SLIDERS = {label.lower().replace(" ", "_"): range(MOST + 1) for label in CRITERIA.values()}
ALL_EQUAL = dict.fromkeys(SLIDERS, EQUAL)
REHEARSAL = pd.DataFrame(
    {"Price": [2, 1, -1], "Comfort": [-1, -1, 2]}, index=["Walk", "Cycle", "Take the bus"]
)


@dataclass(frozen=True)
class Decision:
    """What a workbook holds of the decision room.

    scores  : DataFrame, options × criteria (ids of OPTIONS and CRITERIA), -2 to 2; NaN where not scored.
    weights : {criterion: 0 to 10}; 5 each until the student keeps others.
    kept    : True where the student has kept weights.
    advice  : the option the student advised in the end (an id of OPTIONS), or None.
    """

    scores: pd.DataFrame
    weights: dict[str, float]
    kept: bool = False
    advice: str | None = None

    @property
    def complete(self) -> bool:
        """True where every option is scored on every criterion."""
        return bool(self.scores.notna().all(axis=None))

    @cached_property
    def ranking(self) -> pd.DataFrame:
        """The options, best first: option, total (-2 to 2), rank; empty where nothing is scored."""
        return model.ranking(self.scores, self.weights)

    @cached_property
    def switch_points(self) -> pd.DataFrame:
        """A row per scored criterion: criterion, now, at (weight where others win, or NaN), way, options."""
        return model.switch_points(self.scores, self.weights, MOST)


def decision(workbook: dict | None = None) -> Decision:
    """The decision room of a workbook (its content as a dictionary); of the student's own without one.

    What doesn't fit (too few scores, a text, a number outside the scale) counts as not scored.
    """
    everything = book().all() if workbook is None else workbook
    answers = everything.get("answers", {})
    advised = everything.get("predictions", {}).get(ADVICE, {}).get("value")
    known = isinstance(advised, int) and not isinstance(advised, bool) and 0 <= advised < len(OPTIONS)
    scores = {
        one: numbers_in(answers.get(score_id(one)), len(OPTIONS), min(SCALE), max(SCALE))
        or [math.nan] * len(OPTIONS)
        for one in CRITERIA
    }
    table = pd.DataFrame(scores, index=list(OPTIONS), dtype=float)
    weights = numbers_in(answers.get(WEIGHTS), len(CRITERIA), 0, MOST)
    weighed = dict(zip(CRITERIA, weights or [EQUAL] * len(CRITERIA), strict=True))
    return Decision(table, weighed, bool(weights), list(OPTIONS)[advised] if known else None)


def score_id(criterion: str) -> str:
    """Under which id the scores on a criterion are kept."""
    return f"9.score.{criterion}"


def numbers_in(answer: object, many: int, low: float, high: float) -> list | None:
    """The numbers of an answer; None where it isn't a list of so many numbers in the range."""
    value = answer.get("value") if isinstance(answer, dict) else None
    if not isinstance(value, list) or len(value) != many:
        return None
    fits = all(
        isinstance(one, (int, float)) and not isinstance(one, bool) and low <= one <= high for one in value
    )
    return value if fits else None


def my_scores() -> pd.DataFrame:
    """The student's scores as they stand now, options and criteria in words (for `explore`)."""
    scores = decision().scores.rename(index=OPTIONS, columns=CRITERIA)
    scores.attrs["on_page"] = SCORES_ON_PAGE
    return scores


def my_weights() -> dict[str, int]:
    """Where the sliders start: the kept weights, otherwise 5 each; by the names of SLIDERS."""
    return dict(zip(SLIDERS, map(round, decision().weights.values()), strict=True))
