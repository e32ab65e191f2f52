"""The numbers of lesson 7: tables in, tables and numbers out. Nothing here draws."""

import pandas as pd

from helpers import countries
from helpers.lessons.start_here.facts import members_on
from helpers.models.survival import at, kaplan_meier, share_reached

TODAY = pd.Timestamp(2024, 9, 1)
LISTS = "the lists of members of the United Nations and of the Court"


# --- members ------------------------------------------------------------------------------------------------


def day_in(year: int) -> pd.Timestamp:
    """The day on which a year is looked at: its last, and 1 September in 2024."""
    return min(pd.Timestamp(year, 12, 31), TODAY)


def joined_by(states: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """The states that had joined the Court by a day: country, iso3, since, member (False for those who left).

    states: `states_parties`; a state is in from the day of entry into force to the day before it has left.
    """
    rows = states[states.entered_into_force <= day]
    rows = rows.assign(member=rows.iso3.isin(members_on(states, day)), since=rows.entered_into_force)
    return rows.sort_values(["since", "country"])[["country", "iso3", "since", "member"]].reset_index(
        drop=True
    )


def membership(states: pd.DataFrame, country: str) -> pd.DataFrame:
    """What a country had done about the Court by 1 September 2024, in one row.

    states: `states_parties`, which has every state that joined; country: any name of it. Returns country, signed,
    joined, in_force, left; a state without a row had not joined by then (some had signed: the table doesn't hold
    signatures alone). Raises LessonError with near names where no country is called so, and for what is no state
    of today, such as the Soviet Union or Greenland.
    """
    called = countries.meant(country, {*states.country, *countries.states()}, LISTS)
    rows = states[(states.country == called) & (states.entered_into_force <= TODAY)]
    if rows.empty:
        return pd.DataFrame({"country": [called], "on 1 September 2024": ["not among those that had joined"]})
    return pd.DataFrame(
        {
            "country": rows.country,
            "signed": rows.signed,
            "joined": rows.ratified_or_acceded,
            "in_force": rows.entered_into_force,
            "left": rows.withdrew.where(rows.withdrew <= TODAY),
        }
    ).reset_index(drop=True)


# --- warrants -----------------------------------------------------------------------------------------------

IN_OFFICE = ("head of state", "head of government", "minister")
PEOPLE = (
    "everyone",
    "leaders and ministers in office",
    "all others",
    "those free when their warrant became public",
)


def waits(warrants: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """What had become of each person under a public warrant by 1 September 2024; one row a person.

    warrants: `warrants`; events: `warrant_events`. Only warrants made public by then count, and the first of
    two against the same person. Returns suspect, office, office_level, issued, ending ("custody", "died",
    "case ended" or None for an open case), ended (its day, or 1 September 2024), years between the two, free (not in
    custody before the warrant was public), years_public (as years, from the day it became public). Where only the
    month or year is known, its first day stands in; a wait that would be below zero is zero.
    """
    rows = warrants[(warrants.kind == "warrant") & (warrants.made_public <= TODAY)]
    rows = rows.sort_values(["issued", "suspect"]).drop_duplicates("suspect")
    rows = rows.merge(events[["warrant_id", "event", "date"]], on="warrant_id", how="left")
    caught = rows.custody_date.notna() & (rows.custody_date <= TODAY) & rows.in_court_custody
    ending = rows.event.where(~caught, "custody")
    ended = rows.custody_date.where(caught, rows.date).fillna(TODAY)
    return rows[["suspect", "office", "office_level", "issued"]].assign(
        ending=ending.where(ending.notna(), None),
        ended=ended,
        years=((ended - rows.issued).dt.days / 365.25).clip(lower=0),
        years_public=((ended - rows.made_public).dt.days / 365.25).clip(lower=0),
        free=(ending != "custody") | (ended > rows.made_public),
    )


def group_of(waits: pd.DataFrame, people: str) -> pd.DataFrame:
    """The rows of `waits` for one of PEOPLE."""
    high = waits.office_level.isin(IN_OFFICE)
    return waits[{"everyone": high | True, PEOPLE[1]: high, PEOPLE[2]: ~high, PEOPLE[3]: waits.free}[people]]


def custody_by(waits: pd.DataFrame, years: float) -> float:
    """The share that came into custody so many years after their warrant, from 0 to 1 (see `share_reached`)."""
    return at(share_reached(waits.years, waits.ending, "custody"), years, "reached", 0.0)


def in_five_years(waits: pd.DataFrame) -> pd.DataFrame:
    """Six ways to answer "how many reached the Court within five years?", each in per cent.

    All cases as if all had been watched for five years; only those watched so long or ended before; Kaplan
    and Meier, where a death only ends the watching; as in the curve, deaths counted as endings; and so for those
    who were free when their warrant became public, from its day and from publication.
    Returns way, percent.
    """
    free = waits[waits.free]
    soon = (waits.ending == "custody") & (waits.years <= 5)
    settled = waits.ending.notna() | (waits.years >= 5)
    still = kaplan_meier(waits.years, waits.ending == "custody")
    shares = {
        "all cases, as if each had had five years": soon.mean(),
        "only cases with five years behind them, or ended": soon[settled].mean(),
        "open cases for as long as they lasted, a death like an open case": 1 - at(still, 5, "waiting", 1.0),
        "the curve: the same, but a death or an ended case ends the wait": custody_by(waits, 5),
        "the curve of those free when it became public, from the day of the warrant": custody_by(free, 5),
        "the same people, from the day on which it became public": custody_by(
            free.assign(years=free.years_public), 5
        ),
    }
    return pd.DataFrame({"way": shares.keys(), "percent": [100 * share for share in shares.values()]}).round(
        1
    )


def highest(waits: pd.DataFrame) -> pd.DataFrame:
    """Those who led a state or its government when the warrant was issued, and what had become of each."""
    rows = waits[waits.office_level.isin(IN_OFFICE[:2])]
    became = rows.ending.map(
        {
            "custody": "reached the Court",
            "died": "died before any custody",
            "case ended": "case ended without custody",
        }
    ).fillna("not handed over by 1 September 2024")
    return pd.DataFrame(
        {
            "suspect": rows.suspect,
            "office": rows.office,
            "warrant": rows.issued.dt.strftime("%B %Y"),
            "what_became": became,
        }
    ).reset_index(drop=True)


# --- readings -----------------------------------------------------------------------------------------------


def names_of(readings: pd.DataFrame) -> list[str]:
    """The readings in the order of the table, for a menu."""
    return list(dict.fromkeys(readings.reading))
