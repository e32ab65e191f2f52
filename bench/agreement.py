"""Any view of agreement in lesson 6, beside the plain group-by that the student writes, and beside another slider.

Run: python bench/agreement.py [rounds]
Aim: a view's numbers in at most 1/20 of the time of the plain group-by for the same view (1 for a single state); the
whole view, drawn, in at most 1.5 times a view of lesson 3's slider (whose table has some hundred rows).

plain strip   the lesson's dropna, == and mean, once for each of 200 states
plain year    the lesson's dropna, == and groupby for one state
counted once  pairs_with: what the lesson does before its first chart, for all states, years and issues
strip, year   the numbers of a view, from what was counted
drawn         the same view as a picture, as the browser gets it

The results are compared first; the program stops if they differ.
"""

from functools import partial
from statistics import median

import numpy as np
from measuring import in_turn, milliseconds, rounds, tell

from helpers import load
from helpers.lessons.one_customer import charts
from helpers.lessons.one_customer.facts import FULL_YEAR_FACTBOOK, office_shares
from helpers.lessons.third_neighbours import charts_agreement, facts
from helpers.pictures.figures import draw_picture

YEARS = (2015, 2025)


def plain_strip(table, seats):
    """Agreement with Mongolia of every state with 50 common votes or more, the way the lesson writes it."""
    recent = table[table.date.dt.year.between(*YEARS)]
    found = {}
    for seat in seats:
        both = recent.dropna(subset=["MNG", seat])
        if len(both) >= facts.FEWEST_IN_SPAN:
            found[seat] = (both[seat] == both.MNG).mean()
    return found


def plain_year(table, seat):
    """Agreement with Mongolia year by year, the way the lesson writes it."""
    both = table.dropna(subset=["MNG", seat])
    return (both[seat] == both.MNG).groupby(both.date.dt.year).mean()


def main():
    """Compare the results, take the times, print ratios."""
    table, members = load("un_votes"), load("un_members")
    pairs = facts.pairs_with(table, members)
    seats = [seat for seat in members.iso3 if seat != "MNG"]
    strip = facts.closest(pairs, members).set_index("iso3").agreement_percent
    plain = plain_strip(table, seats)
    assert set(strip.index) == set(plain) and all(
        abs(strip[seat] - 100 * plain[seat]) < 0.051 for seat in plain
    )
    year = facts.yearly(pairs, "USA").set_index("year").agreement_percent
    assert np.allclose(year, 100 * plain_year(table, "USA"), atol=0.051)
    exports = load("trade_partners").query("flow == 'export'").query(FULL_YEAR_FACTBOOK)
    compared = int(pairs[pairs.issue == "all votes"].common.sum())
    print(f"{compared:,} pairs of votes; the same results.")
    drawn = {
        "strip drawn": (charts_agreement.strip, (pairs, members), {"state": "RUS", "period": "2015–2025"}),
        "year drawn": (charts_agreement.through_time, (pairs, members), {"state": "USA"}),
        "lesson 3 drawn": (
            charts.buyers,
            (exports, office_shares(load("trade_partners_official"))),
            {"year": 2014},
        ),
    }
    tasks = {
        "plain strip": (plain_strip, table, seats),
        "plain year": (plain_year, table, "USA"),
        "counted once": (facts.pairs_with, table, members),
        "strip": (facts.closest, pairs, members),
        "year": (facts.yearly, pairs, "USA"),
        **{name: (draw_picture, *view) for name, view in drawn.items()},
    }
    took = in_turn({name: partial(milliseconds, *task) for name, task in tasks.items()}, rounds(9))
    ms = {name: median(times) for name, times in took.items()}
    for name, value in ms.items():
        print(f"{name:14s} {value:8.1f} ms")
    tell("numbers, strip", ms["strip"] / ms["plain strip"], 1 / 20)
    tell("numbers, year", ms["year"] / ms["plain year"], 1)
    tell("strip drawn / lesson 3", ms["strip drawn"] / ms["lesson 3 drawn"], 1.5)
    tell("year drawn / lesson 3", ms["year drawn"] / ms["lesson 3 drawn"], 1.5)


if __name__ == "__main__":
    main()
