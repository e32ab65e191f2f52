"""What a student's own forecasts of lesson 8 say, read from the workbook."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from helpers.lessons.will_they_arrest.facts import ANSWERS, LETTERS, cases, rate_for, series
from helpers.models.forecasting import brier
from helpers.words import how_many
from helpers.work.workbook import book

NONE_KEPT = "You kept no forecast"  # the beginning of a sentence
FORECASTS = {letter: f"8.trip_{letter}" for letter in LETTERS} | {"Mongolia": "8.mongolia"}
COLUMNS = ["forecast", "suspect", "host", "when", "member", "result", "arrested", "base_rate", "yours"]


def kept_forecasts() -> dict[str, float]:
    """What this student has kept for the trips and for Mongolia: {"a": 0.1, …, "Mongolia": 0.05}."""
    kept = {name: book().prediction(id) for name, id in FORECASTS.items()}
    return {
        name: float(entry["value"]) / 100
        for name, entry in kept.items()
        if entry and _is_percent(entry["value"])
    }


def _is_percent(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 100


def mongolia(visits: pd.DataFrame) -> pd.Series:
    """The one row of `cases` for the visit to Mongolia of September 2024 (a Series)."""
    rows = cases(visits, None)
    return rows[(rows.iso3 == "MNG") & (rows.suspect == "Vladimir Putin")].iloc[0]


def opened(visits: pd.DataFrame) -> pd.DataFrame:
    """The eight trips and Mongolia, opened: one row each, with the base rate's forecast and the student's.

    visits: `suspect_visits`. Returns forecast ("a" … "h", "Mongolia"), suspect, host, when, member, result,
    arrested, base_rate and yours (fractions; nan where nothing was kept).
    """
    trips = series(visits)
    rows = pd.concat([trips, mongolia(visits).to_frame().T.assign(letter="Mongolia")])
    known, kept = cases(visits), kept_forecasts()
    rows = rows.assign(
        base_rate=[rate_for(known, row) for row in rows.itertuples()],
        yours=[kept.get(letter, np.nan) for letter in rows.letter],
        arrested=rows.arrested.astype(bool),
    )
    return rows.rename(columns={"letter": "forecast"})[COLUMNS].reset_index(drop=True)


def on_page(name: str, **more: object) -> Callable[[pd.DataFrame], dict]:
    """What gives forecasts.js beside this file, of `suspect_visits`, what it needs to draw one of its charts.

    trips: the nine cases, beside which the page lays what its reader has kept. more: what else the chart needs.
    """

    def needs(visits: pd.DataFrame) -> dict:
        rows = opened(visits).drop(columns="yours").to_dict("records")
        trips = [{**row, "id": FORECASTS[row["forecast"]], "member": bool(row["member"])} for row in rows]
        return {"name": name, "trips": trips, "columns": COLUMNS, **more}

    return needs


def scores(rows: pd.DataFrame) -> dict[str, float]:
    """Brier scores of the forecasts that the student kept, and of two rivals on the same trips.

    rows: `opened`. Returns forecasts (how many), yours, base_rate, coin (always 50 %); nan where none is
    kept.
    """
    mine = rows.dropna(subset="yours")
    return {
        "forecasts": len(mine),
        "yours": brier(mine.yours, mine.arrested),
        "base_rate": brier(mine.base_rate, mine.arrested),
        "coin": brier([0.5] * len(mine), mine.arrested),
    }


def ahead_words(score: dict[str, float]) -> str:
    """Who forecast better, the student or the base rate; score: `scores`, of one forecast or more."""
    ahead = score["base_rate"] - score["yours"]
    if abs(ahead) < 0.005:
        return "As good as the base rate."
    return "You beat the base rate." if ahead > 0 else "The base rate beat you."


def score_words(rows: pd.DataFrame) -> str:
    """The scores as a sentence; another one where no forecast is kept."""
    score = scores(rows)
    if not score["forecasts"]:
        rate = brier(rows.base_rate, rows.arrested)
        return f"{NONE_KEPT}. The base rate scores {rate:.3f} on these {len(rows)}, a coin 0.250."
    return (
        f"Brier score over {how_many(score['forecasts'], 'forecast')}: you {score['yours']:.3f}, the base rate "
        f"{score['base_rate']:.3f}, a coin {score['coin']:.3f}. {ahead_words(score)}"
    )


def answers(
    ukraine_votes: pd.DataFrame,
    countries: pd.DataFrame,
    resolution: str = "A/RES/ES-11/1",
    measure: str = "states",
) -> pd.DataFrame:
    """How the world answered one resolution, counted by states or by people.

    ukraine_votes; countries: `countries` (population: the CIA's latest figure); measure: "states" or
    "people".
    Returns answer, share_percent, states (how many).
    """
    rows = ukraine_votes[ukraine_votes.resolution == resolution]
    if rows.empty:
        raise ValueError(f"No votes on {resolution} in the table.")
    answer = rows.vote.map(ANSWERS).fillna("not known")
    people = rows.iso3.map(countries.set_index("iso3").population)
    weights = people if measure == "people" else pd.Series(1.0, index=rows.index)
    sums = (
        weights.groupby(answer)
        .sum()
        .reindex([*ANSWERS.values(), *sorted(set(answer) - set(ANSWERS.values()))], fill_value=0)
    )
    return pd.DataFrame(
        {
            "answer": sums.index,
            "share_percent": (100 * sums / sums.sum()).round(1).to_numpy(),
            "states": answer.value_counts().reindex(sums.index, fill_value=0).to_numpy(),
        }
    )
