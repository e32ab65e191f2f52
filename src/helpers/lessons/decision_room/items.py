"""Lesson 9, "The decision room": its predictions, checks and quiz.

Most outcomes are computed from the student's own scores, the rest from the tables. Nothing of what happened
stands in a question or hint before "9.advice".
"""

import math
from typing import Any

import pandas as pd

from helpers.asking.check_items import Check, Hint
from helpers.asking.conditions import above, equals, near, own, within
from helpers.asking.predict import Choice, Number, Outcome
from helpers.asking.quiz import Question
from helpers.errors import LessonError
from helpers.lessons.decision_room.aftermath import FUEL_OR_POWER, SIGNED
from helpers.lessons.decision_room.facts import hinges, turning
from helpers.lessons.decision_room.findings import months_between
from helpers.lessons.decision_room.options import (
    ADVICE,
    CRITERIA,
    EQUAL,
    MOST,
    OPTIONS,
    SCORES_ON_PAGE,
    decision,
    my_scores,
)
from helpers.lessons.decision_room.scoring import also_kept as also_kept
from helpers.models import ranking as model
from helpers.tables import Load, date_label
from helpers.words import listed

OWN = "your own scores, every weight 5"
FIRST_SCORE = "Nothing is scored yet: fill in the forms above."
ALIKE = dict.fromkeys(CRITERIA.values(), EQUAL)


def _scored() -> pd.DataFrame:
    """The student's scores in words; LessonError where nothing is scored."""
    scores = my_scores()
    if scores.dropna(axis="columns").columns.empty:
        raise LessonError("Nothing is scored yet: fill in the forms above first.")
    return scores


def _few() -> str:
    """A reservation where criteria are missing."""
    missing = int(my_scores().isna().any().sum())
    return f" ({missing} of {len(CRITERIA)} criteria aren't scored yet.)" if missing else ""


# --- cycle 1: scores ----------------------------------------------------------------------------------------


def _first(load: Load) -> Outcome:
    order = model.ranking(my_scores(), ALIKE)
    if order.empty:
        return Outcome(None, FIRST_SCORE)
    lead = order[order["rank"] == 1].option.tolist()
    place = list(OPTIONS.values()).index(lead[0]) if len(lead) == 1 else None
    said = f"{lead[0]} comes first" if len(lead) == 1 else f"{listed(lead)} are level in the first place"
    return Outcome(place, f"{said}, with {order.total.iloc[0]:+.2f} on a scale from -2 to 2.{_few()}", OWN)


NONE = ["none", "no", "no option", "nothing", "none of them"]


def _beaten(load: Load) -> list[str]:
    found = model.dominated(_scored(), twins=True)
    ids = {label: one for one, label in OPTIONS.items()}
    return [text for label in found for text in (label, ids[label])] if found else NONE


def _right_beaten(given: Any, load: Load) -> str:
    found = model.dominated(_scored(), twins=True)
    if not found:
        return (
            "None of your options is beaten everywhere: for each there is a point of view that speaks for it."
        )
    label = _label(given)
    others = [f"“{one}”" for one in found if one != label]
    more = f" The same holds for {listed(others)}." if others else ""
    return (
        f"On no criterion is it better than {listed([f'“{one}”' for one in found[label]])}, so no weights "
        f"can put it first alone.{more}"
    )


def _label(given: str) -> Any:
    known = {text.casefold(): label for one, label in OPTIONS.items() for text in (one, label)}
    return known.get(given.strip(" .!\"'").casefold())


def _none(given: str) -> bool:
    return given.strip(" .!\"'").casefold() in NONE


def _last(given: str, load: Load) -> bool:
    label = _label(given)
    return label == model.ranking(_scored(), ALIKE).option.iloc[-1] and label not in _beaten(load)


def _only_twins(given: str, load: Load) -> bool:
    return _none(given) and not model.dominated(_scored()) and bool(model.dominated(_scored(), twins=True))


# --- cycle 2: weights ---------------------------------------------------------------------------------------


def _turning(load: Load) -> Outcome:
    points = model.switch_points(my_scores(), ALIKE, MOST)
    if points.empty:
        return Outcome(None, FIRST_SCORE)
    turning = points.dropna(subset="at")
    named = f": {listed([f'“{one}”' for one in turning.criterion])}" if len(turning) else ""
    tail = (
        "Your scores decide, whatever single weight an opponent may change."
        if turning.empty
        else (
            "An adviser with exactly your scores may differ from "
            "you in one of these alone, and advise something else."
        )
    )
    return Outcome(len(turning), f"{len(turning) or 'None'} of {len(points)}{named}. {tail}{_few()}", OWN)


def _hinges() -> list[list[tuple[str, float, str, float]]]:
    """The smallest changes that turn the first place, each as the one or two weights that it moves."""
    return [turning(point) for _, point in hinges(_scored(), ALIKE).iterrows()]


def _stop(way: str, at: float) -> int:
    """The first stop of a slider at which the change has happened."""
    return math.floor(at) + 1 if way == "up" else math.ceil(at) - 1


def _flip(load: Load) -> list[float]:
    """The weights of the smallest changes, as printed and as the first stop beyond; empty where there is none."""
    moved = [one for hinge in _hinges() for one in hinge]
    return [*dict.fromkeys([*(at for *_, at in moved), *(float(_stop(way, at)) for *_, way, at in moved)])]


def _right_flip(given: Any, load: Load) -> str:
    points = [(point, turning(point)) for _, point in hinges(_scored(), ALIKE).iterrows()]
    if not points:
        return (
            "Whatever one weight, or any two, an opponent may change, the first place stays as it is. Your "
            "advice hangs on your scores: whoever differs must show you another fact."
        )

    def off(one: tuple) -> float:
        return min(min(abs(at - given), abs(_stop(way, at) - given)) for *_, way, at in one[1])

    point, moved = min(points, key=off)
    where = [f"{name} {'above' if way == 'up' else 'below'} {at:.1f}" for name, _, way, at in moved]
    many = "one weight" if len(moved) == 1 else "two weights"
    others = len({tuple(name for name, *_ in one) for _, one in points})
    need = "criteria need" if len(moved) == 1 else "pairs need"
    tail = f" ({others} {need} an equally small push; each of them is right.)" if others > 1 else ""
    return (
        f"{listed(where)}: first place for {listed(point['options'])}. Same facts, same scores, {many} "
        f"apart.{tail}"
    )


def _another(given: Any, load: Load) -> bool:
    points = model.switch_points(_scored(), ALIKE, MOST).dropna(subset="at")
    others = points[~points.criterion.isin([name for hinge in _hinges() for name, *_ in hinge])]
    return bool((others["at"] - given).abs().lt(0.5).any())


def _not_yet(given: Any, load: Load) -> bool:
    """Whether the weight lies between the middle and the change."""
    return any(
        abs(given - EQUAL) < abs(at - EQUAL) - 0.1 and (given - EQUAL) * (at - EQUAL) > 0
        for hinge in _hinges()
        for *_, at in hinge
    )


# --- cycle 3: what happened ---------------------------------------------------------------------------------


def _advised(load: Load, mine: Any) -> Outcome:
    """What Mongolia did, beside this advice (an id of OPTIONS, or None)."""
    asked = load("legal_positions").set_index("position_id").loc["court-04"]
    welcome = load("lesson_facts").set_index("fact_id").loc["welcome-2024"]
    wrote, received = date_label(asked.date, "day"), date_label(welcome.date, "day")
    same = {"honours": " With the second you agreed.", "consult": " With the first you agreed."}.get(mine, "")
    return Outcome(
        None,
        f"Mongolia did two things on your list: it wrote to the Court on {wrote}, "
        f"and it received its guest with honours on {received}.{same} That this was "
        "done makes it neither right nor wrong: you weigh by your own criteria.",
        "rome_statute (article 97), lesson_facts",
    )


def _signed(load: Load) -> Outcome:
    about, others = len(FUEL_OR_POWER), len(SIGNED) - len(FUEL_OR_POWER)
    assert set(SIGNED) <= set(load("lesson_facts").fact_id)
    return Outcome(
        about,
        f"{about} of {len(SIGNED)}: oil products, aviation fuel, and a design for rebuilding a power plant. "
        f"The other {others} were about plague and about Lake Baikal.",
        "lesson_facts, the Kremlin's list as read in a copy",
    )


PREDICTIONS = {
    "9.first": Choice(
        "You have scored. Before anything is added up: which option will your own scores put first, if "
        "every criterion counts the same?",
        list(OPTIONS.values()),
        outcome=_first,
        own=lambda load: {"by": "first", "scores": SCORES_ON_PAGE},
    ),
    "9.hinges": Number(
        "Leave five weights at 5 and move the sixth from 0 to 10. For how many of the six criteria can "
        "that alone put another option first?",
        0,
        6,
        step=1,
        outcome=_turning,
        own=lambda load: {"by": "turning", "scores": SCORES_ON_PAGE, "most": MOST},
        near=0,
    ),
    ADVICE: Choice(
        "It is 1 September 2024. What do you advise the president?",
        list(OPTIONS.values()),
        outcome=lambda load: _advised(load, decision().advice),
        own=lambda load: {"by": "chosen", "after": [vars(_advised(load, one)) for one in OPTIONS]},
        note=(
            "You may follow your ranking or overrule it; say why in one line. It can't be changed afterwards."
        ),
        label="Your advice",
    ),
    "9.signed": Number(
        "Five documents were signed on 3 September 2024. How many of them were about fuel or power?",
        0,
        5,
        step=1,
        outcome=_signed,
        near=0,
        claim="C41",
    ),
}

CHECKS = {
    "9.beaten": Check(
        "an option that another one equals or beats on every criterion, in your scores",
        _beaten,
        "text",
        hints=[
            Hint(
                "That isn't one of the five options. Copy its name as it stands in the table.",
                when=own("unknown", lambda given, load: _label(given) is None and not _none(given)),
            ),
            Hint(
                "Two of your options have the same scores everywhere. "
                "To be equalled on every criterion counts, too.",
                when=own("twins", _only_twins),
            ),
            Hint(
                "There is at least one. Compare two rows at a time, from left to right.",
                when=own(
                    "some", lambda given, load: _none(given) and bool(model.dominated(_scored(), twins=True))
                ),
            ),
            Hint(
                "It comes last, but last isn't beaten everywhere: whichever other option you hold it "
                "against, it does better somewhere.",
                when=own("last", _last),
            ),
            Hint(
                "Take two rows. Is one of them nowhere better than "
                'the other? If no pair is like that, write "none".'
            ),
        ],
        how=(
            "two rows at a time: the option you look for is nowhere "
            "better than one other. Where no pair is like that: none."
        ),
        right=_right_beaten,
        choices=lambda load: [*OPTIONS.values(), NONE[0]],
        own=lambda load: {"by": "beaten", "scores": SCORES_ON_PAGE, "ids": list(OPTIONS), "none": NONE},
    ),
    "9.flip": Check(
        "the weight, between 0 and 10, at which the first place changes, or none",
        _flip,
        "number",
        tolerance=0.1,
        none=("none", "no", "nothing", "never"),
        hints=[
            Hint(
                "That is where the slider starts. Which way, and how far, must it go?",
                when=equals(EQUAL),
            ),
            Hint(
                "There it turns for another criterion. One of them needs a smaller step away from 5.",
                when=own("another", _another),
            ),
            Hint("A weight lies between 0 and 10.", when=~within(0, MOST)),
            Hint(
                "Not far enough: at that weight the first place is still the old one.",
                when=own("not_yet", _not_yet),
            ),
            Hint("Put all six back to 5 and read the line under the chart's title."),
        ],
        how="all six at 5, then the line under the chart's title: a weight, either of two weights, or none.",
        right=_right_flip,
        own=lambda load: {"by": "flip", "scores": SCORES_ON_PAGE, "most": MOST},
    ),
    "9.months": Check(
        "the months from the first row that speaks of an agreement on oil products to the last row",
        months_between,
        "number",
        tolerance=0.8,
        hints=[
            Hint(
                "That is from the invitation. When did the talk turn to an agreement on oil products?",
                when=within(10, 11.6),
            ),
            Hint(
                "That is from the meeting in Astana. Is there an earlier row about such an agreement?",
                when=near(2, 0.6),
            ),
            Hint("In months, please, not in days.", when=above(60)),
            Hint("Find the first row that speaks of an agreement on oil products, and the last row of all."),
            Hint("From the row of December 2023 to that of September 2024."),
        ],
        how="from 25 December 2023 to 3 September 2024: a little over eight months.",
        right=(
            "The paper was on its way for more than eight months, and the invitation is older still. "
            "Whether it would have been signed without the visit, no table can say."
        ),
    ),
}

QUIZ = {
    "9.quiz.same_facts": Question(
        "Two advisers have the same facts and the same scores, "
        "and advise opposite things. What can explain it?",
        [
            "One of them can't add",
            "They weigh the criteria differently",
            "One of them has read something false",
        ],
        1,
        {
            0: "It can be, but it need not.",
            1: "And no fact settles which weights are right.",
            2: "The facts are the same here, and so is what they make of them.",
        },
    ),
    "9.quiz.robust": Question(
        "Your first place changes only if one weight goes from 5 to 9.8. What do you tell the president?",
        [
            "That the advice hardly hangs on that weight",
            "That 9.8 is the right weight for that criterion",
            "That the advice is right",
        ],
        0,
        {
            0: "It would take a very different view to overturn it.",
            1: "It is only the place where the first place changes.",
            2: "Robust against a weight isn't right: the scores may be wrong.",
        },
    ),
    "9.quiz.beaten": Question(
        "On no criterion is option B better than A, and on "
        "one it is worse. Can weights make B the only winner?",
        ["No", "Yes, if that one criterion weighs nothing"],
        0,
        {
            0: "Weights of 0 or more can never turn this around.",
            1: "Then the two are level; B still isn't ahead.",
        },
    ),
    "9.quiz.after": Question(
        "From lesson 5: an agreement is signed during a visit. "
        "What do you ask before you say “because of the visit”?",
        ["Whether it would have been signed anyway", "How large it is, beside all of the trade"],
        0,
        {
            0: "Talks before the visit are the clue to look for.",
            1: "A large thing can happen without the visit, too.",
        },
    ),
    "9.quiz.share": Question(
        "From lesson 4: an adviser says that a fifth of the power comes from abroad. What do you ask first?",
        [
            "Whether a fifth is much or little for a country of its size",
            "A fifth of what: a year's use, imports, the evening peak?",
        ],
        1,
        {0: "You can't tell before you know of what.", 1: "Three wholes gave three different answers there."},
    ),
}

BEFORE = {
    "9.before.weights": Question(
        "Two friends look for a flat. They agree on every fact: rent, distance, light. They even give each flat "
        "the same marks, and still want different ones. What is the likeliest reason?",
        [
            "Rent, distance and light weigh differently for each",
            "One of them has made a slip in adding up all the marks",
            "One of them is mistaken about one of the three facts",
            "One of them isn't choosing by reasons, but by mood",
        ],
        0,
        {
            0: "The same marks with other weights make another winner, without anybody's mistake.",
            1: "It can be so; but no slip is needed.",
            2: "They agree on every fact.",
            3: "It can be so; but both may have good reasons.",
        },
    ),
}

AFTER = {
    "9.after.weights": Question(
        "Two doctors agree on what two treatments do: how well they work, what they cost, how they hurt. One "
        "advises the first, one the second. What is the likeliest reason?",
        [
            "One of the two has not read the newest study",
            "They set benefit against pain in another way",
            "One of the two has reckoned with a wrong cost",
            "There are facts that both of them don't know",
        ],
        1,
        {
            0: "They agree on what the treatments do.",
            1: "The same facts with other weights make other advice, without anybody's mistake.",
            2: "They agree on what the treatments cost.",
            3: "There may be; but facts that neither knows don't part the two.",
        },
    ),
}

OBJECTIVES = {
    "lay out a decision so that others see where they differ from you": [
        "9.beaten",
        "9.quiz.same_facts",
        "9.quiz.beaten",
        "9.before.weights",
        "9.after.weights",
    ],
    "find the weight on which your own advice hangs": ["9.hinges", "9.flip", "9.quiz.robust"],
    "tell what is signed at a meeting from what the meeting is for": [
        "9.signed",
        "9.months",
        "9.quiz.after",
        "C41",
    ],
}
