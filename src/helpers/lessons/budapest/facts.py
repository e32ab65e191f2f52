"""The numbers of lesson 8b: tables in, tables and numbers out. Nothing here draws."""

import pandas as pd

from helpers.lessons.the_court.law import articles
from helpers.lessons.will_they_arrest.facts import ARTICLE, cases, findings, stays, trips_to
from helpers.models.forecasting import succession
from helpers.tables import date_label

__all__ = ["articles", "findings", "trips_to"]  # the notebook's, from the lessons that made them

EVE = pd.Timestamp(2025, 4, 3)  # the first day that nobody could know of on the eve
GUEST = "Benjamin Netanyahu"
# what somebody might count the way out from, by the step's name in `budapest_steps`
BEGINNINGS = {
    "the announcement": "announcement",
    "the first vote": "first-vote",
    "the final vote": "final-vote",
    "the written notice": "notice",
}


# --- plans and visits ---------------------------------------------------------------------------------------


def known_plans(visits: pd.DataFrame) -> pd.DataFrame:
    """Every known plan of a leader in office under a warrant to travel, to the end of the table; by date.

    visits: `suspect_visits`. Returns the columns of `cases` and since (whether it came after lesson 8's eve of 1
    September 2024), without cases of custody: no leader in office is among those.
    """
    known = cases(visits, None)
    rows = known[(known.office == "in office") & (known.result != "custody")]
    return rows.assign(since=rows.date >= ARTICLE).reset_index(drop=True)


def before_budapest(visits: pd.DataFrame) -> pd.DataFrame:
    """The class of the visit as it stood on its eve: earlier stays of leaders in office with members.

    visits: `suspect_visits`. Returns the columns of `cases`.
    """
    known = stays(cases(visits, EVE))
    return known[(known.office == "in office") & known.member].reset_index(drop=True)


def rate_on_the_eve(visits: pd.DataFrame) -> float:
    """The chance of an arrest in Budapest by the rule of succession, in per cent. visits: `suspect_visits`."""
    rows = before_budapest(visits)
    return 100 * succession(int(rows.arrested.sum()), len(rows))


def trips_to_europe(visits: pd.DataFrame, countries: pd.DataFrame) -> pd.DataFrame:
    """The guest's known trips and plans with hosts in Europe up to the visit: when, host, result.

    visits: `suspect_visits`; countries: `countries`, whose regions are those of the United Nations.
    """
    known = cases(visits, EVE + pd.Timedelta(days=1))
    europe = countries.iso3[countries.un_region == "Europe"]
    rows = known[(known.suspect == GUEST) & known.iso3.isin(europe)]
    return rows[["when", "host", "result"]].reset_index(drop=True)


# --- what was said and done ---------------------------------------------------------------------------------


def newspapers(readings: pd.DataFrame) -> pd.DataFrame:
    """What three newspapers say on the duty and the law at home: who, what_they_say. readings: `budapest_readings`."""
    rows = readings[~readings.reading.isin(sides(readings))]
    return pd.DataFrame({"who": rows.reading, "what_they_say": rows.says}).reset_index(drop=True)


def sides(readings: pd.DataFrame) -> list[str]:
    """The sides that speak on more than law at home or on immunity, in the table's order, for a menu."""
    rows = readings[readings.aspect != "Law at home"]
    return list(dict.fromkeys(rows.reading))


def accepted(readings: pd.DataFrame) -> int:
    """On how many of Hungary's three reasons the judges answered as Hungary does. readings: `budapest_readings`."""
    rows = readings[readings.aspect != "Leaving"].pivot(index="aspect", columns="reading", values="answer")
    return int((rows["Hungary, 2025"] == rows["The Court, July 2025"]).sum())


def two_answers(positions: pd.DataFrame) -> pd.DataFrame:
    """Why Mongolia had not arrested its guest: what it told the press and what it told the judges.

    positions: `legal_positions`. Returns to_whom, what_it_said.
    """
    heard = {"told to the press": "the press", "argued before the Court": "the judges"}
    official = ~positions.who.str.contains("citizens|finding")
    rows = positions[(positions.group == "Mongolia") & positions.forum.isin(heard) & official]
    rows = rows.sort_values(["forum", "position_id"], ascending=[False, True])
    return pd.DataFrame({"to_whom": rows.forum.map(heard), "what_it_said": rows.claim}).reset_index(drop=True)


def steps_of(steps: pd.DataFrame, actor: str) -> pd.DataFrame:
    """The steps of one side by day: when, what, with the table's caution in square brackets.

    steps: `budapest_steps`; actor: "The Court" or "Hungary".
    """
    steps = steps[steps.actor == actor]
    what = steps.what + steps.note.map(lambda note: f" [{note}]", na_action="ignore").fillna("")
    when = [
        date_label(day, precision) for day, precision in zip(steps.date, steps.date_precision, strict=True)
    ]
    return pd.DataFrame({"when": when, "what": what}).reset_index(drop=True)


def way_out(steps: pd.DataFrame) -> pd.DataFrame:
    """How long the way out was, from each day that one might count from: counted_from, date, effect, days.

    steps: `budapest_steps`. days: from that day to the day of effect.
    """
    days = steps.set_index("event_id").date
    rows = pd.DataFrame(
        {"counted_from": list(BEGINNINGS), "date": days[list(BEGINNINGS.values())].to_numpy()}
    )
    return rows.assign(effect=days["effect"], days=(days["effect"] - rows.date).dt.days)
