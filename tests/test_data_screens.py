"""Screens over all tables for the kinds of fault that readers have found in them.

A screen returns its hits, a text each. A hit is mended in the table, marked there by a note that gives the reason,
or excused in data_excuses.csv; an excuse that no longer hits has to go. What a screen looks for in the tables:
a value far from the years around it, or above its own total; the same number year after year; net trade printed as
imports; a statement of before the visit on a page of after it; words like "now" without a year; a reported speech
without its speaker; a source whose title says nothing.
"""

import csv
import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers import load

DATA = Path(__file__).resolve().parents[1] / "data"
RESOURCES = {
    resource["name"]: resource
    for resource in json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))["resources"]
}
EXCUSES = pd.read_csv(Path(__file__).with_name("data_excuses.csv"))

# Table and column: what makes a series; how many times the years around it a value has to be (of numbers that pass
# through zero: by how much it has to differ). Left out are scores that experts give, and investment from abroad,
# which swings by nature.
SERIES = {
    ("trade_partners", "share_percent"): (["flow", "partner", "basis", "compiler"], 2),
    ("trade_partners_official", "value_usd_million"): (["flow", "partner"], 3),
    ("exports_by_category", "value_usd_million"): (["category"], 3),
    ("fuel_electricity", "value"): (
        ["carrier", "measure", "detail", "origin", "unit", "share_of", "compiler"],
        2,
    ),
    ("electricity_balance", "value"): (["measure"], 2),
    ("coal_balance", "thousand_tonnes"): (["measure"], 2),
    ("energy_use", "terajoules"): (["carrier"], 2),
    ("energy_landlocked", "value"): (["country", "carrier", "flow", "unit"], 2),
    ("trade_partners_landlocked", "share_percent"): (["country", "flow", "partner"], 3),
    ("top_partner_world", "share_percent"): (["country", "flow"], 3),
    ("income_population", "population"): (["country"], 1.5),
    ("income_population", "gdp_current_usd"): (["country"], 2),
    ("income_population", "gdp_per_capita_ppp"): (["country"], 1.5),
    ("national_capabilities", "military_spending"): (["iso3"], 3),
    ("national_capabilities", "military_personnel"): (["iso3"], 3),
    ("national_capabilities", "iron_steel"): (["iso3"], 3),
    ("national_capabilities", "energy_use"): (["iso3"], 3),
    ("national_capabilities", "population"): (["iso3"], 1.5),
    ("national_capabilities", "urban_population"): (["iso3"], 1.5),
    ("un_agreement", "value"): (["country", "measure", "partner"], None),
    ("un_ideal_points", "ideal_point"): (["iso3"], None),
}
POINTS_APART, SHARES_APART = 1.0, 0.25  # of ideal points and of shares of votes in agreement
NEAR = 6  # years from the one neighbour to the other
TIMES_USUAL = 4  # a value is far off only where the series does not jump like that all the time
A_RUN = 4  # years
MARKS = ("doubtful", "printed so", "as printed", "printed shares add up", "looks carried forward")


def rows(name):
    with open(DATA / RESOURCES[name]["path"], encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def unmarked(table, column=""):
    """Without the rows whose note says what is the matter with them; with a column, with that column of them."""
    if "note" not in table:
        return table
    marks = f"{column.replace('_', ' ')}.*(?:{'|'.join(MARKS)})"
    return table[~table["note"].fillna("").str.contains(marks, regex=True)]


def named(name, column):
    """The column, where a table has several that are measured, so that its note has to name it."""
    return column if sum(one == name for one, _ in SERIES) > 1 else ""


def series_of(name, column):
    """Yield (key, rows sorted by year) for every series of a table's column; part years are left out."""
    keys, _ = SERIES[name, column]
    table = load(name)
    if "period" in table:
        table = table[table["period"] == "calendar year"]
    table = table[table[column].notna()].sort_values(
        ["year", *(["edition"] if "edition" in table else [])], kind="stable"
    )
    for key, group in table.fillna(dict.fromkeys(keys, "")).groupby(keys, sort=True):
        yield ", ".join(str(part) for part in key if part), group


def far_from_both_neighbours(name, column):
    """Values unlike those of the years before and after, which are like each other.

    Quantities are compared by their ratio, where a zero counts as a fiftieth of the usual value; numbers that pass
    through zero by their difference.
    """
    _, times = SERIES[name, column]
    for key, group in series_of(name, column):
        values = group[column].astype(float)
        limit = SHARES_APART if ", agreement" in key else POINTS_APART
        if times:
            if not (values > 0).any():
                continue
            values, limit = np.log(values.clip(lower=values[values > 0].median() / 50)), np.log(times)
        middle = values.groupby(group["year"]).median()
        before, after = middle.shift(1), middle.shift(-1)
        years = middle.index.to_series()
        near = years.shift(-1) - years.shift(1) <= NEAR
        around, apart = (before + after) / 2, (before - after).abs()
        usual = (middle - around).abs()[near].median()
        distance = (values - group["year"].map(around)).abs()
        far = (distance > max(limit, TIMES_USUAL * usual)) & (distance > 2 * group["year"].map(apart))
        for _, row in unmarked(group[far & group["year"].map(near)], named(name, column)).iterrows():
            edition = f" (edition {row['edition']})" if pd.notna(row.get("edition")) else ""
            yield f"{key}, {row['year']}: {row[column]:g}{edition}"


def the_same_year_after_year(name, column):
    """Runs of one number, other than zero, in what should have been measured anew each year."""
    if column == "share_percent":  # rounded to one place or none, equal numbers are no wonder
        return
    for key, group in series_of(name, column):
        last = group.groupby("year").tail(1).set_index("year")
        number = (last[column] != last[column].shift()).cumsum()
        for _, run in last.groupby(number):
            if len(run) >= A_RUN and run[column].iloc[0] != 0 and len(unmarked(run, named(name, column))):
                yield f"{key}, {run.index[0]} to {run.index[-1]}: {run[column].iloc[0]:g}"


def above_its_own_total():
    """Imports well above what is used, partners' shares of more than 100 %, townspeople above the people."""
    energy = load("energy_landlocked")
    key = ["country", "carrier", "year"]
    used = energy[energy["flow"] == "consumption"].groupby(key)["value"].max()
    bought = energy[energy["flow"] == "imports"].join(used.rename("used"), on=key)
    bought = bought[bought["value"] > 1.3 * bought["used"]]
    for _, row in unmarked(bought).iterrows():
        yield f"energy_landlocked: {row['country']}, {row['carrier']}, {row['year']} (edition {row['edition']})"
    fuel = load("fuel_electricity")
    fuel = fuel[(fuel["period"] == "calendar year") & fuel["detail"].isna()]
    key = ["carrier", "unit", "year"]
    used = fuel[fuel["measure"] == "consumption"].groupby(key)["value"].max()
    bought = fuel[fuel["measure"] == "imports"].join(used.rename("used"), on=key)
    bought = bought[bought["value"] > 1.3 * bought["used"]]
    for _, row in unmarked(bought).iterrows():
        yield f"fuel_electricity: {row['carrier']}, {row['year']}"
    for name, key in (
        ("trade_partners", ["flow", "year", "period", "compiler", "edition", "source_id"]),
        ("trade_partners_landlocked", ["country", "flow", "year", "edition"]),
        ("landlocked_peers", ["country", "flow", "year", "edition"]),
    ):
        table = unmarked(load(name))
        table = table[table["partner_iso3"].notna()]
        total = table.groupby(key, dropna=False)["share_percent"].sum()
        for which, share in total[total > 102].items():
            yield f"{name}: {', '.join(str(part) for part in which)}: {share:g} %"
    people = load("national_capabilities")
    for _, row in people[people["urban_population"] > people["population"]].iterrows():
        yield f"national_capabilities: {row['iso3']}, {row['year']}"
    stakes = load("ownership_stakes")
    shares = stakes.filter(like="_share_percent").sum(axis=1)
    for asset in stakes["asset"][shares > 100]:
        yield f"ownership_stakes: {asset}"
    for name in ("ukraine_resolutions", "icc_resolutions"):
        table = load(name)
        states = table[["yes", "no", "abstain", "not_voting"]].sum(axis=1)
        for which in table.index[states > 193]:
            yield f"{name}: line {which + 2}"


def net_trade_as_imports():
    """Imports that equal exports less other imports of the year; and the edition of the Factbook that prints them so.

    Its edition of 2011 has the electricity trade of most countries net and without a sign (Paraguay sells 45,130 GWh
    and "buys" as much). Exports are not in energy_landlocked, so each row of that edition has to say why it stays.
    """
    flows = {
        "fuel_electricity": (["carrier", "unit"], "value"),
        "electricity_balance": ([], "value"),
        "coal_balance": ([], "thousand_tonnes"),
    }
    for name, (keys, column) in flows.items():
        table = load(name)
        if "period" in table:
            table = table[(table["period"] == "calendar year") & table["detail"].isna()]
        for key, group in table.groupby([*keys, "year"]):
            sold = group.loc[group["measure"] == "exports", column]
            bought = group.loc[group["measure"] == "imports", column]
            net = [abs(out - one) for out in sold for one in bought if out > 0.1 * one > 0]
            for value in bought:
                if value and any(abs(value - one) <= 0.02 * value for one in net):
                    yield f"{name}: {', '.join(map(str, key))}: {value:g}"
    energy = load("energy_landlocked")
    net = energy.query("edition == 2011 and carrier == 'electricity' and flow == 'imports'")
    for _, row in net[~net["note"].fillna("").str.contains("kept: ")].iterrows():
        yield f"energy_landlocked: {row['country']}, {row['year']}: {row['value']:g}"


def published(source):
    """The day, month or year of a source as its address, identifier or row shows it; "" if none does."""
    for text in (source["address"], source["source_id"]):
        found = re.search(r"\b(20[0-2]\d)[-/]?(0[1-9]|1[0-2])(?:[-/]?(0[1-9]|[12]\d|3[01]))?\b", text)
        if found:
            return "-".join(part for part in found.groups() if part)
    return source["year"]


def statements_of_before_the_visit_on_later_pages():
    """Positions that were public before the visit, and readings of them, without a source that shows it is older."""
    known = {row["source_id"]: row for row in rows("sources")}
    positions = [row for row in rows("legal_positions") if row["public_before_visit"] == "true"]
    readings = [row for row in rows("legal_readings") if "2024-08" <= row["date"][:7] < "2024-09"]
    for row in positions + readings:
        ids = [row["source_id"], row["source_id_2"]]
        days = [published(known[one]) for one in ids if one]
        if not any(day and day.ljust(10, "~") < "2024-09-03" or day[:4] < "2024" and day for day in days):
            yield row.get("position_id") or f"{row['reading']}: {row['aspect']}"


PRESENT = re.compile(
    r"\b(now|today|currently|still|so far|at present|to date|latest|until now)\b", re.IGNORECASE
)
PLANS = re.compile(r"\b(planned|soon|upcoming|about to)\b", re.IGNORECASE)
A_YEAR = re.compile(r"\b(1[6-9]|20)\d\d\b")
TOLD_BY_NOBODY = re.compile(
    r"\b(?:is|are|was|were|been|be) (?:said|reported|claimed|alleged|feared|rumou?red|believed|thought)\b"
    r"|\b(?:reportedly|allegedly)\b",
    re.IGNORECASE,
)
AN_ARREST_IS_WAR = re.compile(r"declaration of war", re.IGNORECASE)
SPEAKERS = ("who", "who_says", "actor", "speaker", "reading", "compiler")


def prose():
    """Yield (table, what names the row, row, column, text) for every cell of free text; sources stand apart."""
    for name, resource in RESOURCES.items():
        if name in ("sources", "un_votes", "glossary", "claims"):
            continue
        free = [
            field["name"]
            for field in resource["schema"]["fields"]
            if field["type"] == "string"
            and "enum" not in field.get("constraints", {})
            and not field["name"].startswith("source_id")
        ]
        for row in rows(name):
            for column in free:
                if " " in row[column]:
                    yield name, row, column, row[column]


def words_of_the_present_without_a_year():
    """Words like "still" and "now" age from the day they were written, "planned" from the row's own date."""
    for name, row, column, text in prose():
        if PRESENT.search(text) and not A_YEAR.search(text):
            yield f"{name}, {column}: {text}"
        if PLANS.search(text) and not A_YEAR.search(text) and not (row.get("date") or row.get("year")):
            yield f"{name}, {column}: {text}"


def speech_without_a_speaker():
    """Reported speech in the passive, in rows that name nobody; and Russia's word on an arrest without Russia."""
    for name, row, column, text in prose():
        speaker = any(row.get(one) for one in SPEAKERS)
        if TOLD_BY_NOBODY.search(text) and not speaker:
            yield f"{name}, {column}: {text}"
        if AN_ARREST_IS_WAR.search(text) and not re.search(r"Russia has|Russia had|Medvedev", text):
            yield f"{name}, {column}: {text}"


# What a title must not be: what the source was used for, or the web site on which it was seen.
SAYS_NOTHING = re.compile(
    r"report used here for|.*, report on |(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,12}$", re.IGNORECASE
)
NOT_SEEN = "title not seen)"
WHO_AND_WHAT = re.compile(r"[^:]{2,}: .*\w.* \((?:.*; )?title not seen\)")


def titles_that_name_no_document():
    """A source has the title it was published under or, unseen, says who wrote about what and when."""
    for row in rows("sources"):
        title = row["title"]
        if SAYS_NOTHING.match(title) or (NOT_SEEN in title and not WHO_AND_WHAT.fullmatch(title)):
            yield f"{row['source_id']}: {title}"


SCREENS = {
    **{
        f"far from both neighbours: {name}.{column}": (
            lambda name=name, column=column: far_from_both_neighbours(name, column)
        )
        for name, column in SERIES
    },
    **{
        f"the same year after year: {name}.{column}": (
            lambda name=name, column=column: the_same_year_after_year(name, column)
        )
        for name, column in SERIES
    },
    "above its own total": above_its_own_total,
    "net trade as imports": net_trade_as_imports,
    "before the visit": statements_of_before_the_visit_on_later_pages,
    "no year": words_of_the_present_without_a_year,
    "no speaker": speech_without_a_speaker,
    "no title": titles_that_name_no_document,
}


@pytest.mark.parametrize("screen", SCREENS)
def test_every_hit_is_mended_marked_or_excused(screen):
    hits = list(SCREENS[screen]())
    excused = EXCUSES.loc[EXCUSES["screen"] == screen, "hit"].tolist()
    assert [hit for hit in hits if not any(hit.startswith(one) for one in excused)] == []
    assert [one for one in excused if not any(hit.startswith(one) for hit in hits)] == [], (
        "excused for nothing"
    )


def test_every_excuse_has_its_screen_and_its_reason():
    assert set(EXCUSES["screen"]) <= set(SCREENS)
    assert EXCUSES["reason"].str.len().min() > 20
    assert not EXCUSES.duplicated(["screen", "hit"]).any()
