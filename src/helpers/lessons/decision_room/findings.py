"""What the tables say of the claims that lesson 9 judges."""

from __future__ import annotations

from helpers.asking.claims import Assessment, Fact, Finding
from helpers.lessons.decision_room.aftermath import FUEL_OR_POWER, SIGNED
from helpers.tables import date_label


def months_between(load):
    dates = load("lesson_facts").set_index("fact_id").date
    return (dates[SIGNED[0]] - dates["fuel-talks-2023"]).days / 30.44


# --- claims -------------------------------------------------------------------------------------------------


def _claim_fuel(load):
    facts = load("lesson_facts").set_index("fact_id")
    talks = facts.loc["fuel-talks-2023"]
    episodes = load("leverage_episodes")
    short = episodes[(episodes.date >= "2025-10-01") & (episodes.actor == "Russia")].iloc[0]
    rows = facts.loc[SIGNED]
    return Finding(
        len(FUEL_OR_POWER),
        "holds with a condition",
        f"Of {len(SIGNED)} documents that the Kremlin listed, {len(FUEL_OR_POWER)} were about fuel or power. A possible "
        f"agreement on oil products was spoken of in {date_label(talks.date, 'month')}, after the invitation and "
        f"{months_between(load):.0f} months before the visit. In {date_label(short.date, 'month')} petrol ran short all the same, until wagons came from "
        "Russia. "
        "The condition: papers show what was signed, not why a guest was received; the occasion that was named is an "
        "anniversary.",
        sources=tuple(
            dict.fromkeys(
                [
                    *rows.source_id,
                    talks.source_id,
                    short.source_id,
                    facts.source_id["khalkhin-gol-remembered"],
                ]
            )
        ),
    )


CLAIMS = {
    "C41": Fact(_claim_fuel),
    "C34": Assessment(
        "holds with a condition",
        "Harder by which sign? By votes it depends on the pair. Washington and Moscow stand opposite far more often than in "
        "the early 1990s, though most of the rise came before 2007; Washington and Beijing did so as often then as in 2023, "
        "and more in 2025; Beijing and Moscow seldom do. By guests no such turn is to be seen; by trade one buyer has grown, "
        "with ups and downs, which is another matter.",
        for_="Washington and Moscow disagree more often; sanctions, a warrant and a war now ask for an answer where there was "
        "none to give; in 2025 Mongolia's seat as an observer in the Shanghai Cooperation Organisation came to an end, which "
        "some read as a pull towards the neighbours.",
        against="Mongolia has lived between two giants all along, and the quarrel of the 1960s was sharper. It goes on "
        "abstaining on Ukraine, guests of all sides keep coming, and in the splits of the General Assembly it mostly "
        "stands with the large majority, which is no side of a quarrel. It did not take up the new status in that "
        "organisation, which others read as keeping out.",
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
