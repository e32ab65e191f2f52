"""Lesson 3, "One customer": its predictions, checks and quiz, all computed from the tables."""

import math
from typing import Any

from helpers.asking.check_items import Check, Hint
from helpers.asking.conditions import above, between, holds, is_set, more_than, near, nothing, within
from helpers.asking.drawn import Drawn
from helpers.asking.predict import Choice, Number, Outcome
from helpers.asking.quiz import Question
from helpers.lessons.one_customer.facts import (
    first_edition,
    largest_partner,
    office_shares,
)
from helpers.lessons.one_customer.findings import by_office, energy_share_needed, factbook, near_ninety
from helpers.models.concentration import equivalent_partners, hhi
from helpers.tables import Load
from helpers.words import listed


def _share(load: Load, flow: str, partner: str, year: int) -> float:
    rows = factbook(load, flow).query("partner == @partner and year == @year")
    return first_edition(rows).share_percent.iloc[0]


# --- cycle 1 ------------------------------------------------------------------------------------------------


def _china_by_the_factbook(load: Load) -> Outcome:
    rows = first_edition(factbook(load, "export").query("partner == 'China'"))
    shares = rows.sort_values("year").set_index("year").share_percent
    moscow = _share(load, "export", "Soviet Union", 1991)
    half = shares.index[shares > 50][0]
    first, last = shares.index[[0, -1]]
    return Outcome(
        shares.to_dict(),
        f"China bought {shares[first]:.0f} % in {first}, when {moscow:.0f} % still went to the Soviet Union; more than "
        f"half for the first time in {half}; {shares[last]:.0f} % in {last}. Where the line is broken the "
        f"Factbook has no figure. The year {first} is inferred: that edition prints none beside its shares.",
        f"trade_partners, CIA World Factbook, editions of {rows.edition.min()} to {rows.edition.max()}",
    )


def _years_near_ninety(load: Load) -> set[int]:
    return set(near_ninety(by_office(load, "export", "China")).index)


def _by_the_factbook(load: Load) -> set[int]:
    china = factbook(load, "export").query("partner == 'China'")
    return set(near_ninety(china.set_index("year").share_percent).index)


def _right_years(given: Any, load: Load) -> str:
    book = _by_the_factbook(load)
    return (
        f"{len(given)} of the {len(by_office(load, 'export', 'China'))} years that the office counts, and each one "
        f"since 2022. In the Factbook {len(book)} years fit: {listed(map(str, sorted(book)))}."
    )


# --- cycle 2 ------------------------------------------------------------------------------------------------


def _peers_ninety(load: Load) -> Outcome:
    rows = largest_partner(load("landlocked_peers"))
    high = rows[rows.share_percent >= 90]
    names = " and ".join(
        f"{row.country} ({row.share_percent:.0f} % to {row.partner})" for row in high.itertuples()
    )
    return Outcome(
        len(high), f"{len(high)} of {len(rows)}: {names}.", "landlocked_peers, latest year printed for each"
    )


def _hhi_2023(load: Load) -> float:
    office = office_shares(load("trade_partners_official"))
    return hhi(office.query("flow == 'export' and year == 2023").share_percent)


def _right_hhi(given: Any, load: Load) -> str:
    index = _hhi_2023(load)
    return (
        f"The index is {index:.2f}. One divided by it is {equivalent_partners(index):.2f}: it is as if "
        "Mongolia had hardly more than one customer."
    )


# --- cycle 3 ------------------------------------------------------------------------------------------------


def _russia_2023(load: Load) -> Outcome:
    before = _share(load, "import", "Russia", 2022)
    return Outcome(
        None,
        f"The Factbook printed {before:.0f} % for 2022. For 2023 it prints no figure for Russia at all.",
        "trade_partners, CIA World Factbook, editions of 2024 and 2025",
    )


def _what_happened(load: Load) -> Outcome:
    return Outcome(
        None,
        "Our reading: Russia still sold, but the source could no longer see it. All three "
        "clues fit, and so does the office's whole year. One thing they leave open: Russia's "
        "customs fell silent in 2022, yet the book still had Russia for that year, probably from Mongolia's own "
        "reports. Why not for 2023, nobody says; nor does the book say how its shares are made. "
        "Look at Belarus in the chart of cycle 2, too: what would you have expected there?",
        "fuel_electricity, lesson_facts, trade_partners, trade_partners_official",
    )


def _national_china_2023(load: Load) -> float:
    return by_office(load, "import", "China")[2023]


def _invisible(load: Load) -> float:
    return 100 * (1 - _national_china_2023(load) / _share(load, "import", "China", 2023))


def _right_invisible(given: Any, load: Load) -> str:
    russia, korea = (by_office(load, "import", name)[2023] for name in ("Russia", "South Korea"))
    japan = _share(load, "import", "Japan", 2023) * (1 - _invisible(load) / 100)
    return (
        f"About {_invisible(load):.0f} % of all imports would have to be missing. Now lift the cover: the office has "
        f"Russia at {russia:.1f} % and South Korea, missing as well, at {korea:.1f} %. Close, not a proof: the book's "
        f"shares are whole per cent, and Japan's would shrink to {japan:.1f} % only, where the office has "
        f"{by_office(load, 'import', 'Japan')[2023]:.1f} %."
    )


# --- verdicts ---------------------------------------------------------------------------------------------------


def _energy_needed_2023(load: Load) -> float:
    return energy_share_needed(load, 2023)


def _right_energy(given: Any, load: Load) -> str:
    return (
        f"At {_energy_needed_2023(load):.1f} % China has half of the rest, if it sells none of the energy; each point "
        f"of energy that it sells raises that by two. In 2021 it takes {energy_share_needed(load, 2021):.1f} %."
    )


PREDICTIONS = {
    "3.china_1991": Drawn(
        "What share of Mongolia's exports went to China? Draw it from 1991 to 2023, as the CIA World Factbook has it.",
        range(1991, 2024),
        0,
        100,
        "%",
        outcome=_china_by_the_factbook,
        claim="C15",
        was=Number("In 1991, what share of Mongolia's exports went to China?", 0, 100, "%"),
    ),
    "3.peers_90": Number(
        "The table holds 44 economies without a coast, Mongolia among them. In how many does a single "
        "buyer take 90 % of exports or more?",
        0,
        44,
        "economies",
        outcome=_peers_ninety,
        near=1,
        claim="C15",
    ),
    "3.russia_2023": Number(
        "You have just seen Russia's share of Mongolia's "
        "imports in 2021 and 2022. What do you expect for 2023?",
        0,
        60,
        "%",
        outcome=_russia_2023,
        claim="C17",
    ),
    "3.what_happened": Choice(
        "What do you think happened?",
        [
            "Mongolia stopped buying from Russia",
            "Russia's share became too small to be listed",
            "Russia still sells, but the source can no longer see it",
            "Someone forgot a line",
        ],
        outcome=_what_happened,
    ),
}

CHECKS = {
    "3.years_near_90": Check(
        "the years in which the statistics office has China within three points of 90 % of exports",
        _years_near_ninety,
        "set",
        code=True,
        hints=[
            Hint(
                "No year fits yet. “About 90” can't mean 90.0 exactly: "
                "how far below and above would you still call it 90?",
                when=nothing(),
            ),
            Hint(
                "That is the Factbook's answer. The question is about the office: ask `office`.",
                when=is_set(_by_the_factbook),
            ),
            Hint(
                "2018 stands there with 93.3 %: more than three points above 90.",
                when=holds(2018),
            ),
            Hint(
                "2013 stands there with 86.8 %: more than three points below 90.",
                when=holds(2013),
            ),
            Hint(
                "Your range is wider than three points on one side: 90 − 3 and 90 + 3.",
                when=more_than(_years_near_ninety),
            ),
            Hint("“Give or take three” reaches as far below 90 as above it: do your two numbers?"),
        ],
        how="set low = 87 and high = 93, run the cell, and give near.year.",
        right=_right_years,
        untouched=set(),
    ),
    "3.hhi_2023": Check(
        "the Herfindahl–Hirschman index of Mongolia's exports in 2023",
        _hhi_2023,
        "number",
        tolerance=0.0055,
        code=True,
        hints=[
            Hint(
                "That is China's share alone, not squared and without the others.",
                when=near(lambda load: by_office(load, "export", "China")[2023] / 100, 0.003),
            ),
            Hint(
                "That is the sum of the shares. Square each share before you add them up.",
                when=within(0.9, 1.0) | within(90, 100),
            ),
            Hint(
                "Almost: this is the index on its other scale, 0 to "
                "10,000. Divide each share by 100 before you square it.",
                when=within(7000, 10000),
            ),
            Hint(
                "You squared per cent and divided by 100 once. Divide the shares by 100 first, then square.",
                when=between(70, 90),
            ),
            Hint("The last cell did the same with 50, 30 and 20. Put the column mongolia in their place."),
        ],
        how="((mongolia / 100) ** 2).sum()",
        right=_right_hhi,
    ),
    "3.invisible": Check(
        "the part of all imports that is invisible, in per cent",
        _invisible,
        "share",
        tolerance=1.2,
        unit="%",
        hints=[
            Hint(
                "That is the gap between the two shares in points. Ask instead: which part of the whole "
                "must be missing for 57 to become 40.8?",
                when=near(
                    lambda load: _share(load, "import", "China", 2023) - _national_china_2023(load), 0.6
                ),
            ),
            Hint(
                "That is by how much the printed share is too large, seen from 40.8. Ask which part of all imports "
                "must be missing.",
                when=near(
                    lambda load: (
                        100 * (_share(load, "import", "China", 2023) / _national_china_2023(load) - 1)
                    ),
                    0.6,
                ),
            ),
            Hint("That is what stays visible. How much is missing?", when=between(69, 73)),
            Hint(
                "Move the slider until China's bar is nearest to 40.8; the number beside the slider is your answer."
            ),
        ],
        how="100 * (1 - 40.8 / 57)",
        right=_right_invisible,
    ),
    "3.energy_needed": Check(
        "the smallest part of all imports of 2023 that energy must be, in per cent",
        lambda load: math.ceil(_energy_needed_2023(load)),
        "share",
        tolerance=0.6,
        unit="%",
        hints=[
            Hint(
                "That is the answer for 2021. Set the year to 2023.",
                when=near(lambda load: energy_share_needed(load, 2021), 0.7),
            ),
            Hint(
                "That is what China lacks to half of all imports. Ask when it has half of the rest: taking "
                "energy out makes the rest smaller.",
                when=near(lambda load: 50 - by_office(load, "import", "China")[2023], 0.4),
            ),
            Hint(
                "There China still has a little less than half of the rest: one step more.",
                when=within(17.5, _energy_needed_2023),
            ),
            Hint(
                "There China already has more than half of the rest. What is the smallest part that is enough?",
                when=above(lambda load: math.ceil(_energy_needed_2023(load)) + 0.6),
            ),
            Hint(
                "Move energy until China's lower bar passes the dashed line; give the number beside the slider."
            ),
        ],
        how="100 - 2 * 40.8",
        right=_right_energy,
    ),
}

QUIZ = {
    "3.quiz.hhi": Question(
        "Which country depends more on few buyers?",
        ["One with three buyers, of 50, 30 and 20 %", "One with five, of 60 and four times 10 %"],
        1,
        {
            0: "Its index is 0.25 + 0.09 + 0.04 = 0.38.",
            1: "0.36 + four times 0.01 = 0.40 against 0.38: squaring lets the large one count.",
        },
    ),
    "3.quiz.mirror": Question(
        "A country stops publishing its trade. Where does a table made of mirror data go wrong?",
        ["In the one row of the country that fell silent", "In the shares of everyone who trades with it"],
        1,
        {
            0: "Its partners lose it too: their shares no longer have it in the total.",
            1: "The hole is in their totals, so every other partner looks larger.",
        },
    ),
    "3.quiz.clue": Question(
        "Which clue rules out that Mongolia stopped buying from Russia in 2023?",
        [
            "Russia's customs stopped publishing their figures",
            "Nearly all petrol of 2023 came from Russia",
            "The Factbook prints whole per cent",
        ],
        1,
        {
            0: "That explains why a source may not see the trade; it does not show that there was any.",
            1: "What fills the tanks was bought from someone.",
            2: "Rounding can't hide a country that sold more than a quarter the year before.",
        },
    ),
    "3.quiz.testable": Question(
        "From lesson 0: what does “about 90 % of exports go to China” need before you can test it?",
        ["The year and the source", "A more precise number", "The opinion of an expert"],
        0,
        {
            0: "When, and who says so?",
            1: "“About 90” can be tested as it is, once you know when and by whom.",
            2: "An expert would first ask for the year and the source.",
        },
    ),
    "3.quiz.label": Question(
        "From lesson 0: “a small Central Asian country” is …",
        ["a fact: one look at a map or a table settles it", "a label: it depends on what you compare with"],
        1,
        {
            0: "By area it is among the twenty largest states; by people it is not.",
            1: "Small by people, large by area; Eastern Asia for the United Nations.",
        },
    ),
}

BEFORE = {
    "3.before.unseen": Question(
        "A town buys its bread from three bakers: Ash 40 %, Birch 30 %, Cedar 30 %. One year Ash hands in no "
        "books, and shares are counted from the books that there are. What is printed for Birch?",
        ["30 %", "50 %", "60 %", "70 %"],
        1,
        {
            0: "Its bread stays the same, and the whole that it is divided by has shrunk.",
            1: "30 of the 60 that are left: half, and nobody baked one loaf more.",
            2: "That is what is left in all; Cedar has its part of it.",
            3: "Ash's part doesn't move to Birch alone.",
        },
    ),
}

AFTER = {
    "3.after.unseen": Question(
        "A country sells to three neighbours: Oria 20 %, Palia 48 %, Quria 32 %. One year Oria's customs publish "
        "nothing, and shares are counted from the customs that do. What is printed for Palia?",
        ["48 %", "58 %", "60 %", "68 %"],
        2,
        {
            0: "The same goods were sold, and the whole that they are divided by has shrunk.",
            1: "Oria's part isn't shared out evenly: everyone grows in proportion.",
            2: "48 of the 80 that are left, and nothing more was sold.",
            3: "Oria's part doesn't move to Palia alone.",
        },
    ),
}

OBJECTIVES = {
    "say what must stand beside a percentage before it means anything": [
        "3.years_near_90",
        "3.quiz.testable",
        "4.quiz.half_fact",
    ],
    "measure how concentrated a country's trade is in one line": ["3.hhi_2023", "3.quiz.hhi"],
    "ask of any table what its makers could not see": [
        "3.what_happened",
        "3.invisible",
        "3.quiz.mirror",
        "3.quiz.clue",
        "4.quiz.mirror",
        "6.quiz.mirror",
        "7.quiz.secret",
        "3.before.unseen",
        "3.after.unseen",
    ],
}
