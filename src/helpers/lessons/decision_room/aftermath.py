"""What happened after the advice: what was signed, done and said, and what followed."""

from __future__ import annotations

import pandas as pd

from helpers.lessons.decision_room.evidence import day_of, small, unsure_mark
from helpers.lessons.decision_room.options import CRITERIA
from helpers.tables import date_label, load

# --- what happened: shown only after the student's advice -----------------------------------------------------

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


def signed() -> pd.DataFrame:
    """What was signed on 3 September 2024: when, document."""
    rows = load("lesson_facts").set_index("fact_id").loc[SIGNED]
    return pd.DataFrame({"when": _when(rows), "document": rows.fact.to_numpy()})


def what_it_did() -> pd.DataFrame:
    """What Mongolia did and said about the visit, from 30 August 2024 on: when, what."""
    facts, law = load("lesson_facts").set_index("fact_id"), load("legal_positions").set_index("position_id")
    asked = load("rome_statute").set_index("provision").loc["97"]
    said = load("neutrality_steps").set_index("step_id").loc["2024-09-03-statement"]
    welcome, answered = facts.loc["welcome-2024"], law.loc["court-04"]
    argued, asking = law.loc["mongolia-05"], law.loc["mongolia-02"]
    return pd.DataFrame(
        [
            {"when": day_of(answered), "what": f"Consultation under article 97. {asked.what_came_later}"},
            {"when": day_of(welcome), "what": welcome.fact},
            {"when": day_of(said), "what": said.what},
            {
                "when": f"by {date_label(argued.end_date, argued.end_date_precision)}",
                "what": f"Argued before the Court: {small(argued.claim)}. {asking.claim}.",
            },
        ]
    )


def road() -> pd.DataFrame:
    """The road to the signatures: what was reported of the visit and of fuel before 3 September 2024: when, what."""
    visits = load("visits")
    rows = [
        (
            "visits",
            visits[(visits.trip_id == "2023-10-ukhnaagiin-khurelsukh-chn") & (visits.iso3 == "RUS")].iloc[0],
            lambda row: (
                f"The two presidents meet in {row.host_country}. Mongolia's {small(row.what_was_signed)}."
            ),
        ),
        (
            "lesson_facts",
            load("lesson_facts").set_index("fact_id").loc["fuel-talks-2023"],
            lambda row: row.fact,
        ),
        (
            "visits",
            visits[(visits.trip_id == "2024-07-ukhnaagiin-khurelsukh-kaz") & (visits.iso3 == "RUS")].iloc[0],
            lambda row: f"The two presidents meet in {row.place}. Signed: {row.what_was_signed}.",
        ),
        (
            "lesson_facts",
            load("lesson_facts").set_index("fact_id").loc[SIGNED[0]],
            lambda row: f"Signed in Ulaanbaatar: {small(row.fact)}",
        ),
    ]
    return pd.DataFrame([{"when": day_of(row), "what": words(row)} for _, row, words in rows])


def followed() -> pd.DataFrame:
    """For each criterion what followed, as far as our tables know: criterion, when, what."""
    facts = load("lesson_facts").set_index("fact_id")
    after = load("after_the_visit").set_index("event_id")
    episodes, timeline = load("leverage_episodes"), load("timeline")
    shortage = episodes[(episodes.date >= "2025-10-01") & (episodes.actor == "Russia")].iloc[0]
    trade = timeline[timeline.date == "2025-06-27"].iloc[0]
    rows = [
        ("fuel", facts.loc[SIGNED[0]], "Signed: {fact}"),
        ("fuel", shortage, "{what_happened}. {outcome}."),
        ("trade", trade, "{event}"),
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
            {
                "criterion": CRITERIA[one],
                "when": day_of(row),
                "what": f"{words.format(**row)}{unsure_mark(row)}",
            }
            for one, row, words in rows
        ]
    )
    for short, full in SPELT_OUT.items():
        table["what"] = table.what.str.replace(short, full, n=1)
    return table


def _when(rows) -> list[str]:
    return [day_of(row) for row in rows.itertuples()]
