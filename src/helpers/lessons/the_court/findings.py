"""What the tables say of the claims that lesson 7 judges."""

from __future__ import annotations

import pandas as pd

from helpers.asking.claims import Assessment, Fact, Finding, Sentence
from helpers.tables import Load

NAMES = {
    "a-98-custom": "custom (2011 and, on appeal, 2019)",
    "a-98-council": "the Security Council (2014 and 2017)",
}


def mongolias_membership(load: Load) -> pd.Series:
    """The row of the register of members that is Mongolia's."""
    return load("states_parties").set_index("iso3").loc["MNG"]


def grounds_in_turn(load: Load) -> str:
    """On what grounds the Court held that al-Bashir's immunity did not stand in the way, in a sentence."""
    readings = load("legal_readings").query(
        "aspect == 'Article 98(1)' and reading.str.startswith('The Court')"
    )
    return f"Two grounds, in turn: {' and '.join(NAMES[road] for road in dict.fromkeys(readings.answer))}."


# --- claims -------------------------------------------------------------------------------------------------


def _claim_member(load: Load) -> Finding:
    mongolia = mongolias_membership(load)
    warrant = load("warrants").set_index("warrant_id").loc["vladimir-putin"]
    since, issued = mongolia.entered_into_force, warrant.issued
    return Finding(
        f"{since:%Y-%m-%d}",
        "holds",
        Sentence(
            f"The Statute has bound Mongolia since {since.day} {since:%B %Y}.", since, [mongolia.source_id]
        ),
        Sentence(
            f"The warrant is of {issued.day} {issued:%B %Y} and names two war crimes, unlawful deportation "
            "and unlawful transfer of children: two charges, not one.",
            issued,
            (warrant.source_id, "mondaq-2023-warrants", "philippine-daily-inquirer-prosecutor-karim-khan"),
        ),
        Sentence(
            "A warrant means reasonable grounds to believe, not guilt; Russia does not recognise the Court "
            "and calls the warrant void.",
            2023,
        ),
    )


def _claim_act(load: Load) -> Finding:
    asked = load("legal_positions").set_index("position_id").loc["ukraine-01"]
    duty = load("rome_statute").set_index("provision").loc[["59", "86", "89"]]
    return Finding(
        len(duty),
        "holds with a condition",
        Sentence(
            f"Ukraine's foreign ministry asked on {asked.date.day} {asked.date:%B %Y}.",
            asked.date,
            (*duty.source_id, asked.source_id),
        ),
        Sentence("The Statute tells members to cooperate (86), to arrest and hand over (89), at once (59)."),
        Sentence(
            "The condition: the duty begins with a request from the Court, not with the suspect's arrival "
            "or with another state's call; and whether article 98 limits it is the next claim."
        ),
    )


CLAIMS = {
    "C28": Fact(_claim_member),
    "C29": Fact(_claim_act),
    "C30": Assessment(
        "holds with a condition",
        Sentence(
            "The Court has no police; every arrest is made by a state.",
            sources=(
                "rome-statute-text",
                "international-criminal-court-joseph-kony-warrant",
                "jurist-2010-sudan-non-cooperation",
            ),
            alone=True,
        ),
        Sentence("Whether that is “no effective means” depends on whom you ask about."),
        for_=[
            Sentence(
                "By 1 September 2024 none of the six who led a state, its government or a ministry when "
                "the warrant came had reached the Court.",
                "2024-09-01",
                alone=True,
            ),
            Sentence(
                "A finding of non-compliance carries no penalty, "
                "and some states were found against more than once."
            ),
        ],
        against=[
            Sentence("21 of 49 people under a public warrant had reached it.", "2024-09-01", alone=True),
            Sentence(
                "Trips were called off, South Africa in 2023 among them: a means that works on travel "
                "plans leaves no trace in a table of arrests.",
                2023,
            ),
        ],
        dated="1 September 2024",
        source_ids=(
            "rome-statute-text",
            "international-criminal-court-joseph-kony-warrant",
            "jurist-2010-sudan-non-cooperation",
            "sudan-tribune-omar-hassan-ahmad-al-bashir-warrant",
            "i24news-putin-south-africa",
        ),
    ),
    "C31": Assessment(
        "holds with a condition",
        Sentence(
            "As a sentence it paraphrases article 98, so it holds.",
            sources=(
                "rome-statute-text",
                "reseau-multipol-2012-chad-non-cooperation",
                "ajil-2018-south-africa",
            ),
        ),
        Sentence(
            "Whether it covers the sitting president of a state that is not a member is the dispute "
            "itself, which no court had decided for Ukraine by then.",
            "2024-09-01",
        ),
        for_=[
            Sentence(
                "Immunity belongs to the other state, and a treaty "
                "can't take from outsiders what they did not give."
            ),
            Sentence(
                "The Court's own ground of 2014 and 2017 needed the Security Council, which is missing here.",
                2017,
            ),
            Sentence("The African Union and several scholars read it so."),
        ],
        against=[
            Sentence(
                "Whenever the Court decided the question for al-Bashir, it found no immunity in the way; "
                "on appeal in 2019 it said that custom knows none before an international court.",
                2019,
            ),
            Sentence(
                "And article 119 lets the Court, not the member, settle disputes about its judicial work."
            ),
        ],
        dated="1 September 2024",
        source_ids=(
            "rome-statute-text",
            "reseau-multipol-2012-chad-non-cooperation",
            "ajil-2018-south-africa",
            "assets-documentcloud-org-jordan-non-cooperation",
            "jackson-2011-immune",
        ),
    ),
}
