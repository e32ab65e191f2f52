"""Lesson 7, "The court": its predictions, checks and quiz, as of 1 September 2024."""

import pandas as pd

from helpers.asking.check_items import Check, Hint
from helpers.asking.conditions import Condition, holds, mentions, near, says
from helpers.asking.predict import Choice, Number, Outcome
from helpers.asking.quiz import Question
from helpers.lessons.start_here.facts import members_on
from helpers.lessons.the_court.facts import PEOPLE, TODAY, custody_by, group_of, waits
from helpers.lessons.the_court.findings import grounds_in_turn, mongolias_membership
from helpers.lessons.the_court.road import also_kept as also_kept
from helpers.tables import Load, date_label

TOY = pd.DataFrame({"years": [1, 2, 3, 4, 5], "ending": ["custody", None, "custody", None, None]})


# --- cycle 1: members ---------------------------------------------------------------------------------------


def _members(load: Load) -> Outcome:
    states = load("states_parties")
    left = [
        "the Philippines" if name == "Philippines" else name
        for name in states.country[states.withdrew <= TODAY]
    ]
    number = len(members_on(states, TODAY))
    return Outcome(
        number,
        f"{number} states. {' and '.join(left)} had left; Russia, China and the United States never joined; "
        "Ukraine had not joined yet.",
        "states_parties, UN register and reports",
    )


def _on(column: str) -> Condition:
    """The day given is the one on which Mongolia's membership came so far."""
    return says(lambda load: [date_label(mongolias_membership(load)[column], "day")])


# --- cycle 2: warrants --------------------------------------------------------------------------------------


def _waits(load: Load) -> pd.DataFrame:
    return waits(load("warrants"), load("warrant_events"))


def _custody(load: Load) -> Outcome:
    rows = _waits(load)
    high = group_of(rows, PEOPLE[1])
    caught, free = rows.ending == "custody", group_of(rows, PEOPLE[3])
    return Outcome(
        round(100 * custody_by(rows, 5)),
        f"About {100 * custody_by(rows, 5):.0f} of 100 within five years of the warrant, and "
        f"{100 * custody_by(rows, 10):.0f} within ten. In all, {caught.sum()} of {len(rows)} people had reached "
        f"the Court by 1 September 2024; but {(caught & ~rows.free).sum()} of them were in custody by the time "
        f"their warrant became public. Of the {len(free)} who were free then: {(free.ending == 'custody').sum()}. Of "
        f"the {len(high)} who led a state, its government or a ministry when the warrant came: "
        f"{_none(int((high.ending == 'custody').sum()))}.",
        "warrants, warrant_events; cumulative incidence (Aalen-Johansen)",
    )


def _none(number: int) -> str:
    return {0: "none", 1: "one"}.get(number, str(number))


# --- cycle 3: readings --------------------------------------------------------------------------------------


def _grounds(load: Load) -> Outcome:
    return Outcome(
        1,
        f"{grounds_in_turn(load)} Each time the result was the same: no immunity stood in the way.",
        "legal_readings: decisions on Malawi, DRC, South Africa, Jordan",
    )


PREDICTIONS = {
    "7.members": Number(
        "How many states were members of the Court on 1 September 2024? (The United Nations had 193.)",
        0,
        193,
        "states",
        outcome=_members,
        claim="C28",
    ),
    "7.custody": Number(
        "Think of a hundred people for whom the Court has issued a warrant that the public knows. How many "
        "have come into its custody within five years of the warrant?",
        0,
        100,
        "people",
        outcome=_custody,
        claim="C30",
    ),
    "7.grounds": Choice(
        "Between 2011 and 2019 the Court said again and again that members should have arrested Omar "
        "al-Bashir, the sitting president of Sudan, which is not a member. Did it always give the same "
        "reason why his immunity did not stand in the way?",
        [
            "Yes, the same reason each time",
            "No: it gave more than one reason",
            "It gave no reason: the Statute is clear",
        ],
        outcome=_grounds,
        claim="C31",
    ),
}

CHECKS = {
    "7.bound": Check(
        'the day from which the Statute bound Mongolia, such as "2 May 1999"',
        lambda load: mongolias_membership(load).entered_into_force,
        "date",
        hints=[
            Hint(
                "On that day Mongolia handed in its paper. It was bound "
                "from the day on which the Statute came into force for it.",
                when=_on("ratified_or_acceded"),
            ),
            Hint(
                "On that day it signed. A signature promises; it does not bind yet.",
                when=_on("signed"),
            ),
            Hint("The column that counts is “in force”."),
        ],
        how="read the column “in force” in the row of Mongolia.",
        right=(
            "Signed, joined, bound: three days, and only the third "
            "counts for a duty. It was the first day of the Court itself."
        ),
    ),
    "7.by_hand": Check(
        "the share in custody after three years, in per cent",
        lambda load: 100 * custody_by(TOY, 3),
        "share",
        tolerance=0.8,
        unit="%",
        hints=[
            Hint(
                "Two of five: that treats B as if we had watched B through the third year, too.",
                when=near(40, 0.5),
            ),
            Hint(
                "Two of four leaves B out from the start. But B was watched for two years, and that counts.",
                when=near(50, 0.5),
            ),
            Hint("That is the share still waiting. Asked: in custody.", when=near(100 * 8 / 15, 0.6)),
            Hint("That is the last step alone. Multiply it with the first.", when=near(100 / 3, 0.5)),
            Hint("At each arrest ask: of those still watched just then, which part goes on waiting?"),
            Hint(
                "Step one: of 5 watched, 4 go on waiting. Step two: "
                "3 are watched, 2 go on. Multiply, and take from 1."
            ),
        ],
        how="1 - 4/5 * 2/3",
        right="Everyone counts for as long as they were watched: no longer, no shorter.",
    ),
    "7.articles": Check(
        "the two articles that say what a member does when it is asked to arrest someone, such as [12, 13]",
        lambda load: {59, 89},
        "set",
        hints=[
            Hint(
                "86 is the general duty, to cooperate. Asked are the two on arrest itself.",
                when=holds(86),
            ),
            Hint(
                "27 is about office and immunity, not about what the police do.",
                when=holds(27),
            ),
            Hint("97 is what a member may do when it has doubts.", when=holds(97)),
            Hint(
                "98 limits what the Court may ask. Which two say what a member does when asked?",
                when=holds(98),
            ),
            Hint("One speaks of surrender, the other of the state in which the person is held."),
        ],
        how="[59, 89]: surrender of persons, and arrest in the custodial state.",
        right="89 says that a member has to comply, 59 how: at once, and without reopening the case.",
    ),
    "7.ground": Check(
        "the ground that can't be carried over from Darfur to Ukraine, in a word or two",
        lambda load: [
            "Security Council",
            "the Security Council",
            "Council",
            "the Council",
            "UN Security Council",
            "the UN Security Council",
            "United Nations Security Council",
            "the United Nations Security Council",
            "UN Security Council resolution",
            "UN Security Council referral",
            "Council referral",
            "the Council's referral",
            "Security Council's referral",
            "the Security Council's referral",
            "Security Council's resolution",
            "the Security Council's resolution",
            "security council resolution",
            "the council's resolution",
            "resolution",
            "Resolution 1593",
            "UNSC",
            "referral",
            "the referral",
            "Security Council referral",
            "referral by the Security Council",
            "resolution of the Security Council",
            "the resolution of the Security Council",
        ],
        "text",
        hints=[
            Hint(
                "Custom binds states whatever road a case takes to the "
                "Court. Which ground needs an act of somebody in New York?",
                when=mentions("custom"),
            ),
            Hint(
                "That road is closed as well, but it was one judge's, not the Court's.",
                when=mentions("genocide"),
            ),
            Hint(
                "Sudan waived nothing itself: the Court read a waiver into somebody else's resolution. Whose?",
                when=mentions("waive"),
            ),
            Hint(
                "Sudan never joined: a resolution put it in the place of a party. Whose?",
                when=mentions("party"),
            ),
            Hint("Who sent Darfur to the Court, and who sent Ukraine? Article 13 has three ways."),
        ],
        how="the Security Council: it referred Darfur, not Ukraine.",
        right=(
            "In 2014 and 2017 it was the whole ground, in 2019 one of two. So an adviser can turn "
            "it round: in 2017 no immunity stood in the way because of the Council, and here "
            "there is none. (Whether that helps Mongolia is for the Court to say.)"
        ),
    ),
}

QUIZ = {
    "7.quiz.warrant": Question(
        "What does a warrant of the Court mean?",
        [
            "Judges found the person guilty of the crimes",
            "Judges saw reasonable grounds to believe",
            "The Prosecutor suspects the person",
        ],
        1,
        {
            0: "There has been no trial.",
            1: "Enough to arrest and ask, far less than proof of guilt (article 58).",
            2: "The Prosecutor applies; judges decide.",
        },
    ),
    "7.quiz.open": Question(
        "A warrant of June 2024 is open on 1 September 2024. What does it tell about five years?",
        ["That this suspect will not be caught", "Nothing", "That it took at least two months"],
        2,
        {
            0: "Two months are not five years.",
            1: "A little: the case was watched for two months.",
            2: "Just that, and the curve uses just that.",
        },
    ),
    "7.quiz.doubts": Question(
        "A member sees a problem before the guest lands. Which article is its door?",
        ["97", "87(7)", "112"],
        0,
        {
            0: "Consult without delay; on article 98, by rule 195.",
            1: "That is for the Court, afterwards.",
            2: "The Assembly of members meets once a year.",
        },
    ),
    "7.quiz.secret": Question(
        "From lesson 3: a source can't show what it does not see. Some warrants are secret until an "
        "arrest. What may that do to our curve?",
        [
            "Nothing at all: what is secret stays secret",
            "Make arrests look more frequent",
            "Make arrests look rarer than they are",
        ],
        1,
        {
            0: "Some become public because of the arrest; the others stay unseen.",
            1: "Those caught come to light; those still sought in secret are not in the table.",
            2: "Those still sought in secret are the ones missing.",
        },
    ),
    "7.quiz.label": Question(
        "From lesson 0: “no effective means” is …",
        ["a judgement: beside what?", "a fact: it is true or it is false"],
        0,
        {0: "With a police force? With no court at all? For whom?", 1: "Which number would settle it?"},
    ),
}

BEFORE = {
    "7.before.open": Question(
        "You study how long people look for work. One began two weeks ago and is still looking. How do you "
        "count her?",
        [
            "Not at all, until her search has come to its end",
            "As one of those who are not going to find work",
            "As a search that has lasted two weeks and goes on",
            "As a search of two weeks, like those that are over",
        ],
        2,
        {
            0: "Then only the quick searches would count at first.",
            1: "Two weeks can't tell that.",
            2: "That much is known, and no more: two weeks without a job.",
            3: "It isn't over; that would make searches look shorter than they are.",
        },
    ),
}

AFTER = {
    "7.after.open": Question(
        "You study how soon letters are answered. One was sent ten days ago, and no answer has come yet. How do "
        "you count it?",
        [
            "As a letter that is not going to be answered",
            "As one that was answered after ten days",
            "Not at all, as long as nothing has come",
            "As ten days of waiting that go on so far",
        ],
        3,
        {
            0: "Ten days can't tell that.",
            1: "No answer came; that would make answers look quicker than they are.",
            2: "Then only the quick answers would count at first.",
            3: "That much is known, and no more: ten days without an answer.",
        },
    ),
}

OBJECTIVES = {
    "say what a warrant means, what each article asks, and of whom": [
        "7.bound",
        "7.articles",
        "7.quiz.warrant",
        "7.quiz.doubts",
    ],
    "read a curve in which some stories aren't over": [
        "7.by_hand",
        "7.quiz.open",
        "7.before.open",
        "7.after.open",
    ],
    "state a legal view that isn't yours so well that its friends would sign it": ["7.other", "7.ground"],
}
