"""The numbers of lesson 7 from small tables made up for the purpose, worked by hand."""

import pandas as pd
import pytest

from helpers.lessons.the_court import facts


def day(text):
    return pd.Timestamp(text)


STATES = pd.DataFrame(
    {
        "country": ["Aland", "Bland", "Cland"],
        "iso3": ["AAA", "BBB", "CCC"],
        "signed": [day("1998-07-17"), pd.NaT, day("2000-12-29")],
        "ratified_or_acceded": [day("2002-04-11"), day("2010-01-01"), day("2024-08-01")],
        "entered_into_force": [day("2002-07-01"), day("2010-03-01"), day("2024-10-01")],
        "withdrew": [pd.NaT, day("2017-10-27"), pd.NaT],
    }
)


def test_a_year_is_looked_at_on_its_last_day_and_2024_on_the_eve():
    assert facts.day_in(2023) == day("2023-12-31") and facts.day_in(2024) == day("2024-09-01")


def test_a_state_is_in_from_the_day_of_entry_and_out_on_the_day_it_leaves():
    assert facts.joined_by(STATES, day("2010-02-28")).iso3.tolist() == ["AAA"]
    assert facts.joined_by(STATES, day("2010-03-01")).member.tolist() == [True, True]
    assert facts.joined_by(STATES, day("2017-10-26")).member.tolist() == [True, True]
    left = facts.joined_by(STATES, day("2017-10-27"))
    assert left.member.tolist() == [True, False] and left.index.tolist() == [0, 1]
    assert left.columns.tolist() == ["country", "iso3", "since", "member"]
    assert left.since.tolist() == [day("2002-07-01"), day("2010-03-01")]


def test_membership_of_one_that_joined_one_that_left_and_one_that_had_not_yet():
    row = facts.membership(STATES, " bland ").iloc[0]
    assert (row.country, row.joined, row.in_force, row.left) == (
        "Bland",
        day("2010-01-01"),
        day("2010-03-01"),
        day("2017-10-27"),
    )
    assert pd.isna(row.signed) and facts.membership(STATES, "Aland").signed.iloc[0] == day("1998-07-17")
    later = STATES.assign(withdrew=day("2024-09-02"))
    assert pd.isna(facts.membership(later, "Aland").left.iloc[0]), (
        "what came after the eve is not known on it"
    )
    for name in ("Cland", "Norway"):
        assert facts.membership(STATES, name)["on 1 September 2024"].tolist() == [
            "not among those that had joined"
        ]


WARRANTS = pd.DataFrame(
    [
        # id, suspect, kind, issued, made public, custody, in the Court's custody, level
        ("w1", "Ann", "warrant", "2010-01-01", "2010-01-02", "2012-01-01", True, "head of state"),
        ("w2", "Bob", "warrant", "2010-01-01", "2010-01-02", None, False, "minister"),
        ("w3", "Cid", "warrant", "2020-01-01", "2020-01-02", None, False, "commander"),
        ("w4", "Dot", "warrant", "2020-01-01", "2024-09-02", None, False, "commander"),
        ("w5", "Eve", "summons", "2010-01-01", "2010-01-02", None, False, "commander"),
        ("w6", "Bob", "warrant", "2015-01-01", "2015-01-02", None, False, "minister"),
        ("w7", "Fay", "warrant", "2010-06-15", "2010-06-16", "2010-06-01", True, "commander"),
        ("w8", "Gus", "warrant", "2023-01-01", "2024-09-01", "2024-09-02", True, "head of government"),
        ("w9", "Hal", "warrant", "2012-01-01", "2012-01-01", "2013-01-01", False, "commander"),
    ],
    columns=[
        "warrant_id",
        "suspect",
        "kind",
        "issued",
        "made_public",
        "custody_date",
        "in_court_custody",
        "office_level",
    ],
).assign(office="an office")
for column in ("issued", "made_public", "custody_date"):
    WARRANTS[column] = pd.to_datetime(WARRANTS[column])
EVENTS = pd.DataFrame({"warrant_id": ["w2"], "event": ["died"], "date": [day("2014-01-01")], "more": [1]})


@pytest.fixture
def waits():
    return facts.waits(WARRANTS, EVENTS)


def test_waits_by_hand(waits):
    rows = waits.set_index("suspect")
    assert sorted(rows.index) == ["Ann", "Bob", "Cid", "Fay", "Gus", "Hal"], (
        "public warrants, each person once"
    )
    assert rows.ending.dropna().to_dict() == {"Ann": "custody", "Bob": "died", "Fay": "custody"}
    assert rows.years.to_dict() == pytest.approx(
        {
            "Ann": 730 / 365.25,
            "Bob": 1461 / 365.25,
            "Cid": 1705 / 365.25,
            "Fay": 0,
            "Gus": 609 / 365.25,
            "Hal": 4627 / 365.25,
        }
    )
    assert rows.ended["Cid"] == facts.TODAY and rows.ended["Bob"] == day("2014-01-01")


def test_groups_shares_and_six_ways_to_count(waits):
    assert facts.group_of(waits, "everyone").equals(waits)
    assert set(facts.group_of(waits, facts.PEOPLE[1]).suspect) == {"Ann", "Bob", "Gus"}
    assert set(facts.group_of(waits, facts.PEOPLE[2]).suspect) == {"Cid", "Fay", "Hal"}
    assert set(facts.group_of(waits, facts.PEOPLE[3]).suspect) == {"Ann", "Bob", "Cid", "Gus", "Hal"}
    # Fay at once: 5 of 6 wait on; Gus is lost from sight; Ann after two years: 3 of 4 of these.
    assert facts.custody_by(waits, 1) == pytest.approx(1 / 6)
    assert facts.custody_by(waits, 5) == pytest.approx(1 - 5 / 6 * 3 / 4)
    ways = facts.in_five_years(waits)
    # 2 of 6; 2 of the 4 that ended or lasted five years; as above; Bob's death came after both; and without Fay,
    # who was in custody first: Ann is one of four, by either clock, for Gus is gone before her two years are over
    assert ways.percent.tolist() == [33.3, 50.0, 37.5, 37.5, 25.0, 25.0] and ways.way.nunique() == 6


def test_the_highest_and_what_became_of_them(waits):
    rows = facts.highest(waits).set_index("suspect")
    assert rows.what_became.to_dict() == {
        "Ann": "reached the Court",
        "Gus": "not handed over by 1 September 2024",
    }
    assert rows.warrant["Ann"] == "January 2010" and rows.columns.tolist() == [
        "office",
        "warrant",
        "what_became",
    ]


def test_readings_keep_their_order():
    assert facts.names_of(pd.DataFrame({"reading": ["b", "a", "b", "c"]})) == ["b", "a", "c"]
