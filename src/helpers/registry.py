"""Which items the lessons have: what is predicted, checked, asked and judged, found by their ids.

Each lesson has a folder in `helpers.lessons`, imported only when one of its items is used. Its items.py holds
up to six dictionaries, PREDICTIONS, CHECKS, QUIZ, OBJECTIVES, BEFORE and AFTER, its findings.py one, CLAIMS. A
mistake in a lesson's module is raised as it is, never taken for an item that doesn't exist. One example of each
kind, to copy from::

    from helpers.asking.check_items import Check, Hint
    from helpers.asking.claims import Assessment, Fact, Finding, Sentence
    from helpers.asking.predict import Choice, Number, Outcome
    from helpers.asking.quiz import Question

    # An outcome, an expected value or a finding is computed from the tables; none is stored as a number.
    def china_2023(load):
        rows = load("trade_partners").query("year == 2023 and partner == 'China'")
        share = rows["share_percent"].iloc[0]
        return Outcome(share, f"In 2023 China bought {share:.0f} % of Mongolia's exports.",
                       rests_on="table trade_partners, CIA World Factbook 2025")

    PREDICTIONS = {
        # A number with a slider beside it. `near` is how far off still counts as close (default: a twentieth
        # of the range).
        "3.china_2023": Number("In 2023, what share of Mongolia's exports went to China?", 0, 100, "%",
                               outcome=china_2023, claim="C15"),
        # A choice. The outcome's value is the index of the right option, or None where none is right.
        "0.area": Choice("Which of these countries is the largest?", ["France", "Mongolia", "Egypt"],
                         outcome=lambda load: Outcome(1, "Mongolia is.", rests_on="table income_population")),
    }

    CHECKS = {
        "3.share_2023": Check(
            "China's share of exports in 2023",             # what is asked, told to a blank answer
            expected=lambda load: 91.5,                     # a function of load; a real one computes
            kind="share",                                   # number, share, text, set or frame
            tolerance=3, unit="%",
            hints=[
                # A misconception: said at once when `when` is true. `given` is what was read: the number
                # (in `unit`), text, set or frame.
                Hint("That looks like imports: the column is flow.", when=lambda given, load: given < 60),
                # Without `when`: said from the second wrong try on, one further each time.
                Hint("Which rows have flow == 'export' and year == 2023?"),
            ],
            how="exports.query('year == 2023') and read China's share.",   # told from the fourth wrong try
            right="One buyer takes nine tenths."),          # a text, or a function of (given, load)
    }

    QUIZ = {   # shown in this order
        "3.quiz.hhi": Question("Which country has the higher index?", ["50, 30, 20", "90, 10"],
                               answer=1,                    # an index, or a function of load that gives one
                               why={0: "Three buyers share it: 3,800.", 1: "One dominates: 8,200."}),
    }

    # One question in two forms, before all lessons and after them: one idea, another surface, four options each.
    BEFORE = {"3.before.unseen": Question(...)}
    AFTER = {"3.after.unseen": Question(...)}

    OBJECTIVES = {   # what the lesson promises, in the notebook's words and order, and what tests it
        "measure how concentrated a country's trade is in one line": ["3.hhi_2023", "3.quiz.hhi"],
    }

    # What a lesson keeps beside these, for the page that is printed: (question, entry of a form) each.
    def also_kept(content): ...

    CLAIMS = {
        # A sentence has the day from which it was known: a row's date, or a year, which stands for its last day.
        "C15": Fact(lambda load: Finding(
            91.5, "holds",
            Sentence("A sentence with number and year.", known=2023, sources=["cia-factbook-2025"]),
            Sentence("Another one."))),
        "C06": Assessment(
            "holds with a condition", Sentence("One sentence."),
            for_=[Sentence("…")], against=[Sentence("…")],
            dated="1 November 2026", source_ids=["tong-krusekopf-2024"]),
    }
"""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import TYPE_CHECKING, Any

from helpers.errors import LessonError

if TYPE_CHECKING:
    from helpers.tables import Load

from helpers.words import did_you_mean

LESSONS = {
    0: "start_here",
    1: "between_empires",
    2: "after_1990",
    3: "one_customer",
    4: "fuel_and_rails",
    5: "leverage",
    6: "third_neighbours",
    7: "the_court",
    8: "will_they_arrest",
    9: "decision_room",
}
# Lessons on another article, each named for the lesson that it follows. They answer like any lesson; the ledger, the
# report, the questions before and after and "of ten" go through LESSONS and don't know them.
OUTSIDE = {"8b": "budapest"}


def title(lesson: int | str) -> str:
    """The title of a lesson: "One customer"."""
    return _folders()[lesson].replace("_", " ").capitalize()


def module(lesson: int | str, room: str) -> ModuleType:
    """A module of a lesson's folder: "items" or "findings"."""
    return importlib.import_module(f"helpers.lessons.{_folders()[lesson]}.{room}")


def _folders() -> dict[int | str, str]:
    return dict([*LESSONS.items(), *OUTSIDE.items()])


def collection(kind: str, lesson: int | str) -> dict:
    """A lesson's items of one kind ("PREDICTIONS", "CHECKS", "QUIZ", "BEFORE", "AFTER", "CLAIMS"), by id; may be empty.

    "OBJECTIVES" are by their text: the ids of the items and claims that test each.

    A dictionary that is built from tables is a function in its module, called when it is asked for;
    LessonError where one of them is damaged.
    """
    if lesson not in _folders():
        return {}
    found = vars(module(lesson, "findings" if kind == "CLAIMS" else "items")).get(kind, {})
    return found() if callable(found) else found


def find(kind: str, id: object) -> Any:
    """The item with this id, or None. An id is "<lesson number>.<name>", such as "3.share_2023" or "8b.days"."""
    number, dot, _ = id.partition(".") if isinstance(id, str) else ("", "", "")
    if dot and number in OUTSIDE:
        return collection(kind, number).get(id)
    if not dot or not number.isascii() or not number.isdigit():
        return None
    return collection(kind, int(number)).get(id)


def unknown(kind: str, id: object) -> str:
    """A sentence for an id that doesn't exist, with the ids closest to it."""
    what = {"PREDICTIONS": "prediction", "CHECKS": "check"}[kind]
    known = [one for lesson in _folders() for one in _readable(kind, lesson)]
    if not isinstance(id, str):
        return (
            f'The name of a {what} goes in quotation marks, for example "{known[0] if known else "3.name"}".'
        )
    return f'There is no {what} called "{id[:60]}". {did_you_mean(id, known, repr)}'.rstrip()


def _readable(kind: str, lesson: int | str) -> dict:
    try:
        return collection(kind, lesson)
    except LessonError:  # a damaged table in another lesson is no answer to an unknown id
        return {}


def tables() -> Load:
    """The function `load`, imported when it is first needed."""
    from helpers.tables import load

    return load
