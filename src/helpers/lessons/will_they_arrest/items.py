"""Lesson 8, "Will they arrest him?": its predictions, checks and quiz, all computed from the tables.

Nothing dated after 1 September 2024 stands in a question, a hint or a check: it opens with "8.mongolia".
"""

import functools
from typing import Any

import pandas as pd

from helpers import registry
from helpers.asking.check_items import Check, Hint
from helpers.asking.conditions import above, equals, near
from helpers.asking.predict import Number, Outcome, Probability
from helpers.asking.quiz import Question
from helpers.lessons.will_they_arrest import facts
from helpers.lessons.will_they_arrest.findings import (
    arrests_at_visits,
    fuller_count,
    known_visits,
    mongolias_visit,
    rate_by_rule,
    visits_to_members,
)
from helpers.lessons.will_they_arrest.kept import mongolia
from helpers.models.forecasting import brier, posterior, upper_bound
from helpers.tables import Load, date_label

REVEAL = "8.mongolia"


# --- cycle 1: which cases count -----------------------------------------------------------------------------


def _seventeen(load: Load) -> Outcome:
    count = load("court_counts").set_index("count_id").loc["bashir-trips-2018"]
    return Outcome(
        visits_to_members(load)[0],
        f"{arrests_at_visits(load)} A study has {count.value:.0f} trips of his by "
        f"{date_label(count.date, count.date_precision)}, to members and others. So the table may be half "
        "full, or less.",
        "suspect_visits, trips made before September 2024; an incomplete list",
    )


def _right_rule(given: Any, load: Load) -> str:
    arrested, of = visits_to_members(load)
    return (
        f"{rate_by_rule(load):.1f} %. With the {fuller_count(load)} visits of the report it would be "
        f"{rate_by_rule(load, fuller=True):.1f} %. And up to "
        f"{100 * upper_bound(posterior(arrested, of)):.1f} % would still be no surprise: {of} cases, all of "
        "one man, are not many."
    )


# --- cycle 2: eight cases -----------------------------------------------------------------------------------


OFFICES = {
    "head of state": "A head of state in office",
    "head of government": "A head of government in office",
    "former leader or minister": "A former leader or minister",
}


def _facts(row: Any, visits: pd.DataFrame, countries: pd.DataFrame, findings: pd.DataFrame) -> str:
    """What a forecaster knows of one case, without a name or a date (a text)."""
    letter = row.letter.upper()
    level = visits.set_index("visit_id").office_level[row.visit_id]
    where = (
        f"is invited to, or expected in, state {letter}"
        if row.office == "in office"
        else f"stays in state {letter}"
    )
    region = countries.set_index("iso3").un_region
    place = (
        "his own country"
        if row.iso3 == row.suspect_iso3
        else "on the continent of his own country"
        if region[row.iso3] == region[row.suspect_iso3]
        else "in another region of the world than his own country"
    )
    known = facts.cases(visits)
    found = int(
        ((findings.row_kind == "finding") & (findings.iso3 == row.iso3) & (findings.date < row.date)).sum()
    )
    member = "is a member of the Court" if row.member else "is not a member of the Court"
    past = known[(known.suspect == row.suspect) & (known.result == "made") & (known.date < row.date)]
    been = int((past.iso3 == row.iso3).sum())
    earlier = (
        (
            f"Trips abroad under the warrant that our table knows before this: {len(past) or 'none'}"
            + (
                f", {int(past.member.sum()) or 'none'} of them to members, {been or 'none'} to state {letter}"
                if len(past)
                else ""
            )
            + ". "
        )
        if row.office == "in office"
        else ""
    )
    breach = (
        f"Earlier findings of the Court against state {letter}: {found or 'none'}. " if row.member else ""
    )
    return f"Case {letter}. {OFFICES[level]} {where}. It {member}; it is {place}. {earlier}{breach}"


def _fate(row: Any, reason: str) -> Outcome:
    end = {
        "made": f"{row.suspect} came, and left again",
        "called off": "The trip did not take place",
        "custody": f"{row.suspect} ended in custody ({reason[0].lower()}{reason[1:]})",
    }[row.result]
    return Outcome(100.0 if row.arrested else 0.0, f"{row.host}, {row.when}: {end}.", "suspect_visits")


@functools.cache
def _trips() -> dict[str, Probability]:
    """The eight forecasts, each built from its row of the table; LessonError where a table can't be read."""
    load = registry.tables()
    visits, countries, findings = map(load, ("suspect_visits", "countries", "noncompliance_findings"))
    return {
        f"8.trip_{row.letter}": Probability(
            _facts(row, visits, countries, findings) + "How likely is it that this ends with him in custody?",
            0,
            100,
            "%",
            1,
            outcome=functools.partial(_trip_outcome, row.letter),
            race=tuple(f"8.trip_{one}" for one in facts.LETTERS if one <= row.letter),
            rivals=functools.partial(_rivals, row.letter),
        )
        for row in facts.series(visits).itertuples()
    }


@functools.lru_cache(maxsize=2)
def _scored(load: Load) -> dict[str, tuple[Any, str, float]]:
    """The eight trips and Mongolia's visit by letter or name: (row, reason, what the base rate says in %)."""
    visits = load("suspect_visits")
    reasons, known, trips = (
        visits.set_index("visit_id").host_reason,
        facts.cases(visits),
        facts.series(visits),
    )
    rows = {**{letter: trips.loc[letter] for letter in trips.index}, "Mongolia": mongolia(visits)}
    return {
        name: (row, reasons[row.visit_id], 100 * facts.rate_for(known, row)) for name, row in rows.items()
    }


def _rivals(name: str, load: Load) -> dict[str, float]:
    return {
        "the base rate": _scored(load)[name][2],
        "a coin": 50.0,
        "a friend who always says 10 %": 10.0,
    }


def _trip_outcome(letter: str, load: Load) -> Outcome:
    return _fate(*_scored(load)[letter][:2])


def _plans(load: Load, member: bool = True) -> tuple[int, int]:
    """Leaders' known plans to travel to members, or to others, before September 2024: (called off, all)."""
    rows = known_visits(load)
    rows = rows[(rows.office == "in office") & (rows.member == member)]
    return int((rows.result == "called off").sum()), len(rows)


def _called_off(load: Load) -> Outcome:
    (off, of), (elsewhere, others) = _plans(load), _plans(load, member=False)
    return Outcome(
        round(100 * off / of),
        f"{off} of {of} known plans were called off, {100 * off / of:.0f} %. With hosts that were no "
        f"members it was {elsewhere} of {others}, {100 * elsewhere / others:.0f} %: plans fail there, too, "
        "and with so few cases the gap may be chance.",
        "suspect_visits, before September 2024; an incomplete list",
    )


def _right_plans(given: Any, load: Load) -> str:
    off, of = _plans(load)
    fuller = 100 * off / (off + fuller_count(load))
    return (
        f"{off} of {of}. Nobody was arrested, and yet about every fourth known plan came to nothing. With "
        f"the {fuller_count(load)} trips of the report, and no more called off, it would be {fuller:.0f} %. "
        "And some plans fail without any duty to arrest: compare the other bar. One was only put off: to Chad "
        "in 2013, where he went a month later."
    )


def _mongolia(load: Load) -> Outcome:
    row = mongolias_visit(load)
    return Outcome(
        100.0 if row.arrested else 0.0,
        f"{'He was arrested' if row.arrested else 'He was not arrested'}. He came on "
        f"{date_label(row.date, 'day')} and left on {date_label(row.end_date, 'day')}. "
        "That answers the bet of lesson 0, too. Even so, no single "
        f"case can refute a forecast of 5 or of 20 %. Mongolia's reasons, as reported. {row.host_reason}. "
        "What the Court answered stands below.",
        "suspect_visits",
    )


def _friend(load: Load) -> float:
    return brier([0.2, 0.9], [False, True])


_PREDICTIONS = {
    "8.seventeen": Number(
        "Before September 2024 our table knows 17 visits of heads of state under a warrant to members of "
        "the Court. How many ended in an arrest?",
        0,
        17,
        "visits",
        1,
        outcome=_seventeen,
        near=0,
        claim="C32",
    ),
    "8.called_off": Number(
        "Before September 2024: of all known plans of leaders under a warrant to travel to a member of the "
        "Court, which share was called off?",
        0,
        100,
        "%",
        1,
        outcome=_called_off,
        near=5,
        claim="C40",
    ),
    REVEAL: Probability(
        "It is 1 September 2024, a Sunday. The Kremlin has announced that Vladimir Putin will visit Mongolia, "
        "a member of the Court that asks for his arrest, on the 3rd. How likely is it that Mongolia arrests "
        "him?",
        0,
        100,
        "%",
        1,
        outcome=_mongolia,
        claim="C32",
        race=(*(f"8.trip_{letter}" for letter in facts.LETTERS), REVEAL),
        rivals=functools.partial(_rivals, "Mongolia"),
    ),
}


def PREDICTIONS() -> dict[str, Number]:
    """All predictions of the lesson by id, built when first asked for: the eight trips from their rows."""
    return _PREDICTIONS | _trips()


CHECKS = {
    "8.rule": Check(
        "the expected rate of arrest by the rule of succession, in per cent",
        rate_by_rule,
        "share",
        tolerance=0.27,
        unit="%",
        hints=[
            Hint(
                "That is the bare fraction, nothing at all. The "
                "rule adds one case of each kind before it divides.",
                when=equals(0),
            ),
            Hint(
                "You added one above, and only one below. Two imagined cases were added in all.",
                when=near(
                    lambda load: 100 * (visits_to_members(load)[0] + 1) / (visits_to_members(load)[1] + 1),
                    0.1,
                ),
            ),
            Hint(
                "You added one above, but nothing below. Two imagined cases were added in all.",
                when=near(
                    lambda load: 100 * (visits_to_members(load)[0] + 1) / visits_to_members(load)[1], 0.1
                ),
            ),
            Hint(
                "That is the upper end of what is plausible; the question is about the middle.",
                when=near(lambda load: 100 * upper_bound(posterior(*visits_to_members(load))), 0.6),
            ),
            Hint("One more arrest above the line, two more cases below it."),
        ],
        how="100 * (0 + 1) / (17 + 2)",
        right=_right_rule,
    ),
    "8.not_made": Check(
        "the share of the known plans that was called off",
        lambda load: _plans(load)[0] / _plans(load)[1],
        "share",
        tolerance=0.006,
        code=True,
        hints=[
            Hint(
                "That is the share that was made. The question is about the others.",
                when=near(lambda load: 1 - _plans(load)[0] / _plans(load)[1], 0.006),
            ),
            Hint(
                "You divided by the trips that were made. A plan called off was a plan, too.",
                when=near(lambda load: _plans(load)[0] / (_plans(load)[1] - _plans(load)[0]), 0.006),
            ),
            Hint(
                "That is how many. What share of all plans is it?",
                when=equals(lambda load: _plans(load)[0]),
            ),
            Hint('plans.result == "called off" is true or false for each plan; the mean of that is a share.'),
        ],
        how='(plans.result == "called off").mean()',
        right=_right_plans,
    ),
    "8.friend": Check(
        "the Brier score of the two forecasts",
        _friend,
        "number",
        tolerance=0.0051,
        hints=[
            Hint(
                "You added up, but did not divide by two.", when=near(lambda load: 2 * _friend(load), 0.0005)
            ),
            Hint("You left out the squares.", when=near(0.15, 0.0005)),
            Hint(
                "The second one happened: its distance is 1 - 0.9.",
                when=near(lambda load: (0.2**2 + 0.9**2) / 2, 0.0005),
            ),
            Hint("Use fractions: 0.2, not 20.", when=above(1)),
            Hint(
                "How far was each forecast from what came, 0 or 1? Square each distance, then take the mean."
            ),
            Hint("The first: 0.2 squared. The second: the square of 1 - 0.9. Then half their sum."),
        ],
        how="(0.2 ** 2 + (1 - 0.9) ** 2) / 2",
        right="A coin would score 0.25. Compare: what does your running score say so far?",
    ),
}

QUIZ = {
    "8.quiz.zero": Question(
        "It never happened in ten cases. What is a sensible forecast for the next one?",
        ["0 %: it hasn't happened yet", "About 8 %: one in twelve", "50 %: nobody can know that"],
        1,
        {
            0: "Ten cases can't rule out something rare, and a sure zero can never be mended.",
            1: "One more case of each kind: (0 + 1) / (10 + 2).",
            2: "Then ten cases would have taught you nothing.",
        },
    ),
    "8.quiz.selected": Question(
        "In our table every former leader ended in custody. Why is that no base rate of 100 %?",
        [
            "Being arrested is what brought them into the table",
            "There are few of them, fewer than the leaders in office",
            "It is one: all of the known cases count",
        ],
        0,
        {
            0: "Whoever travelled and was left in peace never came into the list.",
            1: "That too, but more of them, chosen in the same way, would not help.",
            2: "Ask first how a case gets into the list.",
        },
    ),
    "8.quiz.one": Question(
        "Someone said 20 %, and it happened. Was the forecast bad?",
        ["Yes: 20 % means that it will not happen", "One case can't tell; look at many"],
        1,
        {0: "Of five things called 20 % likely, one should happen.", 1: "That is calibration."},
    ),
    "8.quiz.treated": Question(
        "From lesson 5: something happens after an event. What do you ask before you call it an effect?",
        ["Whether it would have happened anyway", "Whether the newspapers wrote that it was"],
        0,
        {
            0: "A baseline, such as others to whom nothing was done.",
            1: "News tells that it happened, not why.",
        },
    ),
    "8.quiz.absence": Question(
        "From lesson 0: no report of a penalty was found. What do you write?",
        ["There was none, or it would be known", "None was found, and where we looked"],
        1,
        {0: "You only know that you have not seen one.", 1: "Then somebody who finds one can correct you."},
    ),
}

BEFORE = {
    "8.before.never": Question(
        "Eight lorries have crossed a new bridge, and none was stopped. You know nothing else of it. What do you "
        "say of the ninth?",
        [
            "A chance of 0 %",
            "A chance near 10 %",
            "A chance of 50 %",
            "No chance can be told",
        ],
        1,
        {
            0: "Eight cases can't rule out something rare.",
            1: "One more case of each kind: (0 + 1) / (8 + 2).",
            2: "Then eight cases would have taught you nothing.",
            3: "You would not bet as much on it as on a coin: that is a number already.",
        },
    ),
}

AFTER = {
    "8.after.never": Question(
        "A newspaper has asked a minister for eighteen interviews, and was given none. You know nothing else of "
        "them. What do you say of the next one?",
        [
            "That no one can say a chance",
            "That its chance is even: 50 %",
            "That it has a chance of 0 %",
            "That it has one of near 5 %",
        ],
        3,
        {
            0: "You would not bet as much on it as on a coin: that is a number already.",
            1: "Then eighteen cases would have taught you nothing.",
            2: "Eighteen cases can't rule out something rare.",
            3: "One more case of each kind: (0 + 1) / (18 + 2).",
        },
    ),
}

OBJECTIVES = {
    "choose a reference class, and say what speaks against your choice": ["8.seventeen", "8.quiz.selected"],
    'turn "it never happened" into a sensible probability': [
        "8.rule",
        "8.quiz.zero",
        "8.before.never",
        "8.after.never",
    ],
    "score a forecast, your own included": ["8.friend", "8.mongolia", "8.quiz.one"],
}
