"""Lesson 2, "After 1990": its predictions, checks and quiz, all computed from the tables."""

from functools import partial
from typing import Any

from helpers.asking.check_items import Check, Hint
from helpers.asking.conditions import (
    above,
    below,
    between,
    equals,
    is_set,
    more_than,
    no_word,
    nothing,
)
from helpers.asking.drawn import Drawn
from helpers.asking.predict import Choice, Number, Outcome
from helpers.asking.quiz import Question
from helpers.lessons.after_1990.facts import DRAWN, YEARS, moscow_shares
from helpers.lessons.after_1990.findings import (
    LAST,
    LINE,
    alike_by_year,
    alike_share,
    answers_by_year,
    listed,
    middle_share,
    mongolias_rows,
    moscow_now,
    names_of,
    trips_with,
)
from helpers.models import definitions as define
from helpers.tables import Load

# --- cycle 1 ------------------------------------------------------------------------------------------------


def _half_way(load: Load) -> list[int]:
    """The first year with a figure past half of the way: rulers, exports, imports."""
    index = mongolias_rows(load).electoral
    start, top = index[1989], index.loc[1990:1999].max()
    turned = [int(index.loc[1989:][index.loc[1989:] >= (start + top) / 2].index[0])]
    for flow in ("export", "import"):
        shares = moscow_shares(load("trade_partners"), flow).set_index("year").share_percent
        turned.append(int(shares[shares < shares[1991] / 2].index[0]))
    return turned


def _turned_first(load: Load) -> Outcome:
    rulers, exports, imports = _half_way(load)
    imported = moscow_shares(load("trade_partners"), "import").set_index("year").share_percent
    return Outcome(
        0 if rulers < min(exports, imports) else None,
        f"Half of the way was gone by {rulers} in the index, by {exports} in the exports that are printed "
        f"(the whole former bloc is counted), by {imports} in the imports (Russia alone is counted). After "
        f"that imports changed slowly: {imported[1996]:.0f} % from Russia in 1996, "
        f"{moscow_now(load, 'import', 2010):.0f} % in 2010, {moscow_now(load, 'import'):.0f} % in {LAST}.",
        "democracy_vdem; to 1996 trade_partners, CIA World Factbook, which prints no shares for 1993 and 1994; "
        "then trade_partners_official. Source: Mongolian Statistical Service",
    )


def _first_above(load: Load) -> int:
    index = mongolias_rows(load).electoral
    return int(index[index >= LINE].index[0])


def _right_first_above(given: Any, load: Load) -> str:
    row = mongolias_rows(load).loc[_first_above(load)]
    return (
        f"{row.electoral:.2f} in {_first_above(load)}. Its band begins at {row.electoral_low:.2f}, below the "
        "line: that year can be doubted, the next one less."
    )


# --- cycle 2 ------------------------------------------------------------------------------------------------

IN_2024 = {
    "Mongolia alone": {"MNG"},
    "Mongolia and Georgia": {"MNG", "GEO"},
    "Armenia alone": {"ARM"},
    "Mongolia, Georgia and Armenia": {"MNG", "GEO", "ARM"},
    "None of them": set(),
}


def _in_2024(load: Load) -> Outcome:
    answer = answers_by_year(load)[-1]
    right = [place for place, states in enumerate(IN_2024.values()) if states == set(answer.above)]
    row = mongolias_rows(load).loc[answer.year]
    return Outcome(
        right[0] if right else None,
        f"Above the line in {answer.year}: {listed(names_of(load, answer.above))}. Mongolia stands at "
        f"{row.electoral:.3f}, and its band goes from {row.electoral_low:.2f} to {row.electoral_high:.2f}: "
        "it reaches over the line, so this index leaves open on which side Mongolia is. The band holds the true "
        "value with about two chances in three.",
        "democracy_vdem, version 15",
    )


def _above(load: Load, year: int) -> set[str]:
    answer = next(a for a in answers_by_year(load) if a.year == year)
    return set(names_of(load, answer.above))


def _right_2010(given: Any, load: Load) -> str:
    row = load("democracy_vdem").query("iso3 == 'GEO' and year == 2010").iloc[0]
    return (
        f"Georgia stands at {row.electoral:.3f}, and its band goes from {row.electoral_low:.2f} to "
        f"{row.electoral_high:.2f}. One thousandth makes “the only one” false here."
    )


def _how_often(load: Load) -> Outcome:
    answers = answers_by_year(load)
    best, band = define.how_often(answers), define.how_often(answers, "band")
    breakers = {code for answer in answers for code in answer.above} - {"MNG"}
    broken = sum(bool(set(answer.above) - {"MNG"}) for answer in answers)
    return Outcome(
        best["true"],
        f"True in {best['true']} of {len(answers)} years by the best guesses. In "
        f"{broken} others {listed(sorted(names_of(load, breakers)))}, one or both, "
        f"stand above the line. If the band counts: true in {band['true']}, false in "
        f"{band['false']}, and in {band['cannot tell']} years the index can't tell.",
        "democracy_vdem and countries; the choices are in helpers.models.definitions",
    )


def _without_west(load: Load, line: str = "usual") -> float:
    return define.how_often(answers_by_year(load, asia="without the west", line=line))["true"]


def _votes_with_moscow(load: Load) -> Outcome:
    alike = alike_by_year(load)
    since = alike.loc[DRAWN[0] :]
    top, last = int(since.idxmax()), int(since.index[-1])
    return Outcome(
        since.to_dict(),
        f"Up to {since[top]:.0f} % in {top}, then down to {since[last]:.0f} % in {last}. Is that close? From 2001 "
        f"to 2010 it was {alike_share(load, 2001, 2010):.0f} % with Russia. With China it was "
        f"{alike_share(load, 2001, 2010, 'CHN'):.0f} %, with the United States "
        f"{alike_share(load, 2001, 2010, 'USA'):.0f} %; half of all members voted like Mongolia in "
        f"{middle_share(load, 2001, 2010):.0f} % or more.",
        "un_votes, the same vote in votes in which both took part; 1993 is left out",
    )


def _right_trips(given: Any, load: Load) -> str:
    parts = [trips_with(load, code) for code in ("RUS", "CHN")]
    unsure = sum((rows.confidence == "background").sum() for rows in parts)
    return (
        f"{parts[0].trip_id.nunique()} with Russia and {parts[1].trip_id.nunique()} with China; {unsure} of "
        "them are general knowledge, not confirmed by a page we read."
    )


PREDICTIONS = {
    "2.turned_first": Choice(
        "Around 1990 three things turned: who rules Mongolia, who buys what it sells, who sells what it "
        "buys. Which turned first?",
        ["Who rules (politics)", "Who buys (exports)", "Who sells (imports)", "All three within a year"],
        outcome=_turned_first,
        claim="C07",
        note="Turned: half of the way is gone.",
    ),
    "2.in_2024": Choice(
        "V-Dem's index for 2024, the line at 0.5, the nine "
        "states described above. Who stands above the line?",
        list(IN_2024),
        outcome=_in_2024,
        claim="C08",
    ),
    "2.how_often": Number(
        "Same index, same line, same nine states: in how many of the 33 years from 1992 to 2024 was "
        "Mongolia the only one above the line?",
        0,
        33,
        "years",
        outcome=_how_often,
        near=2,
        claim="C08",
    ),
    "2.votes_2000s": Drawn(
        "In how many of 100 votes did Mongolia vote exactly like Russia? Draw the line on from 1992.",
        DRAWN,
        0,
        100,
        "%",
        known=lambda load: alike_by_year(load).loc[: DRAWN[0] - 1].to_dict(),
        outcome=_votes_with_moscow,
        near=6,
        claim="C42",
        was=Number(
            "Of 100 votes from 2001 to 2010 in which both took part, "
            "in how many did Mongolia vote exactly like Russia?",
            0,
            100,
            "votes",
        ),
    ),
}

CHECKS = {
    "2.first_above": Check(
        "the first year in which Mongolia's index is at least 0.5",
        _first_above,
        "number",
        tolerance=0.1,
        code=True,
        hints=[
            Hint(
                "That is the year of the new constitution, and the first above 0.6. Which number does your line have?",
                when=equals(1992),
            ),
            Hint("That looks like a value of the index. Asked is a year.", when=~above(1)),
            Hint(
                "That is the last year. min() gives the first.",
                when=equals(lambda load: mongolias_rows(load).index.max()),
            ),
            Hint("Your line is above 0.5.", when=above(1992)),
            Hint("Your line is below 0.5.", when=below(1990)),
            Hint("Only one number in the second line has to change: 0.3."),
        ],
        how="free = mongolia[mongolia.electoral >= 0.5], then free.year.min()",
        right=_right_first_above,
        untouched=1990,
    ),
    "2.above_2010": Check(
        "the countries of the group that stood above the line in 2010",
        lambda load: _above(load, 2010),
        "set",
        code=True,
        choices=lambda load: names_of(load, define.members(load("countries"))),
        hints=[
            Hint(
                "No row is left. The year stands in a column of numbers: "
                "no quotation marks around it, and two equals signs.",
                when=nothing(),
            ),
            Hint(
                "These are years or values. Hand in the column of names: above.country.",
                when=no_word(),
            ),
            Hint(
                "Those stood above it in some year. The condition on the "
                "year has gone missing: both must be true, joined by &.",
                when=is_set({"mongolia", "georgia", "armenia"}),
            ),
            Hint(
                "Too many: your line is lower than 0.5.",
                when=more_than(partial(_above, year=2010)),
            ),
            Hint(
                "That is so in another year, and not in 2010.",
                when=is_set(*(partial(_above, year=year) for year in YEARS)),
            ),
            Hint("Change the year and leave the rest as it is."),
        ],
        how="group[(group.electoral >= 0.5) & (group.year == 2010)]",
        right=_right_2010,
        untouched={"mongolia"},
    ),
    "2.without_west": Check(
        "in how many years “the only one” is true, with V-Dem, the usual line and Asia without its west",
        _without_west,
        "number",
        tolerance=0.1,
        hints=[
            Hint("Nearly. Look at the last square of Mongolia's own row.", when=equals(33)),
            Hint(
                "That is the lower row, which lets the band count. "
                "Asked are the best guesses, in the row above it.",
                when=equals(
                    lambda load: define.how_often(answers_by_year(load, asia="without the west"), "band")[
                        "true"
                    ]
                ),
            ),
            Hint(
                "That is Asia as the United Nations list it. Change the menu Asia only.",
                when=equals(lambda load: define.how_often(answers_by_year(load))["true"]),
            ),
            Hint(
                "That is another line. Set it back to usual.",
                when=equals(partial(_without_west, line="generous"), partial(_without_west, line="strict")),
            ),
            Hint("The number stands in the title of the chart."),
        ],
        how="set V-Dem, usual, without the west, Soviet Union and Mongolia, and read the title.",
        right=lambda given, load: (
            f"From {define.how_often(answers_by_year(load))['true']} to "
            f"{_without_west(load)} of {len(YEARS)} years, by moving three "
            "states across a line on the map. Nothing happened in any of them."
        ),
    ),
    "2.neighbour_trips": Check(
        "the number of trips with Russia or China",
        lambda load: trips_with(load, "RUS", "CHN").trip_id.nunique(),
        "number",
        tolerance=0.1,
        code=True,
        hints=[
            Hint(
                "No row is Russia and China at once, so & keeps "
                "nothing. You want rows that are one or the other: |.",
                when=equals(0),
            ),
            Hint(
                "That is China alone. Join the two conditions with |.",
                when=equals(lambda load: trips_with(load, "CHN").trip_id.nunique()),
            ),
            Hint(
                "That counts meetings elsewhere, too, or later trips. Leave the first two lines as they are.",
                when=between(64, 80) | equals(80),
            ),
            Hint(
                "That is every trip, with whichever state: the condition has gone missing, or it keeps "
                "everything. Write the whole comparison twice, with | between.",
                when=above(200),
            ),
            Hint('Each condition in its own brackets: (trips.iso3 == "RUS") | (trips.iso3 == …).'),
        ],
        how='trips[(trips.iso3 == "RUS") | (trips.iso3 == "CHN")].trip_id.nunique()',
        untouched=30,
        right=_right_trips,
    ),
}

QUIZ = {
    "2.quiz.band": Question(
        "A state has 0.52 on V-Dem's index, its band goes from 0.46 to 0.58, the line is 0.5. What do you write?",
        [
            "A democracy in this year: 0.52 is above the line",
            "No democracy in this year: the band begins below",
            "Above by the best guess; the band leaves it open",
        ],
        2,
        {
            0: "The number is a best guess, and the band reaches below the line.",
            1: "The best guess is above the line.",
            2: "Best guess and doubt belong together; and the true value lies outside even this band about one "
            "time in three.",
        },
    ),
    "2.quiz.line": Question(
        "You draw the line higher. What happens to the sentence "
        "“Mongolia is the only democracy of the group”?",
        ["It can turn from false to true, not back", "It may turn true, or turn false", "It stays as it was"],
        1,
        {
            0: "That is so until Mongolia itself falls below the new line.",
            1: (
                "A higher line throws out rivals first, and then the hero. The list of democracies only "
                "gets shorter; a sentence about the list can go both ways."
            ),
            2: "Fewer states may stand above a higher line, and the sentence speaks of all that do.",
        },
    ),
    "2.quiz.same": Question(
        "In one year 80 % of all trade was with a union of states; years later 30 % of exports went to a "
        "wider bloc. Did the share fall by 50 points?",
        [
            "Yes: 80 − 30 = 50",
            "Nobody can say: two wholes and two partners",
            "Yes, if one office counted in both of the years",
        ],
        1,
        {
            0: "The subtraction is right, but not of the same thing.",
            1: "All trade is not exports, and a bloc is not the union.",
            2: "One office can print two different things.",
        },
    ),
    "2.quiz.absent": Question(
        "From lesson 0: a table has no row for Armenia, which belongs "
        "to the group. What follows for “the only one of the group”?",
        [
            "Armenia doesn't break the sentence",
            "It can't be told until someone finds the figure",
            "It is true, for as long as nobody finds the figure",
        ],
        1,
        {
            0: "No figure is not a low figure.",
            1: "Absence from a list is evidence as good as the list.",
            2: "One state above the line is enough to break it, and that may be the one without a figure.",
        },
    ),
    "2.quiz.alike": Question(
        "From lesson 1: two states vote alike in 80 of 100 "
        "votes. What do you look at before you call them close?",
        [
            "How alike each of them votes with everyone else",
            "Whether 80 is more than half",
            "Whether it was 80 of 100 in the year before, too",
        ],
        0,
        {
            0: "If most of the world votes with the majority, 80 may be ordinary.",
            1: "Half of what? In an assembly that mostly agrees, nearly everyone is above it.",
            2: "That tells whether 80 is steady, not whether it is much.",
        },
    ),
}

BEFORE = {
    "2.before.band": Question(
        "An index of democracy gives India 0.48 for 2017. Its makers add that the true value lies, as far as "
        "they can tell, between 0.43 and 0.54. You call 0.5 or more a democracy. What do you write?",
        [
            "Below the line by the best guess; perhaps above it",
            "Below the line: 0.48 is less than 0.5, and that is it",
            "A democracy, since the upper end is above the line",
            "No answer: a number with a doubt can't be used at all",
        ],
        0,
        {
            0: "Best guess and doubt belong together, and the doubt crosses the line.",
            1: "0.48 is a best guess, and the makers hold 0.54 possible.",
            2: "They hold 0.43 possible as well.",
            3: "It can be used with its doubt: far from the line it would decide.",
        },
    ),
}

AFTER = {
    "2.after.band": Question(
        "An index of democracy gives Nepal 0.56 for 2011. Its makers hold any value between 0.49 and 0.62 to be "
        "possible. Your line is 0.5. What do you write?",
        [
            "Not a democracy: the lower end is below the line",
            "A democracy: 0.56 is more than 0.5, and that settles it",
            "Above the line by the best guess; not beyond doubt",
            "Half a democracy: the middle of the span is near it",
        ],
        2,
        {
            0: "They hold 0.62 possible as well, and 0.56 likeliest.",
            1: "0.56 is a best guess, and the makers hold 0.49 possible.",
            2: "Best guess and doubt belong together, and the doubt crosses the line.",
            3: "The index may be near the line; the line asks for yes, no or can't tell.",
        },
    ),
}

OBJECTIVES = {
    'name the choices that hide in the words "the only one", and who breaks them under each choice': [
        "2.in_2024",
        "2.without_west",
        "2.quiz.line",
    ],
    "read an index together with its band, and say when it can't decide": [
        "2.quiz.band",
        "2.before.band",
        "2.after.band",
    ],
    "write a condition with `>=`, `==`, `&` and `|` that keeps the rows you mean": [
        "2.first_above",
        "2.above_2010",
        "2.neighbour_trips",
    ],
}
