"""Lesson 5, "Leverage": its predictions, checks and quiz, all computed from the tables."""

from typing import Any

from helpers.asking.check_items import Check, Hint
from helpers.asking.conditions import between, equals, holds, is_set, more_than, near
from helpers.asking.drawn import Drawn
from helpers.asking.predict import Choice, Number, Outcome
from helpers.asking.quiz import Question
from helpers.lessons.leverage.facts import OTHER_SELLERS, amounts, by_month, scales
from helpers.lessons.leverage.findings import (
    SINCE,
    UNTIL,
    beyond_others,
    december,
    disruptions,
    exemptions,
    span_rows,
)
from helpers.models.bargaining import HOLD, UNDERCUT, payoffs, settlement
from helpers.models.event_window import change
from helpers.tables import Load
from helpers.words import signed


def _political_cuts(load: Load) -> Outcome:
    rows = disruptions(load, True)
    years = ", ".join(map(str, rows.date.dt.year))
    actors = " and ".join(sorted(set(rows.actor)))
    return Outcome(
        len(rows),
        f"{len(rows)} of {len(disruptions(load))}: {years}, all by {actors}, and all around a visit of the "
        "Dalai Lama. For none of Russia's cuts do the reports in the table name a political trigger, "
        "though for 2011 that is disputed.",
        "leverage_episodes; “political” is our reading of what was reported",
    )


DRAWN = range(2016, 2024)


def _coal(load: Load, first: int, last: int) -> dict[int, float]:
    """Coal sold abroad by year, in million tonnes."""
    tonnes = by_month(load("exports_by_month")).groupby(level=0).sum() / 1000
    return {int(year): float(tonnes[year]) for year in range(first, last + 1)}


def _coal_line(load: Load) -> Outcome:
    found, around = _coal(load, DRAWN[0] - 1, DRAWN[-1]), december(load)
    before = found.pop(DRAWN[0] - 1)
    fell = min(found, key=found.__getitem__)
    return Outcome(
        found,
        f"{around.says} The whole year brought {found[2016]:.1f} million tonnes, {before:.1f} the year before. The "
        f"deep fall came with the closed border, to {found[fell]:.1f} in {fell}; "
        f"in {DRAWN[-1]} it was {found[DRAWN[-1]]:.1f}.",
        around.rests_on,
    )


def _political_years(load: Load) -> set[int]:
    return set(disruptions(load, True).date.dt.year)


def _september(load: Load, sellers: tuple[str, ...] = ("Mongolia",)) -> float:
    """The change in coal from these sellers from September 2016 to September 2017, in per cent."""
    counted = amounts(load("coal_by_month"), sellers)
    return change(counted[2016, 9], counted[2017, 9])


def _baseline(load: Load) -> float:
    return _september(load, OTHER_SELLERS)


def _beyond(load: Load) -> float:
    return beyond_others(load, 2017, 9)


def _right_beyond(given: Any, load: Load) -> str:
    return (
        f"{signed(_beyond(load))} points, in a month without any visit. The same subtraction for November 2016, most "
        f"of it before the visit, gives {signed(beyond_others(load, 2016, 11))}. Such a number alone shows no "
        "punishment."
    )


# --- cycle 3: rivals or concert -----------------------------------------------------------------------------


def _concert(load: Load) -> Outcome:
    rivals, together = settlement(100, 80, 20), settlement(100, 80, 20, concert=1)
    return Outcome(
        together.small,
        f"It keeps {together.small:g}. Elsewhere it would have only "
        f"{together.disagreement:g} now; half of what the deal adds to that is "
        f"{together.small - together.disagreement:g}. Among rivals it kept {rivals.small:g}.",
        "the model helpers/models/bargaining.py; points, not measurements",
    )


def _apart(load: Load) -> float:
    return payoffs(100, 80, 20)[UNDERCUT, UNDERCUT][0]


def _right_apart(given: Any, load: Load) -> str:
    table = payoffs(100, 80, 20)
    return (
        f"So each is tempted: {table[UNDERCUT, HOLD][0]:g} is more than {table[HOLD, HOLD][0]:g}, and "
        f"{_apart(load):g} more than {table[HOLD, UNDERCUT][0]:g}. Both undercut, and both end with "
        f"{_apart(load):g} instead of {table[HOLD, HOLD][0]:g}. This is the prisoner's dilemma; here the "
        "small state is glad of it."
    )


def _opposite(load: Load) -> Outcome:
    rows = span_rows(load)
    since, until, long_ago = rows.loc[SINCE], rows.loc[UNTIL], rows.loc["1992–2012"]
    return Outcome(
        since.opposite_percent,
        f"{since.opposite_percent:.0f} of 100: {int(since.opposite)} of {int(since.votes)} votes. In "
        f"the two years before it was {int(until.opposite)} of {int(until.votes)}; from 1992 to 2012, "
        f"{long_ago.opposite_percent:g} of 100. In both short spans most votes fell in "
        "two Decembers, so read no trend into the difference.",
        "un_votes; the emergency session on Ukraine is not in this table",
    )


def _exceptions(load: Load) -> Outcome:
    rows = exemptions(load)
    return Outcome(
        3,
        f"Both. The table has {len(rows)} exceptions: the United Kingdom let payments "
        "for Mongolia's energy pass (August 2022), Russia let its petrol through its "
        "own export ban (from March 2024), and in November 2024 the United States "
        "are said to have done as the British; that last letter is unverified.",
        "sanctions_effects",
    )


def _guests(load: Load) -> Outcome:
    rows = scales(load("visits"), load("trade_partners_official"), load("fuel_electricity"))
    row, exports = rows.iloc[0], rows.set_index("measure").loc["exports 2023"]
    both = row.Russia + row.China
    return Outcome(
        both,
        f"{both:.0f} of 100. The other {row.others:.0f} came from elsewhere, though of 100 dollars of "
        f"exports only {exports.others:g} went there in 2023.",
        "visits, January 2014 to August 2024; the list is not complete",
    )


PREDICTIONS = {
    "5.political": Number(
        "Ten times in the table something was cut, closed or delayed. For how many of these do the "
        "reports name a political trigger (a visit, a quarrel between governments)?",
        0,
        10,
        "of ten",
        outcome=_political_cuts,
        near=0.5,
        claim="C23",
    ),
    "5.december": Drawn(
        "Coal that Mongolia sold abroad, nearly all of it to China. In November 2016 came the visit, in 2020 a "
        "pandemic. Draw on: how much was it in each year?",
        DRAWN,
        0,
        100,
        "million tonnes",
        known=lambda load: _coal(load, 2011, DRAWN[0] - 1),
        outcome=_coal_line,
        claim="C23",
        near=5,
        was=Number("By how much did coal change from October to December 2016?", -80, 80, "%"),
    ),
    "5.concert": Number(
        "While the giants were rivals, the small state kept 90 of "
        "100. Now they speak with one voice. How much does it keep?",
        0,
        100,
        "points",
        outcome=_concert,
        near=5,
        claim="C24",
    ),
    "5.opposite": Number(
        "Since “no limits”, until mid-2024: in how many of 100 votes of the General Assembly did Russia "
        "and China vote opposite, one yes and the other no?",
        0,
        100,
        "of 100",
        outcome=_opposite,
        near=3,
        claim="C24",
    ),
    "5.exceptions": Choice(
        "Sanctions and export bans followed the invasion of Ukraine. Who made an exception for Mongolia?",
        ["Nobody", "Russia only", "The West only", "Both sides"],
        outcome=_exceptions,
        claim="C25",
    ),
    "5.guests": Number(
        "Heads of state, heads of government and foreign ministers who came to Mongolia from 2014 to "
        "August 2024: how many of 100 trips were made by guests from Russia or China?",
        0,
        100,
        "of 100",
        outcome=_guests,
        near=5,
        claim="C38",
    ),
}

CHECKS = {
    "5.years": Check(
        "the years of the cuts for which a political trigger is reported",
        _political_years,
        "set",
        code=True,
        hints=[
            Hint(
                "These are the years of the cuts without a political "
                "trigger. Keep the others: change one word.",
                when=is_set(lambda load: set(disruptions(load, False).date.dt.year)),
            ),
            Hint(
                "There are some of both kinds among these: keep only the rows where political is True.",
                when=more_than(_political_years),
            ),
            Hint(
                "What was withheld or promised isn't a disruption: look at the kind.",
                when=holds(2024),
            ),
            Hint("The filter asks for political == False. Which word keeps the others?"),
        ],
        how='cuts.query("political == True").date.dt.year',
        untouched={2011, 2017, 2021, 2023, 2025, 2026},
        right="Three years, one pattern. Now ask what the list leaves out.",
    ),
    "5.beyond": Check(
        "Mongolia's change beyond that of the other sellers, in percentage points",
        _beyond,
        "number",
        tolerance=0.6,
        unit="points",
        code=True,
        hints=[
            Hint(
                "That is Mongolia's own change. Take the baseline away from it.", when=near(_september, 0.3)
            ),
            Hint(
                "That is the baseline alone: what the others did. Take it away from Mongolia's own change.",
                when=near(_baseline, 0.3),
            ),
            Hint("The other way round: own minus baseline.", when=near(lambda load: -_beyond(load), 0.6)),
            Hint(
                "You added them. A baseline is what would have happened anyway, so it is taken away.",
                when=near(lambda load: _september(load) + _baseline(load), 0.6),
            ),
            Hint(
                "You divided. Here both are per cent already: subtract.",
                when=between(-1, 1) & ~equals(0),
            ),
            Hint("Which of the two numbers would have happened anyway? Take that one away from the other."),
        ],
        how="own - baseline",
        right=_right_beyond,
    ),
    "5.apart": Check(
        "what each giant gets on average if both undercut, in points",
        _apart,
        "number",
        tolerance=0.01,
        unit="points",
        hints=[
            Hint(
                "That is what the giant gets that wins the deal. Each wins it only every other time.",
                when=near(lambda load: 2 * _apart(load), 0.01),
            ),
            Hint(
                "That is what the small state keeps. The giants get the rest of 100.",
                when=near(90, 0.01),
            ),
            Hint(
                "Half of what the small state keeps? Take its part from 100 first, then halve.",
                when=near(45, 0.01),
            ),
            Hint(
                "That is each one's part when both stand together.",
                when=near(lambda load: payoffs(100, 80, 20)[HOLD, HOLD][0], 0.01),
            ),
            Hint(
                "If both undercut they are rivals: the small state "
                "keeps 90. What is left, and who gets it how often?"
            ),
        ],
        how="(100 - 90) / 2",
        right=_right_apart,
    ),
}

QUIZ = {
    "5.quiz.placebo": Question(
        "Trade falls by a fifth in the month after a visit. In four other months, without any visit, it "
        "falls by as much. What has been shown?",
        ["That the visit is what did it", "Nothing about the visit yet", "That the visit did not do it"],
        1,
        {
            0: "Then what did it in the four other months?",
            1: "A fall of this size happens without a visit, too. The visit may have done it or not.",
            2: "It may have done it, all the same: a cause can produce what also comes without it.",
        },
    ),
    "5.quiz.threat": Question(
        "In the model a threat pays, and the two sides agree. What does an observer see at the border?",
        ["Fewer lorries", "Nothing new"],
        1,
        {
            0: "Only if the talks fail. A threat that works is not carried out.",
            1: "The price is paid in the agreement, not at the border.",
        },
    ),
    "5.quiz.list": Question(
        "A list of episodes was made by searching for trouble after "
        "visits. Why can't it tell how often trouble follows a visit?",
        [
            "Because journalists who report them are often wrong",
            "Because visits without trouble are not on it",
            "Because it is too short for a percentage",
        ],
        1,
        {
            0: "They may be, but a perfect list of trouble would have the same gap.",
            1: "To say how often, you must count the visits, not the trouble.",
            2: "A longer list of trouble has the same gap.",
        },
    ),
    "5.quiz.customer": Question(
        "From lesson 3: nine tenths of exports go to one buyer. Which number of the model does that touch?",
        [
            "What the deal is worth to the two together",
            "What the small state would have otherwise",
            "What it costs the giant to put on pressure",
        ],
        1,
        {
            0: "The deal may be worth as much as before.",
            1: "Who has no other buyer has little elsewhere, and keeps less.",
            2: "That depends on what the giant needs the coal for.",
        },
    ),
    "5.quiz.kind": Question(
        "From lesson 0: “Russia and China may now act in concert.” Why is this hard to test?",
        [
            "Because votes in the Assembly are secret and not counted",
            "Because “may” and “in concert” fit nearly anything",
        ],
        1,
        {
            0: "These votes are public, state by state.",
            1: "Say first what would speak against it, for example more opposite votes; then look.",
        },
    ),
}

BEFORE = {
    "5.before.baseline": Question(
        "After a speed camera is put up, accidents on its road fall by 10 %. On the other roads of the region, "
        "without cameras, they fall by 12 %. What did the camera do?",
        [
            "It lowered accidents by 10 %: before and after show it",
            "Nothing that these numbers show; others fell as well",
            "It raised accidents: 12 minus 10 makes 2 % too many",
            "Nothing: it is shown that cameras have no effect",
        ],
        1,
        {
            0: "They would have fallen anyway, if that road was like the others.",
            1: "The others stand for what would have happened anyway, and the fall is no larger than theirs.",
            2: "Roads differ by more than that, and nothing says that the others are just like it.",
            3: "Not shown isn't the same as shown not to be; the road may have had another year ahead.",
        },
    ),
}

AFTER = {
    "5.after.baseline": Question(
        "In the year after a summit a country's exports rise by 8 %. Those of its neighbours, which held no "
        "summit, rise by 9 %. What did the summit do for exports?",
        [
            "It raised them by 8 %, for that is what came after it",
            "It harmed them: without it they had risen by 9 %",
            "It is shown that summits leave exports unchanged",
            "These numbers show no effect; others rose as well",
        ],
        3,
        {
            0: "They would have risen anyway, if the country is like its neighbours.",
            1: "Countries differ by more than that, and the neighbours are only a stand-in.",
            2: "Not shown isn't the same as shown not to be.",
            3: "The neighbours stand for what would have happened anyway, and the rise is no larger than theirs.",
        },
    ),
}

OBJECTIVES = {
    "say what a list of episodes can show and what it can't": ["5.political", "5.years", "5.quiz.list"],
    "take a baseline away from a change, and test a story with dates at which nothing happened": [
        "5.beyond",
        "5.quiz.placebo",
        "8.quiz.treated",
        "9.quiz.after",
        "5.before.baseline",
        "5.after.baseline",
    ],
    "work out by hand what a small state gains while its big neighbours are rivals": [
        "5.concert",
        "5.apart",
        "5.quiz.customer",
    ],
}
