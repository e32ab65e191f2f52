"""The quiz at the end of a lesson: `quiz(3)`. Feedback at once, with the reason; the first answers count.

The items are `Question`; a lesson holds its own in its items.py, in the dictionary QUIZ, in the order of the quiz.
`quiz("before")` and `quiz("after")` ask the questions BEFORE and AFTER of all lessons: each once, and none is answered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256

from helpers import registry
from helpers.asking import forms
from helpers.asking.moving import with_work
from helpers.asking.predict import say
from helpers.tables import Load
from helpers.work.workbook import Workbook, book

WHERE_KEPT = (
    "All are kept; nobody marks them. The class report lays the questions {} the lessons beside the others."
)
SHEETS = {"before": "Ten questions before the lessons", "after": "Ten questions after the lessons"}
SPREAD = "steppe"  # another word, another order of all options; this one spreads the right ones


@dataclass(frozen=True)
class Question:
    """One question with one right option.

    answer : index of the right option, or a function of `load` that returns it.
    why    : {index: sentence}, the reason each option is right or wrong.
    """

    prompt: str
    options: list[str]
    answer: int | Callable[[Load], int]
    why: dict[int, str] = field(default_factory=dict)

    def right(self, load: Load) -> int:
        """The index of the right option."""
        return self.answer(load) if callable(self.answer) else self.answer

    def feedback(self, load: Load) -> dict[int, dict]:
        """What the form says to each option: {index: entry}."""
        right = self.right(load)
        return {index: self._entry(index, index == right) for index in range(len(self.options))}

    def untold(self) -> dict[int, dict]:
        """What the form says to each option where no answer is told: {index: entry}."""
        return {index: forms.entry(True, f"“{text}”") for index, text in enumerate(self.options)}

    def _entry(self, index: int, right: bool) -> dict:
        why = self.why.get(index, "")
        if right:
            return forms.entry(
                True, f"“{self.options[index]}”", [forms.line("right", why or "Well seen.")], word="Answered"
            )
        return forms.entry(
            lines=[forms.line("wrong", f"“{self.options[index]}”: {why or 'look again.'} Choose again.")]
        )


def quiz(lesson: int | str) -> None:
    """Show the questions of a lesson in one form; a lesson without questions gets one sentence.

    lesson: its number, or "8b"; or "before" or "after", for the questions before and after the lessons, which tell no
    answer.
    """
    if lesson in SHEETS:
        return _show(of_all(str(lesson)), WHERE_KEPT.format(lesson))
    questions = registry.collection("QUIZ", lesson) if isinstance(lesson, (int, str)) else {}
    if not questions:
        return say(f"There is no quiz for lesson {str(lesson)[:20]!s}.")
    return _show(questions)


def of_all(form: str) -> dict[str, Question]:
    """The questions "before" or "after" of all lessons."""
    kind = form.upper()
    return {id: one for lesson in registry.LESSONS for id, one in registry.collection(kind, lesson).items()}


def page_of_all(form: str) -> forms.OnPage:
    """The questions "before" or "after" all lessons as a form for a page of their own, where no Python runs."""
    questions = of_all(form)
    empty = {id: forms.entry() for id in ("", *questions)}
    untold = on_page(questions, registry.tables(), WHERE_KEPT.format(form))
    return forms.OnPage(quiz_spec(questions), empty, untold)


def _show(questions: dict[str, Question], untold: str = "") -> None:
    """Show questions in one form. untold: what is said once all are answered, where no answer is told; else ""."""
    kept, load = book(), registry.tables()

    @cache
    def replies(id: str) -> dict[int, dict]:
        return questions[id].untold() if untold else questions[id].feedback(load)

    def answer(_action: str, values: dict) -> dict:
        for id, given in values.items():
            index = given.get("value")
            if id not in questions or not _is_option(index, questions[id]):
                continue
            if not untold:
                kept.record_answer(id, index, replies(id)[index]["kept"], section="quiz")
            elif id not in kept.all()["quiz"]:
                kept.record_answer(id, index, None, section="quiz")
        return state()

    def state() -> dict:
        quiz_answers = kept.all()["quiz"]
        result = {"": forms.entry(lines=counted(kept, questions, untold))}
        for id in questions:
            last = quiz_answers.get(id, {}).get("value")
            result[id] = replies(id)[last] if _is_option(last, questions[id]) else forms.entry()
        return result

    spec, act = with_work(
        quiz_spec(questions), state, answer, download="Download my work", restore="Restore my work"
    )
    forms.show_form(forms.form(spec, state(), act, lambda: on_page(questions, load, untold)))


def _is_option(value: object, question: Question) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value in range(len(question.options))


def on_page(questions: dict[str, Question], load: Load, untold: str = "") -> dict:
    """What helpers/pages/answering.js needs: what is said to each option of each question. untold: as in `_show`."""
    if untold:
        said = {id: list(question.untold().values()) for id, question in questions.items()}
        return {"kind": "quiz", "feedback": said, "untold": untold}
    replies = {id: list(question.feedback(load).values()) for id, question in questions.items()}
    right = {id: replies[id][question.right(load)] for id, question in questions.items()}
    return {"kind": "quiz", "feedback": replies, "opened": right}


def quiz_spec(questions: dict[str, Question]) -> dict:
    """The form of a quiz."""
    fieldsets = [
        {
            "id": id,
            "legend": f"{number}. {question.prompt}",
            "help": "",
            "button": "Answer",
            "controls": [forms.radio([(index, question.options[index]) for index in order(id, question)])],
        }
        for number, (id, question) in enumerate(questions.items(), start=1)
    ]
    return {"label": "Quiz", "fieldsets": fieldsets}


def order(id: str, question: Question) -> list[int]:
    """The indices of the options in the order in which they are shown, the same each time.

    No place is better than another, whatever place the right option has in items.py. Quantities, and Yes and No, stay
    in their own order.
    """
    indices = range(len(question.options))
    if any(option[0].isdigit() or option.startswith(("Yes", "No,")) for option in question.options):
        return list(indices)
    return sorted(indices, key=lambda index: sha256(f"{SPREAD} {id} {index}".encode()).digest())


def counted(kept: Workbook, questions: dict[str, Question], untold: str = "") -> list[dict]:
    """The line under a quiz, once all have been answered: how many were right at the first go, or else `untold`."""
    answers = {id: one for id, one in kept.all()["quiz"].items() if id in questions and one["tries"]}
    trouble = forms.trouble(kept) if answers else []
    if len(answers) < len(questions):
        return trouble
    first = sum(one["tries"][0]["right"] is True for one in answers.values())
    return [forms.line("plain", untold or f"Right at the first go: {first} of {len(questions)}."), *trouble]
