"""Checking an answer: `check("3.share_2023", my_share)` says in a sentence what is right and what is not yet.

The expected value is computed from the tables each time. Whatever a student passes gets a sentence; nothing raises.
The items are `Check`; a lesson holds its own in its items.py.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from helpers import markup, registry
from helpers.asking.check_items import NOTHING, Check
from helpers.asking.comparing import COMPARERS, Right, short
from helpers.asking.forms import TONES, needs_python
from helpers.asking.reading import READERS, Unreadable, is_blank
from helpers.asking.slips import older_value, this_cell
from helpers.errors import LessonError
from helpers.pages import without_kernel
from helpers.tables import Load
from helpers.work.workbook import book

TELL_FROM_TRY = 4
_log = logging.getLogger(__name__)


class Reply(markup.Shown):
    """What a check says back: a sign, a word, a sentence, perhaps a hint; colour only adds to them."""

    def __init__(self, tone: str, word: str, *sentences: str):
        self.tone, self.word = tone, word
        self.text = " ".join(filter(None, sentences))
        sign, _, colour = TONES[tone]
        page = markup.render("asking/reply.html.j2", sign=sign, colour=colour, word=word, text=self.text)
        super().__init__(page, f"{sign} {word}: {self.text}")


def check(id: str, answer: object = NOTHING) -> None:
    """Show whether an answer is right, and if not, what about it isn't.

    id     : "<lesson>.<name>"; an unknown one is answered with a sentence and the closest ids.
    answer : anything. Nothing, None, ... or an empty text gets a gentle prompt and isn't recorded.
    """
    from IPython.display import display

    if without_kernel.folder() is not None:
        return display(explained(id))
    older = older_value(this_cell(), id) if isinstance(id, str) else ""
    display(Reply("ask", "Hm", older) if older else reply(id, answer))


class Explained(Reply):
    """What stands for a check where no Python runs: what is asked, the way to Python, and an answer behind "show"."""

    def __init__(self, item: Check):
        super().__init__("ask", "Your turn", f"{item.task} Asked: {item.ask}.")
        try:
            expected = _expected(item)
            self.answer, said = _in_short(expected, item), _praise(item, expected, registry.tables())
        except LessonError:  # it follows from what the student keeps; on a page nothing is kept yet
            self.answer = said = ""
        self.page = markup.render(
            "asking/explained.html.j2",
            asked=self.page,
            python=needs_python("To work it out yourself and have it checked you need Python."),
            answer=self.answer,
            how=item.how,
            said=said,
        )


def explained(id: str) -> Reply:
    """What is shown for a check where no Python runs; a note for an id that doesn't exist."""
    item = registry.find("CHECKS", id)
    return Explained(item) if item else Reply("note", "Note", registry.unknown("CHECKS", id))


def _in_short(expected: Any, item: Check) -> str:
    """The right answer as a page shows it: one of several names, the first rows of a table."""
    if item.kind in ("text", "country") and not isinstance(expected, str):
        return str(next(iter(expected)))
    if hasattr(expected, "head"):
        shown = expected.head(5).to_string(index=False)
        return shown + (f"\n… {len(expected)} rows" if len(expected) > 5 else "")
    return _shown(expected, item)


def reply(id: str, answer: object = NOTHING) -> Reply:
    """The reply to an answer, which is recorded in the workbook; never raises."""
    try:
        item = registry.find("CHECKS", id)
        if item is None:
            return Reply("note", "Note", registry.unknown("CHECKS", id))
        return _judged(id, item, answer)
    except LessonError as problem:
        return Reply("note", "Note", str(problem))
    except Exception:  # whatever a student's own object raises when it is looked at
        _log.debug("the answer to %r could not be read", id, exc_info=True)
        return Reply(
            "ask", "Hm", "This answer could not be read at all.", "Try print() on it first: what do you see?"
        )


def _judged(id: str, item: Check, answer: object) -> Reply:
    if is_blank(answer):
        return _prompt(item)
    try:
        given = READERS[item.kind](answer, item)
    except Unreadable as sentence:
        return Reply("ask", "Hm", str(sentence))
    value, remark = COMPARERS[item.kind](given, _expected(item), item)
    if item.untouched is not NOTHING and value == item.untouched:
        return _prompt(item)
    kept, load = book(), registry.tables()
    right = remark is None or isinstance(remark, Right)
    record = kept.record_answer(id, _keepable(value), right)
    if right:
        said = _praise(item, value, load)
        return Reply("right", "Right", str(remark or ""), said or "Well worked out.", kept.trouble or "")
    wrong = len({repr(one["value"]) for one in record["tries"] if one["right"] is False})
    return Reply("wrong", "Not yet", str(remark), _hint(item, value, load, wrong), kept.trouble or "")


def _prompt(item: Check) -> Reply:
    opened = f"The answer: {_shown(_expected(item), item)}." if book().opened else ""
    return Reply("ask", "Your turn", f"{item.task} Asked: {item.ask}.", opened)


def _praise(item: Check, value: object, load: Load) -> str:
    return _of_item(item.right, str, value, load) if callable(item.right) else item.right


def _of_item(function: Callable, kind: type, value: object, load: Load) -> Any:
    """What a function of an item says of an answer; nothing where it stops: the answer is judged all the same."""
    try:
        return kind(function(value, load) or kind())
    except Exception:
        _log.debug("a function of an item stopped", exc_info=True)
        return kind()


def _expected(item: Check) -> object:
    try:
        return item.expected(registry.tables())
    except LessonError:
        raise
    except Exception as problem:
        raise LessonError(
            f"The right answer could not be computed ({type(problem).__name__}): "
            "that is a mistake of this lesson, not yours."
        ) from problem


def _hint(item: Check, value: object, load: Load, wrong: int) -> str:
    """The help for a wrong answer: a slip it shows, else a step of the ladder, at last how; wrong: tries so far."""
    for hint in item.hints:
        if hint.when and _of_item(hint.when, bool, value, load):
            return hint.say
    if wrong >= TELL_FROM_TRY and item.how:
        return f"This is how: {item.how}"
    ladder = [hint.say for hint in item.hints if not hint.when]
    return ladder[min(wrong - 2, len(ladder) - 1)] if ladder and wrong >= 2 else ""


def _keepable(value: object) -> list | float | str:
    """An answer as the workbook keeps it."""
    if isinstance(value, (list, set)):
        return [
            one if one is None or isinstance(one, (bool, int, float)) else str(one)[:100]
            for one in sorted(value, key=repr)[:100]
        ]
    if isinstance(value, float):
        return float(f"{value:.10g}")
    return str(value)[:200]


def _shown(expected: object, item: Check) -> str:
    """The right answer in words."""
    if isinstance(expected, int) and not item.unit and 1000 <= expected <= 2100:
        return str(expected)  # a year
    if isinstance(expected, (int, float)):
        return f"{short(float(expected))} {item.unit}".strip()
    if item.none and not expected:
        return item.none[0]
    if isinstance(expected, (set, frozenset, list, tuple)):
        return ", ".join(str(one) for one in sorted(expected, key=str))
    return str(expected)
