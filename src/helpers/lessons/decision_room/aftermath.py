"""What happened after the advice: what was signed, done and said, and what followed."""

from __future__ import annotations

import pandas as pd

from helpers.lessons.decision_room.evidence import day_of, small, unsure_mark
from helpers.lessons.decision_room.options import CRITERIA
from helpers.tables import Load, date_label, load

# --- what happened: shown only after the student's advice ---------------------------------------------------

SIGNED = [
    "signed-2024-oil-products",
    "signed-2024-aviation-fuel",
    "signed-2024-power-plant",
    "signed-2024-plague",
    "signed-2024-baikal",
]
FUEL_OR_POWER = SIGNED[:3]
SPELT_OUT = {
    "AI-92": "the common petrol (AI-92)",
    "EAEU-Mongolia": "Eurasian Economic Union (Russia and others) and Mongolia:",
}


def shortage(load: Load) -> pd.Series:
    """The shortage of petrol after the visit, a row of the list of episodes."""
    episodes = load("leverage_episodes")
    return episodes[(episodes.date >= "2025-10-01") & (episodes.actor == "Russia")].iloc[0]


def signed() -> pd.DataFrame:
    """What was signed on 3 September 2024: when, document."""
    rows = load("lesson_facts").set_index("fact_id").loc[SIGNED]
    return pd.DataFrame({"when": map(day_of, rows.itertuples()), "document": rows.fact.to_numpy()})


def what_it_did() -> pd.DataFrame:
    """What Mongolia did and said about the visit, from 30 August 2024 on: when, what."""
    law = load("legal_positions").set_index("position_id")
    asked = load("rome_statute").set_index("provision").loc["97"]
    said = load("neutrality_steps").set_index("step_id").loc["2024-09-03-statement"]
    welcome = load("lesson_facts").set_index("fact_id").loc["welcome-2024"]
    argued = law.loc["mongolia-05"]
    rows = [
        (day_of(law.loc["court-04"]), f"Consultation under article 97. {asked.what_came_later}"),
        (day_of(welcome), welcome.fact),
        (day_of(said), said.what),
        (
            f"by {date_label(argued.end_date, argued.end_date_precision)}",
            f"Argued before the Court: {small(argued.claim)}. {law.claim['mongolia-02']}.",
        ),
    ]
    return pd.DataFrame(rows, columns=["when", "what"])


def road() -> pd.DataFrame:
    """The road to the signatures: reports of the visit and of fuel before 3 September 2024: when, what."""
    visits, facts = load("visits"), load("lesson_facts").set_index("fact_id")
    meetings = visits[visits.iso3 == "RUS"].set_index("trip_id")
    beijing, astana = (
        meetings.loc[f"{trip}-ukhnaagiin-khurelsukh-{place}"]
        for trip, place in (("2023-10", "chn"), ("2024-07", "kaz"))
    )
    talks, oil = facts.loc["fuel-talks-2023"], facts.loc[SIGNED[0]]
    rows = [
        (
            beijing,
            f"The two presidents meet in {beijing.host_country}. Mongolia's "
            f"{small(beijing.what_was_signed)}.",
        ),
        (talks, talks.fact),
        (astana, f"The two presidents meet in {astana.place}. Signed: {astana.what_was_signed}."),
        (oil, f"Signed in Ulaanbaatar: {small(oil.fact)}"),
    ]
    return pd.DataFrame([{"when": day_of(row), "what": said} for row, said in rows])


def followed() -> pd.DataFrame:
    """For each criterion what followed, as far as our tables know: criterion, when, what."""
    facts = load("lesson_facts").set_index("fact_id")
    after = load("after_the_visit").set_index("event_id")
    timeline = load("timeline")
    rows = [
        ("fuel", facts.loc[SIGNED[0]], "Signed: {fact}"),
        ("fuel", shortage(load), "{what_happened}. {outcome}."),
        ("trade", timeline[timeline.date == "2025-06-27"].iloc[0], "{event}"),
        ("law", after.loc["2024-10-24-the-court"], "{actor}: {what}"),
        ("law", after.loc["2024-12-06-assembly-of-states-parties"], "{actor}: {what}"),
        ("neighbours", after.loc["2024-09-03-reaction"], "{actor}: {what}"),
        ("neighbours", after.loc["2024-09-03-reaction-2"], "{actor}: {what}"),
        ("neighbours", after.loc["2024-09-12-reaction"], "{actor}: {what}"),
        ("neighbours", after.loc["2025-01-17-partners"], "{what}"),
        ("precedent", after.loc["2025-12-03-assembly-of-states-parties"], "{actor}: {what}"),
        ("home", after.loc["2024-09-03-protest"], "{what}"),
    ]
    table = pd.DataFrame(
        [
            (CRITERIA[one], day_of(row), f"{words.format(**row)}{unsure_mark(row)}")
            for one, row, words in rows
        ],
        columns=["criterion", "when", "what"],
    )
    for short, full in SPELT_OUT.items():
        table["what"] = table.what.str.replace(short, full, n=1)
    return table
