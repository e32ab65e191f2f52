"""Lesson 6, "Third neighbours": its predictions, checks and quiz, all computed from the tables."""

import numpy as np
import pandas as pd

from helpers.asking.check_items import Check, Hint
from helpers.asking.conditions import above, equals, is_country, near, says, whole
from helpers.asking.drawn import Drawn
from helpers.asking.predict import Choice, Number, Outcome
from helpers.asking.quiz import Question
from helpers.lessons.third_neighbours import facts
from helpers.lessons.third_neighbours.findings import (
    FOUR,
    NAMED,
    four_shares,
    known_votes,
    left_out,
    ukraine,
)
from helpers.models import agreement
from helpers.tables import Load

# --- cycle 1: votes -----------------------------------------------------------------------------------------

TEN = (2025012, 2025021)


def _ten(load: Load) -> tuple[pd.Series, pd.Series]:
    rows = load("un_votes")
    rows = rows[rows.rcid.between(*TEN)]
    return rows.MNG, rows.KOR


def _year(load: Load, first: str, second: str, year: int) -> agreement.Agreement:
    rows = load("un_votes")
    rows = rows[rows.date.dt.year == year]
    return agreement.strict(rows[first], rows[second])


DRAWN = range(1992, 2026)


def _washington(load: Load) -> Outcome:
    found = facts.with_washington(load("un_votes"), DRAWN[0], DRAWN[-1])
    most, least = max(found, key=found.__getitem__), min(found, key=found.__getitem__)
    half = f"{sum(share > 50 for share in found.values()) or 'no'} year"
    return Outcome(
        found,
        f"A democracy since 1990, Mongolia voted like the United States most often in {most} ({found[most]:.0f} %) and "
        f"least in {least} ({found[least]:.0f} %); in {half} more often than not.",
        "un_votes, strict agreement by year; without 1993 (exchanged with Monaco) and 2024 (six votes); gaps in "
        "2020 to 2023",
    )


def _with_the_rest(load: Load, seat: str, year: int) -> float:
    rows, members = load("un_votes"), load("un_members")
    rows = rows[rows.date.dt.year == year]
    return 100 * np.nanmean(agreement.with_the_rest(rows, seat, members.iso3))


def _who_moved(load: Load) -> Outcome:
    said = {
        (seat, year): _with_the_rest(load, seat, year) for seat in ("MNG", "USA") for year in (2023, 2025)
    }
    return Outcome(
        1 if said["USA", 2025] < said["USA", 2023] and said["MNG", 2025] >= said["MNG", 2023] else None,
        f"In 2023 Mongolia cast, vote for vote, the same vote as {said['MNG', 2023]:.0f} % of all others, "
        f"in 2025 the same as {said['MNG', 2025]:.0f} %. The United States went from "
        f"{said['USA', 2023]:.0f} % to {said['USA', 2025]:.0f} %. Why is not in the table: a new "
        "government, other texts put to the vote, or both.",
        "un_votes, 2023 and 2025; many votes from February to October 2023 are missing",
    )


def _with_china(load: Load) -> Outcome:
    rows = known_votes(load)
    return Outcome(
        int((rows.MNG == rows.CHN).sum()),
        f"In {(rows.MNG == rows.CHN).sum()} of {len(rows)}. Mongolia "
        f"abstained {(rows.MNG == 'abstain').sum()} times; China abstained "
        f"{(rows.CHN == 'abstain').sum()} times and voted no {(rows.CHN == 'no').sum()} times.",
        f"ukraine_votes, 2014 to 2026, with {(rows.series == 'related text').sum()} texts that only mention "
        "the war; two votes of Mongolia are not known",
    )


# --- cycle 3: visits, money ---------------------------------------------------------------------------------


def _came_2024(load: Load) -> Outcome:
    countries = facts.guests(load("visits")).country
    return Outcome(
        countries.nunique(),
        f"{countries.nunique()}: {', '.join(countries)}.",
        "visits, January to August 2024; a list of visits for which a report was found, not a complete one",
    )


def _four_buyers(load: Load) -> Outcome:
    sold, bought = (
        facts.trade_shares(load("trade_partners_official"), flow) for flow in ("export", "import")
    )
    most = sold[FOUR].idxmax()
    return Outcome(
        round(four_shares(load, "export"), 1),
        f"{four_shares(load, 'export'):.1f} %, of which {most} {sold[most]:.1f} %. Of imports they sold "
        f"{four_shares(load, 'import'):.1f} %. China bought {sold['China']:.1f} % and sold "
        f"{bought['China']:.1f} %.",
        f"trade_partners_official, goods, {facts.TRADE_YEAR}; Source: Mongolian Statistical Service",
    )


def _trips(load: Load) -> pd.DataFrame:
    return facts.at_the_top(load("visits"), *facts.DECADE).drop_duplicates("trip_id")


def _visitors(load: Load) -> list[str]:
    """The guests of 2024, by their whole names and by their last."""
    return [text for name in facts.guests(load("visits")).visitor for text in (name, name.split()[-1])]


def _known_countries(load: Load) -> list[str]:
    return [*facts.guests(load("visits")).country, *NAMED]


def _leaders(load: Load) -> str:
    counted = _trips(load).country.value_counts().head(3)
    return ", ".join(f"{name} {trips}" for name, trips in counted.items())


def _rows_not_trips(load: Load) -> float:
    rows = load("visits")
    rows = rows[rows.date.dt.year.between(*facts.DECADE)]
    return rows.country.isin(["China", "Russia"]).mean()


PREDICTIONS = {
    "6.russia_place": Drawn(
        "As an ally of Moscow, Mongolia cast the same vote as the United States about one time in ten. Then it "
        "became a democracy, and Washington a “third neighbour”. Draw on: how often did the two vote alike?",
        DRAWN,
        0,
        100,
        "%",
        known=lambda load: facts.with_washington(load("un_votes"), 1980, DRAWN[0] - 1),
        outcome=_washington,
        claim="C10",
        was=Number("At which place does Russia stand?", 1, 192),
    ),
    "6.who_moved": Choice(
        "You have just counted how often Mongolia and the United States voted alike in 2025. Who moved?",
        [
            "Mongolia moved away from nearly everyone",
            "The United States moved away from nearly everyone",
            "Both moved away from the rest",
            "Everyone moved apart",
        ],
        outcome=_who_moved,
    ),
    "6.with_china": Number(
        "For 27 votes on Ukraine since 2014 we know what Mongolia "
        "did and what China did. In how many did both do the same?",
        0,
        27,
        "votes",
        outcome=_with_china,
        near=2,
        claim="C26",
    ),
    "6.came_2024": Number(
        "The article names six countries whose head of state or foreign minister came in 2024. From how "
        "many countries in all did one come between January and August, in our table?",
        0,
        20,
        "countries",
        outcome=_came_2024,
        near=1,
        claim="C12",
    ),
    "6.four_buyers": Number(
        "The United States, Germany, Japan and South Korea together: "
        "what share of Mongolia's exports did they buy in 2023?",
        0,
        60,
        "%",
        outcome=_four_buyers,
        near=3,
        claim="C10",
    ),
}

CHECKS = {
    "6.ten": Check(
        "the share of their common votes in which Mongolia and South Korea did the same",
        lambda load: agreement.strict(*_ten(load)).share,
        "share",
        tolerance=0.006,
        hints=[
            Hint(
                "You divided by ten. One cell has a dash: South Korea took "
                "no part in that vote, so it says nothing about agreement.",
                when=near(0.7, 0.004),
            ),
            Hint(
                "An abstention (A) is not the same as a yes (Y).",
                when=near(8 / 9, 0.004),
            ),
            Hint(
                "That is graded agreement, where an abstention counts half. Count only equal letters here.",
                when=near(lambda load: agreement.graded(*_ten(load)).share, 0.004),
            ),
            Hint(
                "That is how many were alike. Divide by the number of votes in which both took part.",
                when=equals(7),
            ),
            Hint("That is how many were not alike.", when=equals(2)),
            Hint("Count the rows in which both letters stand, then those in which they are equal."),
        ],
        how="7 / 9: in nine votes both took part, in seven the letters are equal.",
        right="Equal letters, divided by the votes in which both took part: that is strict agreement.",
    ),
    "6.usa_2025": Check(
        "the share of common votes of 2025 in which Mongolia and the United States did the same",
        lambda load: _year(load, "MNG", "USA", 2025).share,
        "share",
        tolerance=0.0045,
        code=True,
        hints=[
            Hint(
                'That is South Korea. Put "USA" in the place of "KOR" and run both cells again.',
                when=near(lambda load: _year(load, "MNG", "KOR", 2025).share, 0.003),
            ),
            Hint(
                "That is 2024, and look how many votes it rests on: six. Take the row of 2025.",
                when=near(lambda load: _year(load, "MNG", "USA", 2024).share, 0.01),
            ),
            Hint(
                "That is the share of all years together. Read the row of 2025 in the second table.",
                when=near(
                    lambda load: agreement.strict(load("un_votes").MNG, load("un_votes").USA).share, 0.003
                ),
            ),
            Hint(
                'Change second to "USA", run that cell and the next one, '
                "and read the column mean in the row 2025."
            ),
        ],
        how='by_year["mean"][2025], with second = "USA"',
        right=lambda given, load: (
            f"{round(given * _year(load, 'MNG', 'USA', 2025).votes):.0f} "
            f"of {_year(load, 'MNG', 'USA', 2025).votes} votes. Did "
            "Mongolia turn its back on its strategic third neighbour?"
        ),
    ),
    "6.britain": Check(
        "the share of common votes of 2025 in which the United States and the United Kingdom did the same",
        lambda load: _year(load, "USA", "GBR", 2025).share,
        "share",
        tolerance=0.006,
        code=True,
        hints=[
            Hint(
                "That is still Mongolia and the United States: change both codes.",
                when=near(lambda load: _year(load, "MNG", "USA", 2025).share, 0.003),
            ),
            Hint(
                'That is Mongolia and the United Kingdom. The two should be "USA" and "GBR".',
                when=near(lambda load: _year(load, "MNG", "GBR", 2025).share, 0.006),
            ),
            Hint(
                "That is 2023. Compare it with 2025.",
                when=near(lambda load: _year(load, "USA", "GBR", 2023).share, 0.006),
            ),
            Hint('Set first = "USA" and second = "GBR", run both cells again and read the row of 2025.'),
        ],
        how='by_year["mean"][2025], with first = "USA" and second = "GBR"',
        right=lambda given, load: (
            f"From {100 * _year(load, 'USA', 'GBR', 2023).share:.0f} % in 2023 to {100 * given:.0f} %: "
            "Britain had the same experience."
        ),
    ),
    "6.abstained": Check(
        "the share of the known votes on Ukraine in which Mongolia abstained",
        lambda load: (known_votes(load).MNG == "abstain").mean(),
        "share",
        tolerance=0.006,
        code=True,
        hints=[
            Hint(
                "You divided by all 29 texts. Two votes are unknown: use the table known.",
                when=near(lambda load: (ukraine(load).MNG == "abstain").mean(), 0.004),
            ),
            Hint(
                "That is how often Mongolia and China did the same.",
                when=near(lambda load: (known_votes(load).MNG == known_votes(load).CHN).mean(), 0.004),
            ),
            Hint(
                "That is China. The column you need is MNG.",
                when=near(lambda load: (known_votes(load).CHN == "abstain").mean(), 0.004),
            ),
            Hint(
                "That is a number of votes. Take the mean, to get a share.",
                when=above(1),
            ),
            Hint(
                "Which column is Mongolia's, and which word stands in it? Compare the two, then take the mean."
            ),
        ],
        how='(known.MNG == "abstain").mean()',
        right="Nearly always. “Like China” is another matter: the last prediction showed it, and “Like China?” "
        "under Go further counts it for the war alone.",
    ),
    "6.left_out": Check(
        "the country that is in the table and not in the article's list",
        left_out,
        "country",
        hints=[
            Hint(
                "That one is in the article's list: the United States, Slovenia, the Philippines, Belarus, "
                "the United Kingdom and Germany.",
                when=says(NAMED),
            ),
            Hint("That is a person. The country is asked.", when=says(_visitors)),
            Hint("No guest from there stands in the table.", when=is_country() & ~says(_known_countries)),
            Hint("Cross out the six, one by one. One row stays."),
        ],
        how="cross out the six names in the table above; Switzerland stays.",
        right="Its president came on the second of August. The article's list is right, and not complete.",
    ),
    "6.neighbours": Check(
        "the share of the trips that were with one of the two neighbours",
        lambda load: _trips(load).country.isin(["China", "Russia"]).mean(),
        "share",
        tolerance=0.012,
        code=True,
        hints=[
            Hint(
                "That counts rows of the whole table, meetings in "
                "third countries and lower offices too. Use trips.",
                when=near(_rows_not_trips, 0.006),
            ),
            Hint(
                "That is one neighbour alone. Add the other.",
                when=near(lambda load: (_trips(load).country == "China").mean(), 0.006)
                | near(lambda load: (_trips(load).country == "Russia").mean(), 0.006),
            ),
            Hint(
                "That is a number of trips. Take the mean, to get a share.",
                when=above(1) & whole(),
            ),
            Hint(
                "Compare trips.country with one name and take the mean: that is one part. Which is missing?"
            ),
        ],
        how='(trips.country == "China").mean() + (trips.country == "Russia").mean()',
        right=lambda given, load: (
            f"{_leaders(load)}. The neighbours are near the top by "
            "visits, too; but in trade their weight is far greater."
        ),
    ),
}

QUIZ = {
    "6.quiz.empty": Question(
        "In a table of votes one cell is empty. How does it count for agreement?",
        [
            "As a disagreement: they did not do the same",
            "As an abstention: neither yes nor no",
            "Not at all: the pair lacks this vote",
        ],
        2,
        {
            0: "Who was not there did not disagree.",
            1: "An abstention is cast and recorded; an absence isn't.",
            2: "And then one says how many common votes are left.",
        },
    ),
    "6.quiz.moved": Question(
        "Agreement between A and B falls from 80 to 20 %. How do you find out who moved?",
        [
            "Look at both with a third state, or all others",
            "Ask which is smaller: the weaker one gives way",
            "It can't be found out from votes, but guessed",
        ],
        0,
        {
            0: "If A still votes like the rest and B no longer does, B moved, or the agenda hit B.",
            1: "Size says nothing about movement.",
            2: "Not from this pair alone; with a third state it can.",
        },
    ),
    "6.quiz.abstain": Question(
        "A state abstains, and no explanation is on record. What may you write?",
        [
            "It supports the text, though not in the open",
            "It abstained; its reason is not known to us",
            "It opposes the text but does not dare to say so",
        ],
        1,
        {
            0: "Nothing shows it.",
            1: "The vote is a fact, the motive a guess.",
            2: "Perhaps. Write it as a guess, with who says so.",
        },
    ),
    "6.quiz.mirror": Question(
        "From lesson 3: why did we take the trade of 2023 from the statistics office, not from the Factbook?",
        [
            "Its numbers fit better what the article says of trade",
            "From the Factbook's imports of 2023 Russia is missing",
        ],
        1,
        {
            0: "A source must not be chosen for its result.",
            1: "Russia's customs had stopped publishing, and mirror data lost it.",
        },
    ),
    "6.quiz.complete": Question(
        "From lesson 0: our table of visits names the guests of one year. What follows?",
        ["No others came, or it would name them", "These are known; another may be found"],
        1,
        {
            0: "Only if the table were complete, and it says that it isn't.",
            1: "A list from reports can grow, hardly shrink.",
        },
    ),
}

BEFORE = {
    "6.before.alike": Question(
        "Eight votes of 2019 (Y yes, N no, A abstention, – absent). Kenya: Y Y Y A Y Y Y –. "
        "Japan: Y Y Y A Y N A Y. In how many of the votes in which both took part did they do the same?",
        ["5 of 7", "5 of 8", "6 of 8", "4 of 5"],
        0,
        {
            0: "In seven both took part; an abstention is a vote like the others.",
            1: "Kenya was absent once: in that vote both didn't take part.",
            2: "Who is absent neither agrees nor disagrees.",
            3: "An abstention is cast and recorded: those votes count, too.",
        },
    ),
}

AFTER = {
    "6.after.alike": Question(
        "Eight votes of 2019 (Y yes, N no, A abstention, – absent). Ghana: Y A – Y Y Y Y Y. "
        "Canada: Y A Y N Y N A Y. In how many of the votes in which both took part did they do the same?",
        ["5 of 8", "3 of 5", "4 of 7", "4 of 8"],
        2,
        {
            0: "Who is absent neither agrees nor disagrees.",
            1: "An abstention is cast and recorded: those votes count, too.",
            2: "In seven both took part; an abstention is a vote like the others.",
            3: "Ghana was absent once: in that vote both didn't take part.",
        },
    ),
}

OBJECTIVES = {
    "measure how alike two countries vote, by hand, in one line, and year by year": [
        "6.ten",
        "6.usa_2025",
        "6.quiz.empty",
        "6.before.alike",
        "6.after.alike",
    ],
    "find out who moved when two drift apart": ["6.who_moved", "6.quiz.moved"],
    "put visits, money and votes side by side, and say what each can't show": [
        "6.left_out",
        "6.four_buyers",
        "6.quiz.abstain",
        "6.quiz.complete",
    ],
}
