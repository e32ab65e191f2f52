"""What the tables say of the claims that lesson 9 judges."""

from __future__ import annotations

from helpers.asking.claims import Assessment, Fact, Finding, Sentence
from helpers.lessons.decision_room.aftermath import FUEL_OR_POWER, SIGNED, shortage
from helpers.tables import Load, date_label


def months_between(load: Load) -> float:
    """Months from the day on which talks on fuel were reported to the signing of 2024."""
    dates = load("lesson_facts").set_index("fact_id").date
    return (dates[SIGNED[0]] - dates["fuel-talks-2023"]).days / 30.44


# --- claims -------------------------------------------------------------------------------------------------


def _claim_fuel(load: Load) -> Finding:
    facts, short = load("lesson_facts").set_index("fact_id"), shortage(load)
    talks, rows = facts.loc["fuel-talks-2023"], facts.loc[SIGNED]
    signed = rows.date.max()
    return Finding(
        len(FUEL_OR_POWER),
        "holds with a condition",
        Sentence(
            f"Of {len(SIGNED)} documents that the Kremlin listed, "
            f"{len(FUEL_OR_POWER)} were about fuel or power.",
            signed,
            rows.source_id,
        ),
        Sentence(
            f"An agreement on oil products was spoken of in {date_label(talks.date, 'month')} already, "
            f"{months_between(load):.0f} months before the visit.",
            signed,
            [talks.source_id],
        ),
        Sentence(
            "The condition: papers show what was signed, not why a guest was received; the occasion that "
            "was named is an anniversary.",
            signed,
            [facts.source_id["khalkhin-gol-remembered"]],
        ),
        further=[
            Sentence(
                f"In {date_label(short.date, 'month')} petrol ran "
                "short all the same, until wagons came from Russia.",
                short.date,
                [short.source_id],
            )
        ],
        for_=[
            Sentence(
                "A state that buys nine tenths of its petrol from one neighbour has a reason to receive its "
                "president, and fuel and power were the larger part of what was signed.",
                signed,
            )
        ],
        against=[
            Sentence(
                "The invitation came before the talks on fuel became known, papers are signed at many visits, "
                "and a signature secured no petrol a year later.",
                short.date,
            )
        ],
        main=(rows.source_id.iloc[0], talks.source_id),
    )


CLAIMS = {
    "C41": Fact(_claim_fuel),
    "C34": Assessment(
        "holds with a condition",
        Sentence(
            "Harder by which sign? By votes Washington and Moscow stand opposite far more often than in the "
            "early 1990s, though most of that rise came before 2007; Washington and Beijing do so as often as "
            "then, and more in 2025; Beijing and Moscow seldom.",
            2025,
            ["unvotes-2021", "unga-2025-roll-calls"],
        ),
        Sentence("By guests no such turn is to be seen.", 2025),
        further=[
            Sentence(
                "By trade one buyer has grown, with ups and downs, which is another matter than a quarrel.",
                2025,
            )
        ],
        main=("unvotes-2021", "unga-2025-roll-calls"),
        for_=[
            Sentence(
                "Sanctions, a warrant and a war now ask for an answer where there was none to give; in 2025 "
                "Mongolia's seat as an observer in the Shanghai Cooperation Organisation "
                "came to an end, which some read as a pull towards the neighbours.",
                2025,
            )
        ],
        against=[
            Sentence(
                "Mongolia has lived between two giants all along, and the quarrel of the 1960s was sharper."
            ),
            Sentence(
                "It goes on abstaining on Ukraine, guests of all sides keep "
                "coming, and in the splits of the General Assembly it mostly "
                "stands with the large majority, which is no side of a quarrel.",
                2025,
            ),
            Sentence(
                "It did not take up the new status in that organisation, which others read as keeping out.",
                2025,
            ),
        ],
        dated="1 November 2026",
        source_ids=(
            "tong-krusekopf-2024",
            "unvotes-2021",
            "unga-2025-roll-calls",
            "mongolian-journal-of-international-affairs-mongolia-and-the-shanghai-c",
            "mongolia-in-the-soviet-camp",
        ),
    ),
}
