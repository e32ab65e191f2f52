"""Count what a class kept over all items: how far it came, how sure it was, its forecasts and its decisions."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from classroom.tally import FEWEST
from helpers.asking.predict import Probability
from helpers.ledger import scores
from helpers.lessons.decision_room import options
from helpers.models.forecasting import brier
from helpers.registry import title

# --- progress ------------------------------------------------------------------------------------------------------

# what of a lesson is counted as progress, and of which kind of item
COUNTED = {
    "predictions kept": "prediction",
    "checks tried": "check",
    "checks right": "check",
    "quiz answered": "quiz",
    "quiz right at first": "quiz",
    "first verdicts": "claim",
    "last verdicts": "claim",
}


def of_each(items: pd.DataFrame) -> pd.DataFrame:
    """How many there are of each of COUNTED: a row a lesson."""
    there = items.groupby(["lesson", "kind"]).size().unstack(fill_value=0)
    return pd.DataFrame({what: there.get(kind, 0) for what, kind in COUNTED.items()}, index=there.index)


def progress(kept: pd.DataFrame) -> pd.DataFrame:
    """How many of each of COUNTED are kept: a row for each student and lesson."""
    chosen = kept["kind"].eq("quiz") & kept["stage"].eq(1) & kept["value"].notna()
    which = {
        "predictions kept": kept["kind"].eq("prediction"),
        "checks tried": kept["kind"].eq("check"),
        "checks right": kept["kind"].eq("check") & kept["right"].eq(True),
        "quiz answered": chosen,
        "quiz right at first": chosen & kept["right"].eq(True),
        "first verdicts": kept["stage"].eq("first"),
        "last verdicts": kept["stage"].eq("last"),
    }
    once = {what: kept[rows].drop_duplicates(["student", "id"]) for what, rows in which.items()}
    return pd.DataFrame(
        {what: rows.groupby(["student", "lesson"], observed=False).size() for what, rows in once.items()}
    )


def states(done: pd.DataFrame, of: pd.DataFrame) -> pd.DataFrame:
    """Where each student is in each lesson: a row a student, a column a lesson, "through", "begun" or "".

    done, of: as `progress` and `of_each` give them. Through is who answered all of the quiz or gave all last verdicts.
    """
    ends = ["quiz answered", "last verdicts"]
    there = of[ends].reindex(done.index.get_level_values("lesson")).set_axis(done.index)
    through = (done[ends].eq(there) & there.gt(0)).any(axis=1)
    state = pd.Series("", done.index).mask(done.gt(0).any(axis=1), "begun").mask(through, "through")
    return state.unstack()


def reached(done: pd.DataFrame, of: pd.DataFrame) -> list[dict]:
    """Count progress over the class. done, of: as in `states`.

    Returns a dictionary for each lesson: lesson and title; begun, through, stopped, furthest (how many students began
    it, came through it, began it only, have it as the last one they began); and each of COUNTED, the mean share among
    those who began, 0 to 1, or None where there is no such thing.
    """
    state = states(done, of)
    begun, through = state.ne(""), state.eq("through").sum()
    last = begun.iloc[:, ::-1].idxmax(axis=1)[begun.any(axis=1)]
    shares = done.groupby("lesson", observed=False).sum() / of.mul(begun.sum(), axis=0)
    counts = {"begun": begun.sum(), "through": through, "stopped": begun.sum() - through}
    furthest = last.value_counts().reindex(of.index, fill_value=0)
    table = shares.astype(object).where(shares.notna(), None).assign(**counts, furthest=furthest)
    return [
        {"lesson": lesson, "title": title(lesson), **row} for lesson, row in table.to_dict("index").items()
    ]


# --- confidence ----------------------------------------------------------------------------------------------------


@dataclass
class Calibration:
    """How sure the class was and how often right, over all it stated.

    many, sure, right : how many statements, mean confidence and share right, both in %.
    buckets           : DataFrame with a row for each group of confidences: label ("70–80 %"), items (how many), sure
                        and right in %.
    """

    what: str
    many: int
    sure: float
    right: float
    buckets: pd.DataFrame


def calibrations(kept: pd.DataFrame) -> list[Calibration]:
    """Compare confidences (50 to 100) with what was right, for predictions and verdicts; without what nobody stated."""
    stated = kept[kept["right"].notna() & kept["confidence"].astype(float).between(50, 100)]
    parts = {
        "Predictions": stated["kind"].eq("prediction"),
        "Verdicts at the door": stated["stage"].eq("first"),
        "Verdicts at the end": stated["stage"].eq("end"),
    }
    result = []
    for what, rows in parts.items():
        mine = pd.DataFrame(
            {"sure": stated[rows]["confidence"] / 100, "right": stated[rows]["right"]}, dtype=float
        )
        if len(mine):
            buckets = scores.buckets(mine)
            buckets[["sure", "right"]] *= 100
            result.append(
                Calibration(what, len(mine), 100 * mine["sure"].mean(), 100 * mine["right"].mean(), buckets)
            )
    return result


@dataclass
class Forecasts:
    """Brier scores of forecasts in per cent: the mean student's and that of the class's mean forecast."""

    students: int
    questions: int
    mean_student: float
    crowd: float


def forecasts(kept: pd.DataFrame, items: pd.DataFrame) -> Forecasts | None:
    """Score the forecasts in per cent over the students who made all of them; None with fewer than FEWEST."""
    asked = items[[isinstance(one, Probability) for one in items["item"]]]
    if asked.empty or asked["answer"].isna().any():
        return None
    happened = asked["answer"].eq(100)
    made = kept[kept["id"].isin(asked["id"]) & kept["value"].notna()]
    made = made.pivot(index="student", columns="id", values="value").reindex(columns=asked["id"])
    made = made.dropna().astype(float) / 100
    if len(made) < FEWEST:
        return None
    of_students = made.apply(brier, axis=1, happened=happened)
    return Forecasts(len(made), len(asked), of_students.mean(), brier(made.mean(), happened))


# --- the decision room ----------------------------------------------------------------------------------------------


def decisions(students: list) -> pd.DataFrame:
    """Lesson 9: a row for each student who kept something of it, option and criterion.

    Returns the columns student, option, advised (None without an advice), rank (None before all is scored), criterion,
    score (or None), weight.
    """
    ids = {options.WEIGHTS, *map(options.score_id, options.CRITERIA)}
    rows = []
    for student in students:
        book = student.workbook
        if options.ADVICE not in book["predictions"] and ids.isdisjoint(book["answers"]):
            continue
        made = options.decision(book)
        ranks = made.ranking.set_index("option")["rank"].to_dict() if made.complete else {}
        rows += [
            (
                student.code,
                option,
                option == made.advice if made.advice else None,
                ranks.get(option),
                criterion,
                None if math.isnan(score) else score,
                float(made.weights[criterion]),
            )
            for option, of_option in made.scores.T.to_dict().items()
            for criterion, score in of_option.items()
        ]
    columns = ["student", "option", "advised", "rank", "criterion", "score", "weight"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


@dataclass
class Decided:
    """What a class decided in lesson 9.

    advised  : how many gave the president an advice.
    scored   : how many scored every option on every criterion.
    options  : [(option, how many advise it, how many have it alone at the top of their ranking, how many level)].
    overruled: how many advise an option that isn't at the top of their own ranking, of how many who did both.
    weights  : [(criterion, mean part of a student's weights, 0 to 1, or None)], over those who scored all.
    """

    advised: int
    scored: int
    options: list
    overruled: tuple[int, int]
    weights: list


def decided(made: pd.DataFrame) -> Decided | None:
    """Count advice and the options at the top of the students' rankings (`decisions`); None where there is neither."""
    each = made.drop_duplicates(["student", "option"])
    advice, top = each[each["advised"].eq(True)], each[each["rank"].eq(1)]
    if advice.empty and top.empty:
        return None
    level = top["student"].duplicated(keep=False)
    counts = [rows["option"].value_counts() for rows in (advice, top[~level], top[level])]
    both = advice[advice["student"].isin(top["student"])]
    weights = made[made["student"].isin(top["student"])].drop_duplicates(["student", "criterion"])
    weights = weights.pivot(index="student", columns="criterion", values="weight").astype(float)
    parts = weights.div(weights.sum(axis=1), axis=0).fillna(1 / len(options.CRITERIA)).mean()
    return Decided(
        len(advice),
        top["student"].nunique(),
        [(text, *(one.get(id, 0) for one in counts)) for id, text in options.OPTIONS.items()],
        (both["rank"].ne(1).sum(), len(both)),
        [(text, parts.get(id)) for id, text in options.CRITERIA.items()],
    )
