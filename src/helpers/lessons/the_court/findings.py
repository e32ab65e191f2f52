"""What the tables say of the claims that lesson 7 judges."""

from __future__ import annotations

import pandas as pd

from helpers.asking.claims import Assessment, Fact, Finding, Sentence
from helpers.lessons.start_here.facts import members_on
from helpers.tables import Load

CUSTOM = "a-98-custom"
WORDS = {
    "a-98-waiver": "it had implicitly waived the immunity",
    "a-98-party": "it had put Sudan in the place of a party",
}
EVE = "2024-09-01"
JUDGMENT_2019 = "assets-documentcloud-org-jordan-non-cooperation"


def mongolias_membership(load: Load) -> pd.Series:
    """The row of the register of members that is Mongolia's."""
    return load("states_parties").set_index("iso3").loc["MNG"]


def grounds_in_turn(load: Load) -> str:
    """On what grounds the Court held that al-Bashir's immunity did not stand in the way, in a sentence."""
    readings = load("legal_readings").query(
        "aspect == 'Article 98(1)' and reading.str.startswith('The Court')"
    )
    years = readings.date.dt.year
    first, again = years[readings.answer == CUSTOM]
    council = "; ".join(
        f"{year}: {WORDS[road]}" for year, road in zip(years, readings.answer, strict=True) if road in WORDS
    )
    return (
        f"Two grounds, in turn: custom ({first}; again on appeal in {again}, beside the Council's order that "
        f"Sudan cooperate fully) and the Security Council ({council})."
    )


# --- claims -------------------------------------------------------------------------------------------------


def _claim_member(load: Load) -> Finding:
    mongolia = mongolias_membership(load)
    warrant = load("warrants").set_index("warrant_id").loc["vladimir-putin"]
    since, issued = mongolia.entered_into_force, warrant.issued
    number = len(members_on(load("states_parties"), pd.Timestamp(EVE)))
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
            (warrant.source_id, "mondaq-2023-warrants"),
        ),
        further=[
            Sentence(
                "A warrant means reasonable grounds to believe, not guilt; Russia does not recognise the "
                "Court and calls the warrant void.",
                2023,
                ("rome-statute-text", "philippine-daily-inquirer-prosecutor-karim-khan"),
            )
        ],
        for_=[
            Sentence(
                f"Mongolia joined a treaty that allows no reservations (120) and stayed: on 1 September 2024 "
                f"it was one of {number} members.",
                EVE,
                ("rome-statute-text",),
            )
        ],
        against=[
            Sentence(
                "The warrant's own text is secret: what it charges is known from the Court's release, and no "
                "trial has tested it.",
                2023,
                (warrant.source_id,),
            )
        ],
        main=(mongolia.source_id, warrant.source_id),
    )


def _claim_act(load: Load) -> Finding:
    positions = load("legal_positions").set_index("position_id")
    asked, court = positions.loc["ukraine-01"], positions.loc["court-03"]
    duty = load("rome_statute").set_index("provision").loc[["59", "86", "89"]]
    return Finding(
        len(duty),
        "holds with a condition",
        Sentence(
            "Asked to arrest, a member acts at once (59) and hands over (89). The condition: the duty begins "
            "with a request from the Court, not with the suspect's arrival or with another state's call.",
            sources=(*duty.source_id,),
        ),
        Sentence(
            f"Ukraine's foreign ministry called on Mongolia on {asked.date.day} {asked.date:%B %Y}.",
            asked.date,
            (asked.source_id,),
        ),
        further=[
            Sentence(
                f"On {court.date.day} {court.date:%B %Y} the Court's spokesman said that Mongolia, like every "
                "member, has to cooperate; what exactly had been sent to it he did not publish.",
                court.date,
                (court.source_id,),
            ),
            Sentence("Whether article 98 limits the duty is the next claim."),
        ],
        for_=[
            Sentence(
                "Members cooperate fully (86), and a court at home may not ask whether the warrant was right "
                "(59): once asked, a member has nothing left to choose."
            )
        ],
        against=[
            Sentence(
                "No article obliges anyone by a suspect's mere arrival, and article 98 limits what the Court "
                "may ask."
            )
        ],
        main=("rome-statute-text", asked.source_id),
    )


CLAIMS = {
    "C28": Fact(_claim_member),
    "C29": Fact(_claim_act),
    "C30": Assessment(
        "holds with a condition",
        Sentence(
            "The Court has no police; every arrest is made by a state.",
            sources=("rome-statute-text",),
            alone=True,
        ),
        Sentence(
            "By 1 September 2024, 21 of 49 people under a public warrant had reached it; 16 of them were in "
            "custody by the time their warrant was public.",
            EVE,
            ("international-criminal-court-joseph-kony-warrant",),
            alone=True,
        ),
        Sentence("Means of its own it lacks; how far borrowed ones work depends on the state."),
        further=[
            Sentence(
                "Seven of the 49, five of them caught, were suspected of offences against the Court's own "
                "proceedings.",
                EVE,
            ),
            Sentence(
                "Of the 5 who came later, one was in prison at home when his warrant became public (Charles Blé "
                "Goudé), and two gave themselves up (Bosco Ntaganda, Ali Kushayb).",
                "2020-06-09",
                (
                    "al-jazeera-2013-ble-goude",
                    "jurist-2013-bosco-ntaganda-warrant",
                    "menafn-kushayb-central-african-republic",
                ),
            ),
            Sentence("“No effective means”: beside a police force, or beside no court at all?"),
        ],
        for_=[
            Sentence(
                "By 1 September 2024 none of the six who led a state, its government or a ministry when "
                "the warrant came had reached the Court; of the 33 people who were free when theirs became "
                "public, 5 had.",
                EVE,
                alone=True,
            ),
            Sentence(
                "A finding of non-compliance carries no penalty, "
                "and some states were found against more than once.",
                2016,
                ("sudan-tribune-omar-hassan-ahmad-al-bashir-warrant", "jurist-2010-sudan-non-cooperation"),
            ),
        ],
        against=[
            Sentence(
                "States do arrest and hand over, a former president among those handed over (Laurent Gbagbo, "
                "2011).",
                2011,
                ("amicc-blog-2011-laurent-gbagbo-warrant",),
            ),
            Sentence(
                "Trips were called off, to South Africa in 2023 among them: a means that works on travel "
                "plans leaves no trace in a table of arrests.",
                2023,
                ("i24news-putin-south-africa",),
            ),
        ],
        main=("rome-statute-text", "international-criminal-court-joseph-kony-warrant"),
        dated="1 September 2024",
    ),
    "C31": Assessment(
        "holds with a condition",
        Sentence(
            "Half of it is article 98(1): the Court may not press a request against another state's immunity, "
            "unless that is waived. A treaty counts only if it requires consent to a surrender (98(2)); any "
            "other opens consultations (97(c)).",
            sources=("rome-statute-text",),
        ),
        Sentence("The Court decides (119).", sources=("rome-statute-text", "icc-rule-195")),
        Sentence("On Russia's president it had not by 1 September 2024.", EVE),
        further=[
            Sentence(
                "Who raises article 98 tells the Court, which applies it (rule 195).",
                sources=("icc-rule-195",),
            ),
            Sentence(
                "The claim's sentence goes back to reports of what the Court's spokesman told the BBC on 30 "
                "August 2024.",
                "2024-08-30",
                ("unn-2024-08-30-court-spokesman", "pulseofnews-2024-08-30-bbc"),
            ),
        ],
        for_=[
            Sentence(
                "Immunity belongs to the other state, and a treaty can't take from outsiders what they did not "
                "give: so the African Union (2012) and, as they are usually cited, Akande (2004) and Gaeta "
                "(2009), for a state that the Council did not refer.",
                2012,
                ("reseau-multipol-2012-chad-non-cooperation", "akande-2004-ajil", "gaeta-2009-jicj"),
            ),
            Sentence(
                "The decisions of 2014 and 2017 needed the Security Council, which is missing here; that of "
                "2017 even began from a custom of immunity.",
                2017,
                ("kuczynska-2019-waiver", "ajil-2018-south-africa", "jacobs-2017-south-africa"),
            ),
        ],
        against=[
            Sentence(
                "Whenever the Court decided the question for al-Bashir, it found no immunity in the way; on "
                "appeal in 2019 it said that custom knows none before an international court, and that ground "
                "needs no Council.",
                2019,
                (JUDGMENT_2019, "wjavocats-2019-jordan"),
            ),
            Sentence(
                "The International Court of Justice, too, wrote in 2002 that certain international courts may "
                "try a serving minister (paragraph 61).",
                2002,
                ("icj-2002-arrest-warrant-judgment",),
            ),
        ],
        main=("rome-statute-text", JUDGMENT_2019),
        dated="1 September 2024",
    ),
}
