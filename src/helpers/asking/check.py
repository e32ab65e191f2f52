"""Checking an answer: `check("3.share_2023", my_share)` says in a sentence what is right and what is not yet.

The expected value is computed from the tables each time. Whatever a student passes gets a sentence; nothing raises.
The items are `Check`; a lesson holds its own in its items.py.
"""

from __future__ import annotations

import logging

from helpers import markup, registry
from helpers.asking import forms, predict
from helpers.asking.answers import expected_of, of_item, praise, shown
from helpers.asking.check_items import NOTHING, Check
from helpers.asking.check_on_page import TELL_FROM_TRY, on_page
from helpers.asking.comparing import COMPARERS, Right
from helpers.asking.forms import TONES
from helpers.asking.reading import READERS, Unreadable, is_blank
from helpers.asking.slips import older_value, this_cell
from helpers.errors import LessonError
from helpers.pages import without_kernel
from helpers.tables import Load
from helpers.work.workbook import book

BEGAN_WITH = "That is the answer the cell began with, so something in it has still to change."
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
        return _show_on_page(id)
    older = older_value(this_cell(), id) if isinstance(id, str) else ""
    display(Reply("ask", "Hm", older) if older else reply(id, answer))


def _show_on_page(id: str) -> None:
    item = registry.find("CHECKS", id)
    if item is None:
        return predict.say(registry.unknown("CHECKS", id))
    try:
        forms.show_form(on_page(id, item))
    except LessonError as problem:
        predict.say(str(problem))


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
    value, remark = COMPARERS[item.kind](given, expected_of(item), item)
    if item.untouched is not NOTHING and value == item.untouched:
        return _prompt(item, BEGAN_WITH)
    kept, load = book(), registry.tables()
    right = remark is None or isinstance(remark, Right)
    record = kept.record_answer(id, _keepable(value), right)
    if right:
        said = praise(item, value, load)
        return Reply("right", "Right", str(remark or ""), said or "Well worked out.", kept.trouble or "")
    wrong = len({repr(one["value"]) for one in record["tries"] if one["right"] is False})
    return Reply("wrong", "Not yet", str(remark), _hint(item, value, load, wrong), kept.trouble or "")


def _prompt(item: Check, task: str = "") -> Reply:
    opened = f"The answer: {shown(expected_of(item), item)}." if book().opened else ""
    return Reply("ask", "Your turn", f"{task or item.task} Asked: {item.ask}.", opened)


def _hint(item: Check, value: object, load: Load, wrong: int) -> str:
    """The help for a wrong answer: a slip it shows, else a step of the ladder, at last how; wrong: tries so far."""
    for hint in item.hints:
        if hint.when and of_item(hint.when, bool, value, load):
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
