"""One page of a lesson with what its student kept: to print, or to hand in.

Only what was answered stands in it, with what it opened; of the rest it says how much is left, since a question can
give another one's answer away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from helpers import markup, registry
from helpers.asking import claims, forms, predict
from helpers.asking.answers import shown
from helpers.asking.check_items import Check
from helpers.asking.quiz import Question
from helpers.tables import Load, date_label
from helpers.words import how_many
from helpers.work.content import is_empty
from helpers.work.lasting import pictured
from helpers.work.workbook import book

HERE = Path(__file__).parent
NOTHING = "Nothing of this lesson is kept yet."
FOOT = (
    "What was answered, when, and what came out, as the workbook holds it; times are UTC. What is not answered yet "
    "stays closed here, too."
)
VERDICTS = {True: "right", False: "not yet", None: "kept"}


@dataclass
class Answered:
    """A question with what was said to it. what: lines in order, each {"text", "folded", and perhaps "picture"}."""

    question: str
    what: list[dict]


@dataclass
class Part:
    """A part of the page: its heading, what was answered, and a sentence on what wasn't ("" where all was)."""

    heading: str
    answered: list[Answered] = field(default_factory=list)
    open: str = ""


def as_html(lesson: int | str) -> str:
    """The page of a lesson as the workbook stands now; LessonError where a table can't be read."""
    content, told = book().all(), parts(lesson)
    return markup.render(
        "asking/lesson_page.html.j2",
        style=markup.as_it_is((HERE / "lesson_page.css").read_text(encoding="utf-8")),
        title=f"Lesson {lesson} · {registry.title(lesson)}",
        since="" if is_empty(content) else f"Workbook begun {moment(content['since'])}.",
        nothing="" if any(part.answered for part in told) else NOTHING,
        parts=told,
        foot=FOOT,
    )


def parts(lesson: int | str) -> list[Part]:
    """What stands on the page, as on the lesson's page of the web book (helpers/pages/answers.js)."""
    rooms = (_doors, _predictions, _checks, _also, _verdicts, _quiz)
    return [part for part in (room(lesson) for room in rooms) if part.answered or part.open]


def moment(at: str) -> str:
    """A time of the workbook as one reads it.

    >>> moment("2026-11-30T09:05:00.000000Z")
    '30 November 2026, 09:05'
    """
    return f"{date_label(at[:10], 'day')}, {at[11:16]}"


def _line(text: str, folded: Iterable[str] = (), picture: str = "") -> dict:
    return {"text": text, "folded": list(folded), "picture": picture}


def _lines(lines: Iterable[dict], question: str) -> Iterator[dict]:
    """The lines of a form, on paper: nothing folded away, a drawing as a picture."""
    for one in lines:
        picture = _picture(one, question) if "chart" in one else ""
        folded = [forms.in_words(more) for more in one.get("folded", [])]
        yield _line(forms.in_words(one), folded, picture)


def _picture(line: dict, question: str) -> str:
    from helpers.asking.empty_axes import drawn_axes  # late, so that a form without axes stays light

    return markup.as_it_is(pictured(drawn_axes(line["chart"], question), line["text"]).page)


def _rest(many: int, of: int, noun: str) -> str:
    if many == of:
        return ""
    return f"{how_many(of - many, noun)} of {of} not answered yet."


def _doors(lesson: int | str) -> Part:
    """The first verdicts."""
    kept, wordings = book(), _claims(lesson)
    told = [
        Answered(f"{id} · {text}", [_line(f"{claims.said(first)}. ({moment(first['at'])})")])
        for id, text in wordings.items()
        if (first := kept.verdicts(id)["first"])
    ]
    return Part("At the door", told, _rest(len(told), len(wordings), "claim"))


def _claims(lesson: int | str) -> dict[str, str]:
    table = claims.outside() if lesson in registry.OUTSIDE else claims.ledger()
    return table[table["lesson"] == lesson]["claim"].to_dict()


def _predictions(lesson: int | str) -> Part:
    items, told = registry.collection("PREDICTIONS", lesson), []
    for id, item in items.items():
        if not (kept := book().prediction(id)):
            continue
        first, *others = predict.comparison(item, kept)
        lines = [_line(f"{first['text']} ({moment(kept['at'])})"), *_lines(others, item.question)]
        told.append(Answered(item.question, lines))
    return Part("What you predicted, and what came out", told, _rest(len(told), len(items), "prediction"))


def _checks(lesson: int | str) -> Part:
    items = registry.collection("CHECKS", lesson)
    told = [
        Answered(item.ask[:1].upper() + item.ask[1:], list(_tried(item, kept)))
        for id, item in items.items()
        if (kept := book().answer(id))
    ]
    return Part("Your turn", told, _rest(len(told), len(items), "check"))


def _tried(item: Check, kept: dict) -> Iterator[dict]:
    for number, one in enumerate(kept["tries"], 1):
        yield _line(
            f"Try {number}: {shown(one['value'], item)}, {VERDICTS[one['right']]}. ({moment(one['at'])})"
        )


def _also(lesson: int | str) -> Part:
    """What only this lesson keeps: `also_kept` of its items.py."""
    own = getattr(registry.module(lesson, "items"), "also_kept", None)
    entries = own(book().all()) if own else []
    told = [Answered(question, [_line(one["you"])]) for question, one in entries if one["kept"]]
    return Part("What else you kept", told, _rest(len(told), len(entries), "question"))


def _verdicts(lesson: int | str) -> Part:
    kept, wordings, told = book(), _claims(lesson), []
    for id, text in wordings.items():
        mine = kept.verdicts(id)
        if not (last := mine["last"]):
            continue
        why = f" {claims.MOVED_BY} “{last['reason']}”" if last["reason"] else ""
        lines = [_line(f"{claims.said(last)}.{why} ({moment(last['at'])})")]
        if first := mine["first"]:
            lines.append(_line(claims.moved(first, last)))
        lines += _lines(claims.finding_lines(id), text)
        told.append(Answered(f"{id} · {text}", lines))
    return Part("Verdicts, and what the tables say", told, _rest(len(told), len(wordings), "verdict"))


def _quiz(lesson: int | str) -> Part:
    questions, load, answers = registry.collection("QUIZ", lesson), registry.tables(), book().all()["quiz"]
    told = [
        Answered(question.prompt, list(_chosen(question, answers[id], load)))
        for id, question in questions.items()
        if id in answers
    ]
    return Part("Quiz", told, _rest(len(told), len(questions), "question"))


def _chosen(question: Question, kept: dict, load: Load) -> Iterator[dict]:
    known = question.feedback(load)
    for number, one in enumerate(kept["tries"], 1):
        if one["value"] in known and not isinstance(one["value"], bool):
            option = question.options[one["value"]]
            yield _line(f"Try {number}: “{option}”, {VERDICTS[one['right']]}. ({moment(one['at'])})")
    if kept["right"] and kept["value"] in known:
        yield _line(known[kept["value"]]["lines"][0]["text"])
