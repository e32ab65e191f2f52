"""Lesson 5, "Leverage": its predictions, checks, quiz and findings, all computed from the tables."""

from __future__ import annotations

import math

from ..charts.leverage import COMPARED, OTHER_SELLERS, all_windows, amounts, in_concert, scales, stakes
from ..check import Check, Hint
from ..claims import Assessment, Fact, Finding
from ..models.bargaining import HOLD, UNDERCUT, payoffs, settlement
from ..models.event_window import beyond_baseline, change, placebo_rank
from ..predict import Choice, Number, Outcome
from ..quiz import Question

LESS_OTHERS = next(name for name, back in COMPARED.items() if back is None)


def _near(target, width):
    return lambda given, load: math.isclose(given, target(load), abs_tol=width)


# --- cycle 1: the list --------------------------------------------------


def _disruptions(load, political=None):
    rows = load("leverage_episodes").query("kind == 'disruption'")
    return rows if political is None else rows[rows.political == political]


def _political_cuts(load):
    rows = _disruptions(load, True)
    years = ", ".join(map(str, rows.date.dt.year))
    actors = " and ".join(sorted(set(rows.actor)))
    return Outcome(
        len(rows),
        f"{len(rows)} of {len(_disruptions(load))}: {years}, all by {actors}, and all around a visit of the "
        "Dalai Lama. For none of Russia's cuts do the reports in the table name a political trigger, "
        "though for 2011 that is disputed.",
        "leverage_episodes; “political” is our reading of what was reported",
    )


def _political_years(load):
    return set(_disruptions(load, True).date.dt.year)


def _other_years(load):
    return set(_disruptions(load, False).date.dt.year)


# --- cycle 2: the window --------------------------------------------------


def _tonnes(load, year, month, sellers=("Mongolia",)):
    return amounts(load("coal_by_month"), sellers)[year, month]


def _december(load):
    before, after = _tonnes(load, 2016, 10), _tonnes(load, 2016, 12)
    found = change(before, after)
    return Outcome(
        found,
        f"It rose by {found:.0f} %: China's customs counted {before:.2f} million tonnes in October and "
        f"{after:.2f} in December.",
        "coal_by_month, Chinese customs figures as printed by Reuters; December follows from the figure of "
        "a year later",
    )


def _september(load, sellers):
    return _tonnes(load, 2016, 9, sellers), _tonnes(load, 2017, 9, sellers)


def _own(load):
    return change(*_september(load, ("Mongolia",)))


def _baseline(load):
    return change(*_september(load, OTHER_SELLERS))


def _beyond(load):
    return beyond_baseline(_september(load, ("Mongolia",)), _september(load, OTHER_SELLERS))


def _visit_and_placebos(load, compared_with):
    """The change in November 2016 and the changes in all months that are not the visit's."""
    rows = all_windows(load("coal_by_month"), compared_with)
    visit = rows[(rows.year == 2016) & (rows.month == 11)].change.iloc[0]
    return visit, rows[~rows.visit].change.tolist()


def _right_beyond(given, load):
    visit, _ = _visit_and_placebos(load, LESS_OTHERS)
    return (
        f"{_beyond(load):.0f} points, in a month without any visit. The same subtraction for November 2016, "
        f"most of it before the visit, gives +{visit:.0f}. Whatever pressure there was, these tonnes do not "
        "show it."
    )


# --- cycle 3: rivals or concert --------------------------------------------------


def _concert(load):
    rivals, together = settlement(100, 80, 20), settlement(100, 80, 20, concert=1)
    return Outcome(
        together.small,
        f"It keeps {together.small:g}. Elsewhere it would have only {together.outside:g} now; half of what "
        f"the deal adds to that is {together.small - together.outside:g}. Among rivals it kept "
        f"{rivals.small:g}.",
        "the model helpers/models/bargaining.py; points, not measurements",
    )


def _apart(load):
    return payoffs(100, 80, 20)[UNDERCUT, UNDERCUT][0]


def _right_apart(given, load):
    table = payoffs(100, 80, 20)
    return (
        f"So each is tempted: {table[UNDERCUT, HOLD][0]:g} is more than {table[HOLD, HOLD][0]:g}, and "
        f"{_apart(load):g} more than {table[HOLD, UNDERCUT][0]:g}. Both undercut, and both end with "
        f"{_apart(load):g} instead of {table[HOLD, HOLD][0]:g}. This is the prisoner's dilemma; here the "
        "small state is glad of it."
    )


def _spans(load):
    return in_concert(load("un_votes")).set_index("span")


SINCE, UNTIL = "“no limits” to mid-2024", "2020 to “no limits”"


def _opposite(load):
    rows = _spans(load)
    since, until, long_ago = rows.loc[SINCE], rows.loc[UNTIL], rows.loc["1992–2012"]
    return Outcome(
        since.opposite_percent,
        f"{since.opposite_percent:.0f} of 100: {int(since.opposite)} of {int(since.votes)} votes, against "
        f"{int(until.opposite)} of {int(until.votes)} in the two years before and "
        f"{long_ago.opposite_percent:g} of 100 from 1992 to 2012. In both short spans most votes "
        "fell in two Decembers, so read no trend into the difference.",
        "un_votes; the emergency session on Ukraine is not in this table",
    )


def days_between(load):
    """Days from the declaration of February 2022 to the invasion."""
    declared = load("lesson_facts").set_index("fact_id").date["no-limits-2022"]
    events = load("timeline")
    invaded = events[events.event.str.contains("full-scale invasion")].date.iloc[0]
    return (invaded - declared).days


# --- verdicts --------------------------------------------------


def _exemptions(load):
    return load("sanctions_effects").query("kind == 'exemption for Mongolia'")


def _exceptions(load):
    rows = _exemptions(load)
    return Outcome(
        3,
        f"Both. The table has {len(rows)} exceptions: the United Kingdom let payments for Mongolia's energy "
        "pass (August 2022), Russia let its petrol through its own export ban (from March 2024), and in "
        "November 2024 the United States are said to have done as the British; that last letter is "
        "unverified.",
        "sanctions_effects",
    )


def _guests(load):
    rows = scales(load("visits"), load("trade_partners"), load("fuel_electricity"))
    row, exports = rows.iloc[0], rows.set_index("measure").loc["exports 2023"]
    both = row.Russia + row.China
    return Outcome(
        both,
        f"{both:.0f} of 100. The other {row.others:.0f} came from elsewhere, though of 100 dollars of "
        f"exports at most {exports.others:.0f} went there in 2023.",
        "visits, January 2014 to August 2024; the list is not complete",
    )


def _claim_leverage(load):
    cuts, political = _disruptions(load), _disruptions(load, True)
    russia = cuts[cuts.actor == "Russia"]
    withheld = load("leverage_episodes").query("kind == 'benefit withheld' and actor == 'China'")
    visit, placebos = _visit_and_placebos(load, LESS_OTHERS)
    worse, dates = placebo_rank(visit, placebos)
    loan = stakes(load("pressure_2016")).iloc[0]
    return Finding(
        change(_tonnes(load, 2016, 10), _tonnes(load, 2016, 12)),
        "holds with a condition",
        f"Reported: China cut or delayed something around {len(political)} visits of the Dalai Lama and "
        f"withheld loans or talks {len(withheld)} times; a possible loan of {loan:,.0f} million dollars was "
        "under discussion in November 2016. For those talks Mongolia's foreign minister said that China had "
        "called the visit unacceptable; for the cuts China gave other reasons or did not confirm a link. "
        f"Russia: {len(russia)} cuts of fuel, each explained by its own market, none with a political "
        "trigger in the reports (2011 is disputed); the dam loan stopped after it objected. Trade in 2016: "
        f"fees and queues were reported, but coal rose by {_december(load).value:.0f} % from October to "
        f"December, and at {worse} of {dates} dates without a visit Mongolia did worse against the other "
        "sellers than in November 2016, a month mostly before the visit. That the visit caused the fees and "
        "queues is plausible and not shown here.",
        sources=("bloomberg-2016", "townhall-2016", "reuters-2016-12-01-fees", "reuters-2016-12-coal-origin"),
    )


def _claim_concert(load):
    rows = _spans(load)
    since = rows.loc[SINCE]
    allies = in_concert(load("un_votes"), "USA", "GBR").set_index("span").loc[SINCE]
    return Finding(
        days_between(load),
        "holds with a condition",
        f"The date holds: {days_between(load)} days lie between the declaration of 4 February 2022 and the "
        "invasion. “May now act in concert” can't be refuted, only weighed: since then the two cast "
        f"different votes in {since.different_percent:.0f} of 100 roll calls and opposite ones in "
        f"{since.opposite_percent:.0f}, no closer than before (the United States and Britain, allies: "
        f"{allies.different_percent:.0f} and {allies.opposite_percent:.0f}); the emergency session on "
        "Ukraine is not counted, and a vote is no deed towards Mongolia. And the dam loan put on hold in "
        "June 2016, after Russia's objections and questions from UNESCO, came years before the declaration.",
        sources=(
            "reuters-2022-02-05-no-limits",
            "unvotes-2021",
            "mapping-unga-voting-alliances",
            "globalconstructionreview-2016",
        ),
    )


def _claim_sanctions(load):
    rows = load("sanctions_effects")
    burdens = rows[rows.kind == "burden on Mongolia"]
    book = load("trade_partners").query(
        "compiler == 'CIA World Factbook' and flow == 'import' and partner == 'Russia'"
    )
    share = book.sort_values("edition").groupby("year").share_percent.last()
    return Finding(
        len(burdens),
        "holds with a condition",
        f"{len(burdens)} reports in the table tell of a burden, in {burdens.area.nunique()} fields from "
        "flights to payments: transit flights halved within three days in March 2022. Those who say so are "
        "mostly officials and firms. How much is due to sanctions, to closed skies, to the war itself or "
        "to the pandemic, no table here can tell apart; Russia's share of imports even went from "
        f"{share[2021]:.0f} % (2021) to {share[2022]:.0f} % (2022). And {len(_exemptions(load))} exceptions "
        "were made for Mongolia, one of them unverified.",
        sources=tuple(burdens.source_id.iloc[[0, -1]]) + tuple(_exemptions(load).source_id.iloc[[0]]),
    )


PREDICTIONS = {
    "5.political": Number(
        "Nine times in the table something was cut, closed or delayed. For how many of these do the "
        "reports name a political trigger (a visit, a quarrel between governments)?",
        0,
        9,
        "of nine",
        outcome=_political_cuts,
        near=0.5,
        claim="C23",
    ),
    "5.december": Number(
        "China's customs count the coal that comes in from Mongolia. From October 2016, the month before "
        "the visit, to December, the month after it: by how much did it change?",
        -80,
        80,
        "%",
        outcome=_december,
        near=8,
        claim="C23",
        note="Below zero: it fell.",
    ),
    "5.concert": Number(
        "While the giants were rivals, the small state kept 90 of 100. Now they speak with one voice. How "
        "much does it keep?",
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
        hints=[
            Hint(
                "These are the years of the cuts without a political trigger. Keep the others: change one "
                "word.",
                when=lambda given, load: given == _other_years(load),
            ),
            Hint(
                "There are some of both kinds among these: keep only the rows where political is True.",
                when=lambda given, load: given > _political_years(load),
            ),
            Hint(
                "What was withheld or promised isn't a disruption: look at the kind.",
                when=lambda given, load: 2024 in given,
            ),
            Hint("In the filter, write True in the place of False."),
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
        hints=[
            Hint("That is Mongolia's own change. Take the baseline away from it.", when=_near(_own, 0.3)),
            Hint(
                "That is the baseline alone: what the others did. Take it away from Mongolia's own change.",
                when=_near(_baseline, 0.3),
            ),
            Hint("The other way round: own minus baseline.", when=_near(lambda load: -_beyond(load), 0.6)),
            Hint(
                "You added them. A baseline is what would have happened anyway, so it is taken away.",
                when=_near(lambda load: _own(load) + _baseline(load), 0.6),
            ),
            Hint(
                "You divided. Here both are per cent already: subtract.",
                when=lambda given, load: 0 < abs(given) < 1,
            ),
            Hint("Write own - baseline in the place of the dots."),
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
                when=_near(lambda load: 2 * _apart(load), 0.01),
            ),
            Hint(
                "That is what the small state keeps. The giants get the rest of 100.",
                when=_near(lambda load: 90, 0.01),
            ),
            Hint(
                "Half of what the small state keeps? Take its part from 100 first, then halve.",
                when=_near(lambda load: 45, 0.01),
            ),
            Hint(
                "That is each one's part when both stand together.",
                when=_near(lambda load: payoffs(100, 80, 20)[HOLD, HOLD][0], 0.01),
            ),
            Hint(
                "If both undercut they are rivals: the small state keeps 90. What is left, and who gets it "
                "how often?"
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
        ["That the visit did it", "Nothing about the visit yet", "That the visit did not do it"],
        1,
        {
            0: "Then what did it in the four other months?",
            1: "A fall of this size happens without a visit, too. The visit may have done it or not.",
            2: "It may have done it, all the same: a cause can produce what also comes without it.",
        },
    ),
    "5.quiz.threat": Question(
        "In the model a threat pays, and the two sides agree. What does an observer see at the border?",
        ["Fewer lorries", "Nothing"],
        1,
        {
            0: "Only if the talks fail. A threat that works is not carried out.",
            1: "The price is paid in the agreement, not at the border.",
        },
    ),
    "5.quiz.list": Question(
        "A list of episodes was made by searching for trouble after visits. Why can't it tell how often "
        "trouble follows a visit?",
        [
            "Because journalists are often wrong",
            "Because visits without trouble are not on it",
            "Because it is too short",
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
            "The value of the deal",
            "What the small state would have if the talks failed",
            "What pressure costs the giant",
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
        ["Because votes are secret", "Because “may” and “in concert” fit almost any behaviour"],
        1,
        {
            0: "These votes are public, state by state.",
            1: "Say first what would speak against it, for example more opposite votes; then look.",
        },
    ),
}

CLAIMS = {
    "C23": Fact(_claim_leverage),
    "C24": Fact(_claim_concert),
    "C25": Fact(_claim_sanctions),
    "C38": Assessment(
        "holds with a condition",
        "Guests and goods tell two stories: most high guests come from elsewhere, while nearly all exports "
        "go to one neighbour and nearly all petrol and imported electricity come from the two; of the "
        "imports about a third does not. The condition is the yardstick: friendship is not measured in "
        "tonnes.",
        for_="What the neighbours could switch off tomorrow, fuel and the way out, no friend far away could "
        "replace at once.",
        against="Friends need not outweigh geography to change the bargain: in the model a better offer from "
        "far away raises what the small state keeps, even if it never takes it. And what friends lend and "
        "invest is not on this lesson's chart.",
        dated="23 November 2026",
        source_ids=("cia-factbook-2025", "cia-factbook-2024", "nash-1950"),
    ),
}
