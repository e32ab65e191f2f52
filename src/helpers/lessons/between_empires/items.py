"""Lesson 1, "Between empires": its predictions, checks and quiz, all computed from the tables."""

from typing import Any

from helpers.asking.check_items import Check, Hint
from helpers.asking.conditions import above, between, equals, near, within
from helpers.asking.drawn import Drawn
from helpers.asking.predict import Choice, Number, Outcome
from helpers.asking.quiz import Question
from helpers.lessons.between_empires.facts import (
    alike_by_year,
    changed,
    ratio,
    same_questions,
    signs_that_hold,
    with_the_crowd,
)
from helpers.lessons.between_empires.findings import FIRST, LAST, common
from helpers.tables import Load

# --- cycle 1 ------------------------------------------------------------------------------------------------


def _survivors(load: Load) -> Outcome:
    facts = load("lesson_facts").fact_id
    kept, gone = (facts.str.startswith(f"small-neighbour-{fate}").sum() for fate in ("kept", "gone"))
    return Outcome(
        int(kept),
        f"{kept} of {kept + gone}: Finland and Mongolia. Finland "
        "had fought for it; Mongolia had been Moscow's ally.",
        "lesson_facts; the list of six is ours",
    )


def _soviet_ratio(load: Load, year: int) -> float:
    return ratio(load("national_capabilities"), "Soviet Union", year)


def _ratio_1939(load: Load) -> Outcome:
    return Outcome(
        _soviet_ratio(load, 1939),
        f"In 1939 the index gives the Soviet Union {_soviet_ratio(load, 1939):,.0f} times Mongolia's power.",
        "national_capabilities (CINC); Mongolia's military spending of that year is missing",
    )


SEEN, DRAWN = (1961, 1965), (1966, 1995)


def _differ(load: Load) -> Outcome:
    differ, votes, opposite = common(load, FIRST, LAST)
    alike = alike_by_year(load("un_votes"), *DRAWN)
    return Outcome(
        alike,
        f"From {FIRST} to {LAST} they differed in {differ} of {votes:,} votes, fewer than one in a hundred; yes "
        f"against no only {opposite} times. From 1990 to 1991 it falls from {alike[1990]:.0f} to {alike[1991]:.0f}.",
        "un_votes, strict agreement; an abstention is a vote of its own; 1993: see “A year that can't be right”",
    )


def _differ_1991(load: Load) -> float:
    return common(load, 1991)[0]


def _right_1991(given: Any, load: Load) -> str:
    differ, votes, _ = common(load, 1991)
    before = common(load, FIRST, LAST)[0]
    return f"{differ} of {votes}: in one year more often than in all the years to {LAST} together ({before})."


def _who_moved(load: Load) -> Outcome:
    votes = load("un_votes")
    questions = same_questions(votes)
    mongolia, moscow = changed(questions)
    crowd = with_the_crowd(votes, 1989, 1991).set_index("year")
    place = load("un_ideal_points").pivot(index="year", columns="iso3", values="ideal_point")
    step = place.loc[1991] - place.loc[1989]
    return Outcome(
        1,
        f"{len(questions)} questions were put once in 1990 and once in 1991 under the same title. Mongolia "
        f"changed its answer to {mongolia} of them, Moscow to {moscow}. From 1989 to 1991 Mongolia kept the "
        f"company of {100 * crowd.Mongolia[1989]:.0f} and {100 * crowd.Mongolia[1991]:.0f} % of the others; "
        f"Moscow's went from {100 * crowd.Moscow[1989]:.0f} to {100 * crowd.Moscow[1991]:.0f} %. On the scale of "
        f"ideal points Moscow moved by {step['RUS']:.1f}, Mongolia by {step['MNG']:.1f}.",
        "un_votes, un_ideal_points; a text may change under the same title",
    )


# --- cycle 3 ------------------------------------------------------------------------------------------------

# From 1924 (the republic) to 1990 is 66 years, from 1921 to 1991 is 70: what lies between is "almost 70".
SHORTEST, LONGEST = 1990 - 1924, 1991 - 1921


def _sign(load: Load) -> Outcome:
    return Outcome(
        None,
        "There is no right choice. Hold your sign, and the other three, against the table above: does it "
        "hold for Mongolia, in which years, and who says so?",
        "the tables named there",
    )


def _signs_1985(load: Load) -> int:
    return signs_that_hold(
        *map(load, ("national_capabilities", "alliances_mongolia", "un_votes", "lesson_facts"))
    )


PREDICTIONS = {
    "1.survivors": Number(
        "Here are six states with fewer than five million people, on or near the Soviet border in early "
        "1939: Finland, Estonia, Latvia, Lithuania, Tuva and Mongolia. How many were in fact still states "
        "of their own at the end of 1946?",
        0,
        6,
        "states",
        outcome=_survivors,
        near=0.5,
        claim="C06",
    ),
    "1.ratio_1939": Number(
        "An index puts a country's people, cities, steel, energy, soldiers and military spending into one "
        "number. By this number, how many times as strong as Mongolia was the Soviet Union in 1939?",
        1,
        2000,
        "times",
        outcome=_ratio_1939,
        near=200,
        claim="C06",
    ),
    "1.differ": Drawn(
        "Of 100 votes in which Mongolia and Moscow both took part, in how many did they vote exactly alike? You see "
        "1961 to 1965. Draw how it went on, to 1995.",
        range(DRAWN[0], DRAWN[1] + 1),
        0,
        100,
        "%",
        known=lambda load: alike_by_year(load("un_votes"), *SEEN),
        outcome=_differ,
        near=5,
        claim="C05",
        was=Number(
            "From 1961 to 1989 Mongolia and the Soviet Union both took part in 2,715 recorded votes of the "
            "General Assembly. In how many did they cast different votes?",
            0,
            2715,
            "votes",
        ),
    ),
    "1.who_moved": Choice(
        "In 1991 the two suddenly differ. Who changed its votes?",
        ["Mongolia", "Moscow", "Both about equally", "Neither: new questions were put"],
        outcome=_who_moved,
        claim="C05",
    ),
    "1.sign": Choice(
        "Which sign would convince you most that a country is a buffer, and not one side's ally?",
        [
            "It is much weaker than both neighbours",
            "It has not promised only one of them to fight with it",
            "It votes as often with one as with the other",
            "No soldiers of either stand on its soil",
        ],
        outcome=_sign,
        claim="C06",
        note="If you know a better sign, write it into the line for your reason.",
    ),
}

CHECKS = {
    "1.ratio_1938": Check(
        "how many times as strong as Mongolia the Soviet Union was in 1938, by the index",
        lambda load: _soviet_ratio(load, 1938),
        "number",
        tolerance=6,
        code=True,
        hints=[
            Hint(
                "That is 1939. Change the year in the first line.",
                when=near(lambda load: _soviet_ratio(load, 1939), 12),
            ),
            Hint(
                "You divided the other way round: that is the part of Soviet power that Mongolia had.",
                when=between(0, 0.01),
            ),
            Hint(
                "That is a difference. “How many times” asks for a division.",
                when=between(0.1, 0.2),
            ),
            Hint("Put one name, a slash and the other name in the place of the dots."),
        ],
        how="year = 1938 and soviet / mongolia",
        right=lambda given, load: (
            f"{_soviet_ratio(load, 1938):.0f} times; and {_soviet_ratio(load, 1939):,.0f} times one year "
            "later. Did Mongolia lose half of its power in a year? Look at the next table."
        ),
    ),
    "1.differ_1991": Check(
        "in how many votes of 1991 the two differed",
        _differ_1991,
        "number",
        tolerance=0.4,
        untouched=4.0,
        code=True,
        hints=[
            Hint("In that year they never differ. 1991 is asked.", when=equals(0)),
            Hint("That is 1990. One year later!", when=near(lambda load: common(load, 1990)[0], 0.4)),
            Hint(
                "That is 1992, when the seat was already Russia's.",
                when=near(lambda load: common(load, 1992)[0], 0.4),
            ),
            Hint(
                "Those are all votes of 1991 in which both took part. Keep the part that says MNG != RUS.",
                when=near(lambda load: common(load, 1991)[1], 0.4),
            ),
            Hint(
                "Those are the votes in which they agreed: != means “is not the same as”.",
                when=near(lambda load: common(load, 1991)[1] - _differ_1991(load), 0.4),
            ),
            Hint("Change only the year in the query."),
        ],
        how='both.query("year == 1991 and MNG != RUS") and len(…) of it',
        right=_right_1991,
    ),
    "1.almost_70": Check(
        "a span from one event to another that deserves the name “almost 70 years”",
        lambda load: (SHORTEST + LONGEST) / 2,
        "number",
        tolerance=(LONGEST - SHORTEST) / 2,
        untouched=54.0,
        hints=[
            Hint(
                "One of these years has no event in the menus above. Take both from there.",
                when=equals(0),
            ),
            Hint(
                "That is more than 70: “almost” means a little less.",
                when=between(70, 100),
            ),
            Hint(
                "That is a year, not a number of years: subtract.",
                when=between(1900, 2000),
            ),
            Hint("The other way round: the later year first.", when=between(-100, 0)),
            Hint(
                "65 is a near miss: where “almost” begins is a "
                "choice, and we drew the line at 66. Move one end.",
                when=within(65, 66),
            ),
            Hint(
                "Too short. You need an earlier beginning than a written treaty.",
                when=between(20, 65),
            ),
            Hint("“Almost 70” is 66 to 69 years. Which beginning in the menu lies that far before an end?"),
            Hint("Try 1921 or 1924 as the beginning."),
        ],
        how="1990 - 1921",
        right=lambda given, load: (
            f"{given:.0f} years. So the sentence is true, if the alliance begins in the 1920s, years before "
            "any written promise of defence. The end points carry the claim."
        ),
    ),
    "1.signs_1985": Check(
        "how many of the four signs of a buffer Mongolia showed in 1985",
        _signs_1985,
        "number",
        tolerance=0.4,
        hints=[
            Hint("Look at the first line again: does it really not hold?", when=equals(0)),
            Hint(
                "Read each sign as it is written. Soldiers of one neighbour are soldiers “of either”.",
                when=within(2, 4),
            ),
            Hint("There are only four signs.", when=above(4)),
            Hint("Go through the table line by line: does the second column fit the first?"),
        ],
        how="weaker than both: yes; the other three: no",
        right=(
            "One: it was weak. By the other three signs Mongolia of "
            "1985 was one side's ally, not a cushion between two."
        ),
    ),
}

QUIZ = {
    "1.quiz.scale": Question(
        "On a scale in powers of ten two lines run side by side, "
        "always the same distance apart. What stays the same?",
        ["The difference between one and the other", "How many times one is the other"],
        1,
        {0: "On an even scale it would be so.", 1: "Equal steps on such a scale are equal ratios."},
    ),
    "1.quiz.empty": Question(
        "Mongolia's index is half as large in 1939 as in 1938. What does the table show?",
        [
            "Half of its army was gone by then",
            "One figure of 1939 is missing",
            "It had lost the battle that summer",
        ],
        1,
        {
            0: "The cell of soldiers stays put from 1929 to 1939: it looks copied, and tells nothing of the army.",
            1: "Military spending; and an empty cell looks like weakness.",
            2: "It was on the winning side, and the index knows nothing of battles.",
        },
    ),
    "1.quiz.moved": Question(
        "The agreement of two states falls from 100 to 61 %. Who moved?",
        ["The smaller one left the larger", "The larger one left the smaller", "This number alone can't say"],
        2,
        {
            0: "Why the smaller? In 1991 it was the larger.",
            1: "In 1991 it was; the number does not say so.",
            2: "You need a third point: the others, or the same question put twice.",
        },
    ),
    "1.quiz.when": Question(
        "From lesson 0: which of the four questions does “almost 70 years” leave open?",
        ["Who was allied with whom?", "From when to when?", "Who says so?"],
        1,
        {
            0: "Mongolia and the Soviet Union.",
            1: "Choose the end points, and you choose the answer.",
            2: "The authors do.",
        },
    ),
    "1.quiz.list": Question(
        "From lesson 0: two of six small neighbours kept their "
        "state. What would change that count most easily?",
        ["A small neighbour that our list forgot", "A map that shows the borders in more detail"],
        0,
        {
            0: "A count is as good as its list, like the trips of lesson 0.",
            1: "The list was made by us, not by the map.",
        },
    ),
}

BEFORE = {
    "1.before.moved": Question(
        "Argentina and Brazil cast the same vote in 97 of 100 votes of the United Nations in 1989, and in 65 of "
        "100 in 1992. Which of them began to vote differently?",
        [
            "Argentina did: it is the smaller of the two",
            "Brazil did: the larger one can afford to",
            "Both did, each by half of the difference",
            "That can't be told from these two numbers",
        ],
        3,
        {
            0: "Size says nothing about movement, and nor do the two numbers.",
            1: "Size says nothing about movement, and nor do the two numbers.",
            2: "It may be so; nothing here shows that they shared it evenly.",
            3: "Agreement belongs to both. A third state, or all the others, could tell.",
        },
    ),
}

AFTER = {
    "1.after.moved": Question(
        "Canada and the United States cast the same vote in 53 of 100 votes of the United Nations in 1981, and "
        "in 26 of 100 in 1989. Which of them changed how it votes?",
        [
            "The United States: a power goes its own way",
            "The two numbers leave open which one it was",
            "Canada: the smaller of two friends drifts off",
            "Each a little, or the number had not halved",
        ],
        1,
        {
            0: "It may be so; but a power that stays put can be left as well.",
            1: "Agreement belongs to both. Lay each beside a third state, or beside all the others.",
            2: "It may be so; size says nothing about movement.",
            3: "One that moves alone can halve it, too.",
        },
    ),
}

OBJECTIVES = {
    "say what goes into a number called “power”, and what one empty cell does to it": [
        "1.ratio_1938",
        "1.quiz.empty",
    ],
    "count how often two states voted alike, and tell who moved when they part": [
        "1.differ_1991",
        "1.who_moved",
        "1.quiz.moved",
        "2.quiz.alike",
        "1.before.moved",
        "1.after.moved",
    ],
    "test a phrase like “almost 70 years” or “buffer state” instead of arguing about it": [
        "1.almost_70",
        "1.signs_1985",
        "C04",
        "C05",
    ],
}
