"""Lesson 8b, "Budapest": its predictions, checks and quiz. It is outside the ten, and in no report."""

from typing import Any

from helpers.asking.check_items import Check, Hint
from helpers.asking.conditions import equals, near, says
from helpers.asking.predict import Choice, Number, Outcome
from helpers.asking.quiz import Question
from helpers.lessons.budapest import facts
from helpers.lessons.budapest.findings import days_by_start
from helpers.tables import Load, date_label

REASONS = [
    "None of them",
    "The lack of a law at home",
    "The immunity of the guest",
    "The doubt about the warrant",
]


# --- cycle 1: the class has grown ---------------------------------------------------------------------------


def made_since(load: Load) -> tuple[int, int]:
    """Plans to visit members since lesson 8's eve: (took place, all)."""
    rows = facts.known_plans(load("suspect_visits")).query("since and member")
    return int((rows.result == "made").sum()), len(rows)


def _made(load: Load) -> Outcome:
    made, of = made_since(load)
    rows = facts.known_plans(load("suspect_visits")).query("since and member")
    hosts = ", ".join(rows.host[rows.result == "made"])
    earlier = facts.known_plans(load("suspect_visits")).query("not since and member")
    return Outcome(
        made,
        f"{made} of {of}: {hosts}. Nobody was arrested; the others were called off. Up to August 2024 "
        f"{(earlier.result == 'made').sum()} of {len(earlier)} had taken place. Is that the warrant at work? "
        "So few plans can't say, and plans that fail may be better reported now.",
        "suspect_visits, an incomplete list; of 2026 only some trips were looked up",
    )


def _rate(load: Load) -> float:
    return facts.rate_on_the_eve(load("suspect_visits"))


def _right_rate(given: Any, load: Load) -> str:
    many = len(facts.before_budapest(load("suspect_visits")))
    return (
        f"(0 + 1) / ({many} + 2). One case more than in lesson 8, the visit to Mongolia, and the rate falls by a "
        "quarter of a point. What moves a forecast of this visit most isn't in the class: the host had promised in "
        "public."
    )


# --- cycle 2: three reasons ---------------------------------------------------------------------------------


def _reasons(load: Load) -> Outcome:
    count = facts.accepted(load("budapest_readings"))
    return Outcome(
        0 if count == 0 else None,
        "None. On 24 July 2025 the judges answered each: a law that is missing at home excuses nobody, immunity "
        "does not apply in this case, and a member can't choose alone what it complies with. That is the Court's "
        "reading; others stand beside it in the chart.",
        "budapest_readings; the decision itself was not seen",
    )


# --- cycle 3: the way out -----------------------------------------------------------------------------------


def _days(load: Load) -> Outcome:
    days = days_by_start(load)
    return Outcome(
        int(days["the announcement"]),
        f"{days['the announcement']} days, from 3 April 2025 to 2 June 2026. The year of the treaty begins with the "
        "written notice, not with the announcement.",
        "budapest_steps",
    )


def _a_year_after(step: str) -> Any:
    """The day given is a year after a step of `budapest_steps`."""
    return says(
        lambda load: [
            date_label(load("budapest_steps").set_index("event_id").date[step].replace(year=2026), "day")
        ]
    )


PREDICTIONS = {
    "8b.made": Number(
        "Since September 2024 our table knows eight plans of leaders in office under a warrant to visit a member of "
        "the Court. How many took place?",
        0,
        8,
        "visits",
        1,
        outcome=_made,
        near=1,
    ),
    "8b.reasons": Choice(
        "Hungary gave the judges three reasons for not arresting its guest: no law at home that allows it, the guest's "
        "immunity, a warrant that isn't impartial. Which did they accept?",
        REASONS,
        outcome=_reasons,
        claim="B1",
    ),
    "8b.days": Number(
        "Hungary announced on 3 April 2025 that it leaves the Court. How many days later was the withdrawal to take "
        "effect?",
        0,
        800,
        "days",
        outcome=_days,
        claim="B3",
    ),
}

CHECKS = {
    "8b.rate": Check(
        "the chance of an arrest by the rule of succession on the eve of Budapest, in per cent",
        _rate,
        "share",
        tolerance=0.12,
        unit="%",
        hints=[
            Hint(
                "That is lesson 8's answer. The class has one case more now: count the rows again.",
                when=near(100 / 19, 0.1),
            ),
            Hint(
                "That is the bare fraction. The rule adds a case of each kind before it divides.",
                when=equals(0),
            ),
            Hint(
                "You added one above, and too little below: two imagined cases were added in all.",
                when=near(lambda load: 100 / (len(facts.before_budapest(load("suspect_visits"))) + 1), 0.12),
            ),
            Hint("Arrests plus one, divided by cases plus two."),
        ],
        how="100 * (0 + 1) / (18 + 2)",
        right=_right_rate,
    ),
    "8b.article": Check(
        "the number of the article that answers “our own law doesn't let us”",
        lambda load: 88,
        "number",
        tolerance=0.4,
        hints=[
            Hint(
                "86 is the duty to cooperate as such. Which one speaks of a member's own law?",
                when=equals(86),
            ),
            Hint(
                "89 says “by the procedure of their own law”: how to hand over. Which asks that there be such a law?",
                when=equals(89),
            ),
            Hint("97 is how to raise a problem, not whether one may have it.", when=equals(97)),
            Hint("98 is about another state's immunity, not about one's own law.", when=near(98, 0.3)),
            Hint("27 is about office and immunity.", when=equals(27)),
            Hint("It stands between the duty to cooperate and the duty to hand over."),
        ],
        how="88: procedures under national law.",
        right=(
            "Members must have the procedures, so a gap at home excuses nobody, says the Court. A police officer still "
            "can't act without a law, says Hungary. Each speaks of another legal order: between states, and at home."
        ),
    ),
    "8b.effect": Check(
        'the day on which the notice of 2 June 2025 was to take effect, such as "5 March 2027"',
        lambda load: load("budapest_steps").set_index("event_id").date["effect"],
        "date",
        hints=[
            Hint(
                "You counted from the announcement. Article 127 counts from the notice.",
                when=_a_year_after("announcement"),
            ),
            Hint(
                "You counted from the vote. Article 127 counts from the notice.",
                when=_a_year_after("final-vote"),
            ),
            Hint(
                "That vote was the first of two; article 127 counts from the notice.",
                when=_a_year_after("first-vote"),
            ),
            Hint("Take the day of the notice and go on one year."),
        ],
        how="2 June 2025, and a year.",
        right=(
            "Until then every duty stood, the one to arrest among them, and what the Court had begun goes on after it. "
            "Whether the day brought what it was to bring is unconfirmed."
        ),
    ),
}

QUIZ = {
    "8b.quiz.more": Question(
        "A class of 18 cases without an arrest gets a 19th. What becomes of the rate by the rule of succession?",
        [
            "It falls, from 5.0 to 4.8 %",
            "It stays at 5.0 %, for nothing new happened",
            "It falls to 0 %, for now it is sure",
        ],
        0,
        {
            0: "1 / 20, then 1 / 21: each case counts a little less than the one before.",
            1: "One more case without an arrest is news, if little.",
            2: "No number of cases makes a sure zero.",
        },
    ),
    "8b.quiz.home": Question(
        "A state has ratified a treaty, but has no law at home that carries it out. What says the Court of its duty?",
        ["It exists all the same", "It begins with a law at home", "It lapses after some years"],
        0,
        {
            0: "Between states the treaty counts; what a police officer may do at home is another order of law.",
            1: "Then a state could free itself by doing nothing.",
            2: "No article says so.",
        },
    ),
    "8b.quiz.finding": Question(
        "The judges find that a member failed to arrest a suspect. What have they found about the suspect?",
        ["Nothing", "That he is guilty", "That he will be tried"],
        0,
        {
            0: "The finding is about the state. The warrant rests on reasonable grounds to believe.",
            1: "Only a trial can find that.",
            2: "A trial needs him there; the finding doesn't bring him.",
        },
    ),
    "8b.quiz.leave": Question(
        "A member announces today that it leaves, and a suspect lands tomorrow. Is it bound?",
        [
            "Yes, to a year after its notice at least",
            "No: it has said in public that it is leaving",
            "Until its parliament has voted on the exit",
        ],
        0,
        {
            0: "And what the Court had begun before isn't undone.",
            1: "An announcement is no notice, and a notice needs a year.",
            2: "The treaty counts from the notice, whoever votes at home.",
        },
    ),
    "8b.quiz.reasons": Question(
        "From lesson 8: a plan to travel was called off. What do you write?",
        [
            "The warrant worked",
            "It was called off, and this reason was given",
            "The warrant had no part in it, nor had the law",
        ],
        1,
        {
            0: "It may have been that, or a war, a summit that fell through, an illness.",
            1: "Then a reader can weigh the reason.",
            2: "You don't know that either.",
        },
    ),
}

OBJECTIVES = {
    "bring a base rate up to date, and say what it still doesn't know": [
        "8b.made",
        "8b.rate",
        "8b.quiz.more",
    ],
    "tell what a treaty asks from what a law at home allows, with each side's best case": [
        "8b.reasons",
        "8b.article",
        "8b.quiz.home",
        "8b.quiz.finding",
    ],
    "read from a treaty how long leaving takes, and from which day": [
        "8b.days",
        "8b.effect",
        "8b.quiz.leave",
    ],
}
