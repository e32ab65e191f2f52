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


def arrests_at_visits(load: Load) -> str:
    """How many of these visits ended in an arrest, and whose they were, in two sentences."""
    arrested, of = visits_to_members(load)
    name = facts.chosen(facts.stays(known_visits(load))).suspect.iloc[0]
    return f"{arrested or 'None'} of {of}. All {of} were trips of one man, {name}, then president of Sudan."


def rate_by_rule(load: Load) -> float:
    """The chance of an arrest by the rule of succession, in per cent."""
    return 100 * succession(*visits_to_members(load))


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
            f"Before him the table knows {of} visits of leaders in office to members, {arrested or 'none'} "
            f"with an arrest, all of one man: {rate_by_rule(load):.1f} % by the rule of succession.",
            visit.end_date,
        ),
        Sentence("So the forecast came true, and the base rate was enough to make it.", visit.end_date),
        Sentence("That says nothing on whether it was right not to arrest him.", visit.end_date),
    )


SEQUELS = (
    "2024-09-03-reaction",
    "2024-09-03-reaction-2",
    "2024-09-12-reaction",
    "2024-10-24-the-court",
    "2024-11-29-the-court",
    "2024-12-06-assembly-of-states-parties",
    "2025-01-17-partners",
    "2025-11-11-vote",
    "2025-12-03-vote",
    "2026-02-05-partners",
)


def _claim_standing(load: Load) -> Finding:
    rows = load("after_the_visit").set_index("event_id").loc[list(SEQUELS)]
    eu, us, ukraine, court, appeal, assembly, france, vote, children, ministers = (
        date_label(row.date, row.date_precision) for row in rows.itertuples()
    )
    return Finding(
        len(rows),
        "cannot be settled",
        Sentence("A worry can't be seen; acts can.", rows.date.min(), rows.source_id),
        Sentence(
            f"Regret from the European Union ({eu}), a reminder from the United States ({us}), a protest "
            f"note from Ukraine ({ukraine}); a breach found by the Court ({court}), leave to appeal refused "
            f"to Mongolia ({appeal}), and no measure in the titles of its members' resolutions ({assembly}).",
            rows.date.iloc[:6].max(),
        ),
        Sentence(
            f"Then an agreement with a French company ({france}), Mongolia's vote for the resolution on the "
            f"Court's report ({vote}) and its abstention on the return of Ukrainian children ({children}), "
            f"a meeting of foreign ministers with the United States ({ministers}).",
            rows.date.iloc[6:].max(),
        ),
        Sentence(
            "That fits a state that worries and one that need not; offers never made are in no table.",
            rows.date.max(),
        ),
    )


def _claim_little_can_be_done(load: Load) -> Finding:
    visit = mongolias_visit(load)
    later = facts.cases(load("suspect_visits"), None)
    later = later[(later.suspect == visit.suspect) & later.member & (later.date > visit.end_date)]
    made, off = later[later.result == "made"], later[later.result == "called off"]
    place = ", ".join(f"{row.host} ({row.when})" for row in made.itertuples())
    own = load("noncompliance_findings").set_index("finding_id").loc["mongolia-2024-10-24"]
    rows = load("suspect_visits").set_index("visit_id").loc[later.visit_id]
    told = rows[rows.note.fillna("").str.contains("Kremlin itself named the warrant")]
    return Finding(
        len(made),
        "holds with a condition",
        Sentence(
            f"No member arrested him: Mongolia did not, nor did {place}, the other member the table knows; "
            f"the finding of {date_label(own.date, 'day')} carried no penalty.",
            max(made.date.max(), own.date),
            (visit.source_id, own.source_id),
        ),
        Sentence(
            f"But {len(off)} known plans to travel to members came to nothing afterwards "
            f"({', '.join(f'{row.host} {row.date.year}' for row in off.itertuples())}); for "
            f"{', '.join(f'{row.country} {row.date.year}' for row in told.itertuples())} the Kremlin's side "
            "named the warrant, elsewhere the reasons differ or are not known.",
            off.date.max(),
            rows.source_id,
        ),
        Sentence("It holds for hosts who are willing to receive him.", visit.end_date),
        Sentence(
            "How far Mongolia would go, one visit can't show, nor what would have happened without it.",
            visit.end_date,
        ),
    )


CLAIMS = {
    "C32": Fact(_claim_no_arrest),
    "C33": Fact(_claim_standing),
    "C36": Assessment(
        "cannot be settled",
        Sentence(
            "A pariah for whom, and by what: votes, open doors, or people's opinion?",
            sources=("ukraine-viz-roll-calls", "i24news-putin-south-africa"),
        ),
        Sentence(
            "The yardsticks disagree, and our tables hold no polls: "
            "the sentence needs a yardstick before it can be judged."
        ),
        for_=[
            Sentence(
                "Most states voted against the invasion of 2022, and he "
                "stayed away from summits in South Africa and Brazil.",
                "2025-07-06",
            ),
            Sentence("Nearly all his known trips under the warrant went to states outside the Court.", 2025),
        ],
        against=[
            Sentence(
                "Many doors stayed open, those of China and India among them; states that hold about half "
                "of mankind abstained in 2022.",
                2025,
            ),
            Sentence(
                "A vote on a war is no vote on a person, and states outside the Court owe it no arrest."
            ),
        ],
        dated="1 November 2026",
        source_ids=(
            "tong-krusekopf-2024",
            "ukraine-viz-roll-calls",
            "i24news-putin-south-africa",
            "babel-ua-putin-brazil",
            "business-standard-putin-india",
            "tass-putin-trips-2024",
        ),
    ),
    "C40": Fact(_claim_little_can_be_done),
}
