"""Pages of answers for instructors, made by the code that checks: `python3 start.py answers [NUMBER ...]`.

One page a lesson in build/answers, 03.html: what came of every prediction, what every check accepts and which slips it
knows, the quiz with its reasons, the verdicts of the collection. One more holds the questions before and after. Nothing
on them is written anywhere but in the lessons' items and findings.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from classroom.page import sentence, template
from helpers import registry
from helpers.asking.answers import expected_of, praise, shown
from helpers.asking.check_items import Check
from helpers.asking.claims import VERDICTS, Assessment, joined, ledger, registered
from helpers.asking.comparing import near_enough
from helpers.asking.drawn import Drawn
from helpers.asking.predict import Choice, Number, Probability
from helpers.asking.quiz import Question, order
from helpers.asking.reading import member
from helpers.errors import LessonError
from helpers.registry import title
from helpers.tables import citations
from helpers.words import amount
from tools.setting_up import Stop

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "build" / "answers"
FORMS = {"before": "Before the lessons", "after": "After the lessons"}
OWN = "No answer is the right one: it follows from what the student kept."


# --- what is said of each kind of item ----------------------------------------------------------------------------


def prediction(id: str, item: Number | Choice | Drawn) -> dict:
    """What came of a prediction: id, asked, note, says, rests_on, close (what counts as close), options, years."""
    outcome = item.outcome(registry.tables()) if item.outcome and not item.own else None
    value = outcome.value if outcome else None
    options, years = [], []
    if isinstance(item, Choice):
        options = [(text, index == value) for index, text in enumerate(item.options)]
    elif isinstance(item, Drawn) and value:
        years = [(year, amount(float(f"{one:.3g}"), item.unit)) for year, one in sorted(value.items())]
    return {
        "id": id,
        "asked": item.question,
        "note": item.note,
        "says": outcome.says
        if outcome
        else OWN
        if item.own
        else "It is kept, and this lesson doesn't answer it.",
        "rests_on": outcome.rests_on if outcome else "",
        "close": "" if value is None else _close(item, value),
        "options": options,
        "years": years,
    }


def _close(item: Number | Choice | Drawn, value: Any) -> str:
    """What counts as close to what came out, in a sentence; "" for a choice."""
    if isinstance(item, Choice):
        return ""
    if isinstance(item, Probability):
        return "Scored by its square distance from what happened, not as right or wrong."
    rule = item.comparing(value)
    if not rule["near"]:
        return "Only that number is right."
    off = amount(rule["near"], rule["unit"] if rule["unit"] == "points" else "")
    return f"Close is at most {off} off{', on average over the years' if isinstance(item, Drawn) else ''}."


def check(id: str, item: Check) -> dict:
    """What a check accepts: id, asked, answer (as one may type it), accepts (what else), how, says, slips, steps.

    answer is "" where it follows from the student's own work.
    """
    expected = None if item.own else expected_of(item)
    return {
        "id": id,
        "asked": sentence(item.ask),
        "answer": "" if item.own else answer(item, expected),
        "accepts": OWN if item.own else accepts(item, expected),
        "how": item.how,
        "says": "" if item.own else praise(item, _given(item, expected), registry.tables()),
        "slips": [hint.say for hint in item.hints if hint.when],
        "steps": [hint.say for hint in item.hints if not hint.when],
    }


def answer(item: Check, expected: Any) -> str:
    """A right answer as one may type it."""
    if item.kind in ("text", "country") and not isinstance(expected, str):
        return str(next(iter(expected)))
    return shown(expected, item)


def accepts(item: Check, expected: Any) -> str:
    """What else is right, in a sentence."""
    if item.kind in ("number", "share"):
        if item.none and not expected:
            return f"Also: {', '.join(item.none)}."
        several = expected if isinstance(expected, (list, tuple)) else [expected]
        if item.kind == "number" and all(
            float(one).is_integer() and near_enough(one, item) < 1 for one in several
        ):
            return "No other number."
        ranges = [_range(float(one), near_enough(float(one), item)) for one in several]
        share = "; as a share of one or in per cent" if item.kind == "share" else ""
        return f"Right {', or '.join(ranges)}{' ' + item.unit if item.unit else ''}{share}."
    if item.kind == "text" and not isinstance(expected, str):
        return f"Any of: {', '.join(map(str, expected))}; in capitals or not."
    if item.kind == "frame":
        return "A table or column with these values, whatever its index."
    return {
        "country": "By any name or code of the country.",
        "date": "However the day is written.",
        "set": "All of them and no other, in any order.",
        "text": "In capitals or not.",
    }[item.kind]


def _range(expected: float, room: float) -> str:
    """What lies within `room` of a number: "from 1.94 to 2.26"."""
    places = max(0, 1 - math.floor(math.log10(room)))
    return f"from {expected - room:,.{places}f} to {expected + room:,.{places}f}"


def _given(item: Check, expected: Any) -> Any:
    """The right answer as it is read, of which a check says something."""
    if item.kind == "set":
        return {member(one) for one in expected}
    if item.kind in ("text", "country", "date"):
        return answer(item, expected)
    return expected


def question(id: str, item: Question) -> dict:
    """A question of a quiz: id, asked, options [(text, whether it is right, the reason)] as students see them."""
    right = item.right(registry.tables())
    options = [(item.options[one], one == right, item.why.get(one, "")) for one in order(id, item)]
    return {"id": id, "asked": item.prompt, "options": options}


def claim(id: str, wording: str) -> dict:
    """What the collection says of a claim: id, asked, verdict, basis, says, more [(word, text)], sources."""
    item = registered(id)
    if item is None:
        raise Stop(f"No lesson says anything of claim {id} yet.")
    basis = "The tables say"
    if isinstance(item, Assessment):
        basis = f"Editorial assessment of {item.dated}, not scored"
    found = item if isinstance(item, Assessment) else item.compute(registry.tables())
    known = citations(registry.tables())
    more = [("More", joined(found.further)), ("For", found.for_), ("Against", found.against)]
    return {
        "id": id,
        "asked": wording,
        "verdict": VERDICTS[found.verdict],
        "basis": basis,
        "says": found.says,
        "more": [(word, text) for word, text in more if text],
        "sources": [known.get(one, one) for one in found.main],
    }


# --- the pages ----------------------------------------------------------------------------------------------------


def lesson(number: int) -> dict:
    """All that stands on the page of a lesson, by kind."""
    claims = ledger()
    return {
        "number": number,
        "title": f"{number} · {title(number)}",
        "predictions": [prediction(*one) for one in registry.collection("PREDICTIONS", number).items()],
        "checks": [check(*one) for one in registry.collection("CHECKS", number).items()],
        "quizzes": [("Quiz", [question(*one) for one in registry.collection("QUIZ", number).items()])],
        "claims": [claim(*one) for one in claims.claim[claims.lesson == number].items()],
    }


def before_and_after() -> dict:
    """All that stands on the page of the questions before and after the lessons."""

    def of(form: str, number: int) -> Iterable[tuple[str, Question]]:
        return registry.collection(form.upper(), number).items()

    quizzes = [
        (heading, [question(*one) for number in registry.LESSONS for one in of(form, number)])
        for form, heading in FORMS.items()
    ]
    empty: dict = {"number": None, "predictions": [], "checks": [], "claims": []}
    return {**empty, "title": "Questions before and after", "quizzes": quizzes}


def pages(numbers: Iterable[int]) -> dict[str, str]:
    """{file name: HTML} of these lessons."""
    made = {f"{number:02d}.html": lesson(number) for number in numbers}
    made["before_and_after.html"] = before_and_after()
    names = [(name, one["title"]) for name, one in made.items()]
    return {
        name: template("answers.html.j2").render(**one, name=name, names=names) for name, one in made.items()
    }


def lessons_named(typed: list[str]) -> list[int]:
    """The lessons of these numbers, all where none is given; Stop where one is no lesson's."""
    wrong = [one for one in typed if not one.isdecimal() or int(one) not in registry.LESSONS]
    if wrong:
        raise Stop(f"There is no lesson {wrong[0]}: they are 0 to {max(registry.LESSONS)}.")
    return sorted({int(one) for one in typed}) or list(registry.LESSONS)


def written(typed: list[str], command: str, about: str, made_of: Callable, said: str, out: Path) -> int:
    """Carry out a command that writes pages for the lessons that were typed; returns 0, or 1 after a sentence.

    command, about: how it is called, and in a line what it does. made_of: gives {file: text} for numbers of lessons.
    said: what is printed after the number of pages. out: the folder they go to.
    """
    parser = argparse.ArgumentParser(prog=f"start.py {command}", description=about)
    parser.add_argument("numbers", nargs="*", help="numbers of lessons; all where none is given")
    try:
        made = made_of(lessons_named(parser.parse_args(typed).numbers))
    except (Stop, LessonError) as problem:
        print(problem, file=sys.stderr)
        return 1
    out.mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        (out / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(made)} {said}: {out}")
    return 0


def main(typed: list[str]) -> int:
    """Write the pages of the lessons named, or of all."""
    return written(typed, "answers", __doc__.splitlines()[0], pages, "pages of answers, for you alone", OUT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
