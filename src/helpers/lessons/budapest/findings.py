"""What the tables say of the claims that lesson 8b judges: four of another article, which no ledger counts."""

from __future__ import annotations

import pandas as pd

from helpers.asking.claims import Assessment, Fact, Finding, Sentence
from helpers.lessons.budapest import facts
from helpers.tables import Load, date_label
from helpers.words import how_many

ARTICLE = "kyiv-independent-2025-04-03-hungary"
WAFA, XPAT = "wafa-netanyahu-hungary", "xpatloop-2025-hungary-non-cooperation"


def days_by_start(load: Load) -> pd.Series:
    """The days to the day of effect, by what one counts from."""
    return facts.way_out(load("budapest_steps")).set_index("counted_from").days


def _claim_mongolia(load: Load) -> Finding:
    visit = load("suspect_visits").set_index("visit_id").loc["putin-2024-09-02-mng"]
    answers = load("legal_positions").set_index("position_id")
    energy, judges = answers.loc["mongolia-08"], answers.loc["mongolia-03"]
    told = facts.two_answers(load("legal_positions")).to_whom.value_counts()
    return Finding(
        visit.host_reason,
        "holds with a condition",
        Sentence(
            f"No arrest followed the visit of {date_label(visit.end_date, 'month')}. To the press Mongolia's "
            "government named the energy that it buys from its neighbours.",
            energy.date,
            (visit.source_id, energy.source_id),
        ),
        Sentence(
            f"The condition: to the press. To the judges it gave reasons of law, {told['the judges']} in our table; "
            "energy is not among them.",
            energy.date,
            (judges.source_id,),
        ),
        further=[
            Sentence(
                "Hungary, too, gave the judges reasons of law, and the press reasons of politics.",
                "2025-07-24",
                (XPAT, "about-hungary-2025-04-03-orban"),
            )
        ],
        for_=[
            Sentence(
                "The spokesperson gave numbers: 95 per cent of the oil products and over 20 per cent of the power come "
                "from the immediate neighbourhood.",
                energy.date,
                (energy.source_id,),
            )
        ],
        against=[
            Sentence(
                "A reason that is given needn't be the one that moved anyone; neutrality and the custom of "
                "celebrating together were named in the same breath.",
                energy.date,
                (answers.loc["mongolia-09"].source_id, answers.loc["mongolia-07"].source_id),
            )
        ],
        main=(visit.source_id, energy.source_id, judges.source_id),
    )


def _claim_year(load: Load) -> Finding:
    days, steps = days_by_start(load), load("budapest_steps").set_index("event_id")
    said, notice, effect = (
        date_label(steps.date[one], "day") for one in ("announcement", "notice", "effect")
    )
    votes = ", ".join(f"{days[one]} from {one}" for one in ("the first vote", "the final vote"))
    return Finding(
        int(days["the announcement"]),
        "does not hold",
        Sentence(
            f"From the announcement ({said}) to the day of effect ({effect}) it was {days['the announcement']} days.",
            steps.date["notice"],
            (steps.source_id["announcement"], steps.source_id["effect"]),
        ),
        Sentence(
            f"The year is the treaty's, not parliament's: article 127 counts it from the written notice, which came "
            f"on {notice}; {days['the written notice']} days.",
            steps.date["notice"],
            ("rome-statute-text", steps.source_id["notice"]),
        ),
        Sentence("So a year was the least, not the most."),
        further=[
            Sentence(f"In days: {votes}.", steps.date["notice"], (steps.source_id["final-vote"],)),
            Sentence(
                "Whether it took effect is unconfirmed: in August 2026 Hungary is reported on the list still, and no "
                "act that undoes the notice was found.",
                steps.date["august-2026"],
                (steps.source_id["august-2026"],),
            ),
        ],
        for_=[
            Sentence(
                "Counted from the notice it is a year to the day, and parliament's two votes did come first.",
                steps.date["notice"],
                (steps.source_id["final-vote"], steps.source_id["notice"]),
            )
        ],
        against=[
            Sentence(
                "On the day of the article nobody could know when a notice would come; another report of that day "
                "says what the year counts from.",
                steps.date["spokesman"],
                (steps.source_id["spokesman"],),
            )
        ],
        main=("rome-statute-text", steps.source_id["notice"], steps.source_id["effect"]),
    )


def _claim_europe(load: Load) -> Finding:
    visits = load("suspect_visits")
    trips = facts.trips_to_europe(visits, load("countries"))
    before = trips[trips.host != "Hungary"]
    made, off = before[before.result == "made"], before[before.result == "called off"]
    hungary = visits.set_index("visit_id").loc["netanyahu-2025-04-03-hun"]
    poland = visits.set_index("visit_id").loc["netanyahu-2025-01-27-pol"]
    return Finding(
        len(made),
        "does not hold" if len(made) else "holds",
        Sentence(
            f"Before {date_label(hungary.date, 'day')} our table has {len(made) or 'no'} trip of his to Europe under "
            f"the warrant, and {how_many(len(off), 'plan')} that came to nothing: "
            f"{', '.join(off.host + ', ' + off.when)}.",
            hungary.date,
            (hungary.source_id, poland.source_id),
        ),
        further=[
            Sentence(
                "First under the warrant, that is: the article doesn't say when he had been there before it.",
                hungary.date,
                (ARTICLE,),
            )
        ],
        for_=[
            Sentence(
                "A prime minister's trip is reported: one that nobody noticed is hard to imagine.",
                hungary.date,
            )
        ],
        against=[
            Sentence(
                "A table of what was reported can't prove that there was nothing else; one agency has him there from "
                "2 April, the Court from the 3rd.",
                hungary.date,
                (hungary.source_id, "jns-2025-07-25-hungary"),
            )
        ],
        main=(hungary.source_id, poland.source_id),
    )


CLAIMS = {
    "B1": Assessment(
        "holds with a condition",
        Sentence(
            "By the Statute as its judges read it: on 24 July 2025 they found that Hungary, a member that had been "
            "asked, should have arrested him.",
            "2025-07-24",
            (WAFA, XPAT),
        ),
        Sentence(
            "The condition: membership alone wasn't enough, a request was; it came on 3 April. And the question of "
            "immunity, which the Court decides (119), stays disputed.",
            "2025-07-24",
            ("rome-statute-text", "all-israel-2025-04-16-hungary"),
        ),
        further=[
            Sentence(
                "A finding that a state failed is no finding about the suspect: a warrant means reasonable grounds to "
                "believe, not guilt.",
                "2025-07-24",
                ("rome-statute-text",),
            ),
            Sentence(
                "Israel's challenge to the Court's jurisdiction had to be decided anew; the judges did not suspend the "
                "warrant meanwhile.",
                "2025-04-24",
                ("apnews-2025-04-24-israel-jurisdiction",),
            ),
        ],
        for_=[
            Sentence(
                "Members cooperate fully (86), have to have procedures for it in their own law (88), and hand over "
                "when asked (89); a law that is missing at home does not excuse.",
                "2025-07-24",
                ("rome-statute-text", XPAT),
            ),
            Sentence(
                "Whoever sees a problem consults (97): the judges say that Hungary did not.",
                "2025-07-24",
                ("rome-statute-text", "jns-2025-07-25-hungary"),
            ),
        ],
        against=[
            Sentence(
                "Hungary: without a law at home its police may not arrest, the leader of a state that never joined has "
                "immunity, and the warrant isn't impartial.",
                "2025-07-24",
                (XPAT, WAFA),
            ),
            Sentence(
                "Some scholars go further: unless the Security Council sent the case the immunity stands, and it is "
                "the arrest that would break the law.",
                2025,
                ("just-security-2025-immunity-stands",),
            ),
        ],
        main=(WAFA, XPAT, "rome-statute-text"),
        dated="30 November 2026",
    ),
    "B2": Fact(_claim_mongolia),
    "B3": Fact(_claim_year),
    "B4": Fact(_claim_europe),
}
