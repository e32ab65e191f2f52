"""What the tables say of the claims that lesson 8 judges."""

from __future__ import annotations

import pandas as pd

from helpers.asking.claims import Assessment, Fact, Finding, Sentence
from helpers.lessons.will_they_arrest import facts
from helpers.models.forecasting import succession
from helpers.tables import Load, date_label


def known_visits(load: Load) -> pd.DataFrame:
    """The visits and plans of leaders under a warrant before September 2024, as `cases` gives them."""
    return facts.cases(load("suspect_visits"))


def visits_to_members(load: Load) -> tuple[int, int]:
    """The visits of leaders in office to members before September 2024: (arrested, cases)."""
    rows = facts.chosen(facts.stays(known_visits(load)))
    return int(rows.arrested.sum()), len(rows)


def fuller_count(load: Load) -> int:
    """How many visits of that kind a report of November 2018 has, perhaps some to non-members; no arrest."""
    return int(load("court_counts").set_index("count_id").value["bashir-member-trips-2018"])


def arrests_at_visits(load: Load) -> str:
    """How many of these visits ended in an arrest, and whose they were, in three sentences."""
    arrested, of = visits_to_members(load)
    name = facts.chosen(facts.stays(known_visits(load))).suspect.iloc[0]
    return (
        f"{arrested or 'None'} of {of}. All {of} were trips of one man, {name}, then president of Sudan. A "
        f"report of 2018 counts {fuller_count(load)}, though perhaps not all to members."
    )


def rate_by_rule(load: Load, *, fuller: bool = False) -> float:
    """The chance of an arrest by the rule of succession, in per cent; fuller: with the trips of `fuller_count`."""
    arrested, of = visits_to_members(load)
    return 100 * succession(arrested, fuller_count(load) if fuller else of)


# --- cycle 3: Mongolia --------------------------------------------------------------------------------------


def mongolias_visit(load: Load) -> pd.Series:
    """The row of the visit of September 2024."""
    return (
        load("suspect_visits")
        .query("iso3 == 'MNG' and row_kind == 'visit' and suspect == 'Vladimir Putin'")
        .iloc[0]
    )


# --- claims -------------------------------------------------------------------------------------------------


def _claim_no_arrest(load: Load) -> Finding:
    visit, (arrested, of) = mongolias_visit(load), visits_to_members(load)
    plans = facts.chosen(known_visits(load))
    off = int((plans.result == "called off").sum())
    return Finding(
        bool(visit.arrested),
        "does not hold" if visit.arrested else "holds",
        Sentence(
            f"He was in Mongolia on {visit.date.day} and "
            f"{date_label(visit.end_date, 'day')} and was not arrested.",
            visit.end_date,
            (visit.source_id, visit.source_id_2),
        ),
        Sentence(
            f"Of {of} earlier visits of leaders in office to members that our table knows, {arrested or 'none'} "
            f"had ended in an arrest. That makes {rate_by_rule(load):.1f} % by the rule of succession, and "
            f"{rate_by_rule(load, fuller=True):.1f} % with the {fuller_count(load)} visits of a report.",
            visit.end_date,
            ("dnevnik-bashir-travels",),
        ),
        further=[
            Sentence(
                "So the forecast came true, and the base rate was enough to make it. That says nothing on "
                "whether it was right not to arrest him.",
                visit.end_date,
            )
        ],
        for_=[
            Sentence(
                "Nobody had arrested a visiting leader in office, the Kremlin had said that it had no "
                "worries, and Bloomberg had it from two people that he was assured of no arrest "
                "(30 August 2024).",
                "2024-08-30",
                ("freemalaysiatoday-com-2024-russia-peskov", "unn-2024-08-30-assurance"),
            )
        ],
        against=[
            Sentence(
                f"Without a probability it was too bold: {off} of {len(plans)} known plans to visit a member "
                "had been called off, the earlier visits were all one man's, and a single outcome can't show "
                "that a forecast was well judged.",
                visit.end_date,
            )
        ],
        main=(visit.source_id, "mirage-news-icc-release-mongolia"),
    )


def _claim_standing(load: Load) -> Finding:
    rows = load("after_the_visit").set_index("event_id")

    def day(*events: str) -> list[str]:
        return [date_label(rows.date[one], rows.date_precision[one]) for one in events]

    def resting(*events: str) -> dict:
        return {"known": rows.date[list(events)].max(), "sources": tuple(rows.source_id[list(events)])}

    breach, assembly, france = (
        "2024-10-24-the-court",
        "2024-12-06-assembly-of-states-parties",
        "2025-01-17-partners",
    )
    eu, us, ukraine = "2024-09-03-reaction", "2024-09-03-reaction-2", "2024-09-12-reaction"
    judges, appeal, vote = "2024-11-15-the-court", "2024-11-29-the-court", "2025-11-11-vote"
    children, beijing, ministers = "2025-12-03-vote", "2025-09-02-neighbours", "2026-02-05-partners"
    open_days, words = day(breach, assembly, france), day(eu, us, ukraine)
    own, away = day(appeal, vote), day(children, beijing, ministers)
    return Finding(
        len(rows[rows.after_visit]),
        "cannot be settled",
        Sentence(
            f"The Court found a breach ({open_days[0]}); the release that closed its members' assembly names no "
            f"measure against Mongolia ({open_days[1]}); an agreement with a French company followed "
            f"({open_days[2]}).",
            **resting(breach, assembly, france),
        ),
        Sentence("That fits a state that worries and one that need not: a worry can't be seen, acts can."),
        further=[
            Sentence(
                f"Words came at once: regret from the European Union ({words[0]}), a reminder from the United "
                f"States ({words[1]}), a protest note from Ukraine ({words[2]}).",
                **resting(eu, us, ukraine),
            ),
            Sentence("Offers that were never made are in no table.", rows.date.max()),
        ],
        for_=[
            Sentence(
                "Mongolia fought the finding: it asked for the removal of two judges and for leave to appeal, "
                f"refused on {own[0]}. And it voted for the resolution on the Court's report ({own[1]}), when "
                "both neighbours did not.",
                **resting(judges, appeal, vote),
            )
        ],
        against=[
            Sentence(
                f"It abstained on the return of Ukrainian children ({away[0]}), its president met those of "
                f"Russia and China in Beijing ({away[1]}), and partners stayed: the foreign ministers of "
                f"Mongolia and the United States met ({away[2]}).",
                **resting(children, beijing, ministers),
            )
        ],
        main=(rows.source_id[breach], rows.source_id[assembly], rows.source_id[france]),
    )


def _claim_little_can_be_done(load: Load) -> Finding:
    visit, plans = mongolias_visit(load), facts.chosen(known_visits(load))
    later = facts.cases(load("suspect_visits"), None)
    later = later[(later.suspect == visit.suspect) & later.member & (later.date > visit.end_date)]
    made, off = later[later.result == "made"], later[later.result == "called off"]
    place = ", ".join(f"{row.host} ({row.when})" for row in made.itertuples())
    own = load("noncompliance_findings").set_index("finding_id").loc["mongolia-2024-10-24"]
    rows = load("suspect_visits").set_index("visit_id").loc[later.visit_id]
    told = rows[rows.note.fillna("").str.contains("Kremlin itself named the warrant")]
    off_before = int((plans.result == "called off").sum())
    return Finding(
        len(made),
        "holds with a condition",
        Sentence(
            f"No member that the table knows arrested him by the end of 2025: Mongolia did not, nor did {place}; "
            f"the Court's finding of {date_label(own.date, 'day')} carried no penalty.",
            max(made.date.max(), own.date),
            (visit.source_id, own.source_id, *rows.source_id[made.visit_id]),
        ),
        Sentence(
            f"But {len(off)} known plans to travel to members came to nothing.",
            off.date.max(),
            rows.source_id[off.visit_id],
        ),
        Sentence("It holds for hosts who are willing to receive him.", visit.end_date),
        further=[
            Sentence(
                "The plans: "
                f"{', '.join(f'{row.host} {row.date.year}' for row in off.itertuples())}. For "
                f"{', '.join(f'{row.country} {row.date.year}' for row in told.itertuples())} an aide of the "
                "Kremlin named the warrant; elsewhere the reasons differ or are not known.",
                off.date.max(),
            ),
            Sentence(
                "What would have happened without the visit, nobody can know.",
                visit.end_date,
            ),
        ],
        for_=[
            Sentence(
                "Two states that were bound to arrest him received him with honours, and the treaty names no "
                "penalty for that.",
                made.date.max(),
            )
        ],
        against=[
            Sentence(
                "A warrant may work before take-off, where no arrest is seen: before the visit, too, "
                f"{off_before} of {len(plans)} known plans of leaders in office to visit members were called "
                "off. And one guest of two days shows little of how far a state would go.",
                visit.end_date,
            )
        ],
        main=(own.source_id, *rows.source_id[made.visit_id], *rows.source_id[told.index])[:3],
    )


CLAIMS = {
    "C32": Fact(_claim_no_arrest),
    "C33": Fact(_claim_standing),
    "C36": Assessment(
        "cannot be settled",
        Sentence("A pariah for whom, and by what: votes, open doors, or people's opinion?"),
        Sentence(
            "In March 2022 141 of 193 states voted to deplore the invasion; states with about half of mankind "
            "abstained, and China's doors stayed open.",
            "2024-05-17",
            ("united-nations-2022-es-11-1", "ukraine-viz-roll-calls", "tass-putin-trips-2024"),
        ),
        Sentence("The yardsticks disagree, so the sentence needs one before it can be judged."),
        for_=[
            Sentence(
                "Most states voted against the invasion of 2022; in a survey of 18 countries of that year a "
                "median of 90 % had no confidence in him.",
                "2022-06-22",
                ("kyiv-independent-2022-pew",),
            ),
            Sentence(
                "He stayed away from summits in South Africa and Brazil, and nearly all his known trips under "
                "the warrant went to states outside the Court.",
                2025,
                ("i24news-putin-south-africa", "babel-ua-putin-brazil"),
            ),
        ],
        against=[
            Sentence(
                "Many doors stayed open, those of China and India among them; a vote on a war is no vote on a "
                "person, states outside the Court owe it no arrest, and 18 countries aren't the world.",
                2025,
                ("business-standard-putin-india",),
            ),
        ],
        main=("united-nations-2022-es-11-1", "kyiv-independent-2022-pew", "business-standard-putin-india"),
        dated="1 November 2026",
        source_ids=("tong-krusekopf-2024",),
    ),
    "C40": Fact(_claim_little_can_be_done),
}
