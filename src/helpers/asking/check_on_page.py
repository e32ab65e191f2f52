"""A check on a page where no Python runs: a form that helpers/pages/checking.js answers as `check` does.

What it needs stands in the page as plain JSON::

    {"kind": "check", "id", "prompt": what is said to an empty answer, "opened": the state that tells the answer,
     "item": {"kind", "unit", "tolerance", "none": as in `Check`,
              "expected": a number or a list of them; a list of texts; a day as written; a list of members of a set,
              "hints": [{"say"} or {"say", "when": a condition, see conditions.py}], "how",
              "tell", "show": from which wrong try on how, and the answer, are told,
              "right": a text, or [[up to this number, text], …, [null, text]],
              "answer": lines that tell it, "own": None, or what items.js of lesson 9 finds it by}}
"""

from __future__ import annotations

import math
from typing import Any

from helpers import countries, registry
from helpers.asking import forms
from helpers.asking.answers import expected_of, praise, shown
from helpers.asking.check_items import Check
from helpers.asking.comparing import near_enough
from helpers.asking.conditions import Condition
from helpers.asking.reading import member
from helpers.tables import Load

PROMPT = "Write your answer and press “Check”."
CODE = "In the notebook this is a line of code; on this page you can check a result of yours."
TELL_FROM_TRY = 4  # how, from so many different wrong answers on
SHOW_FROM_TRY = 3  # on a page, the answer itself
LABELS = {
    "set": "Your answer, with commas between",
    "text": "Your answer, in words",
    "country": "Your answer",
    "date": "Your answer, with day, month and year",
}
MOST_IN_SIGHT = 8  # options; more of them go into a menu
PARTS = (0, 0.2, 0.4, 0.6, 0.8, 1)  # of the way through what is right: whether the same is said of all of it
STEPS = 64  # looked at between the ends of what is right, to find where what is said changes


def on_page(id: str, item: Check) -> forms.OnPage:
    """The form for a check on a page; a table can't be given there, so that one says that it needs Python."""
    ask = item.ask[:1].upper() + item.ask[1:]
    unit = f", in {item.unit}" if item.unit else ""
    label = LABELS.get(item.kind, f"Your answer{unit or ', a number'}")
    needed = "Write your answer first."
    answer: dict[str, Any] = {
        "name": "value",
        "type": "text",
        "label": label,
        "required": needed,
        "longest": 200,
    }
    if options := options_of(item):
        answer = _choice(item, options, label)
    fieldset = {
        "id": id,
        "legend": ask,
        "help": CODE if item.code else "",
        "controls": [answer],
        "button": "Check",
    }
    spec, state = {"label": "Your turn", "fieldsets": [fieldset]}, {id: forms.entry()}
    if item.kind == "frame":
        return forms.OnPage(spec, state, None)
    told = {id: forms.entry(lines=_told(item))} if not item.own else {id: forms.entry(lines=_told_how(item))}
    prompt = f"{PROMPT} Asked: {item.ask}."
    content = {"kind": "check", "id": id, "prompt": prompt, "item": plain(item), "opened": told}
    return forms.OnPage(spec, state, content)


def options_of(item: Check) -> list[str]:
    """What a page offers to choose from; nothing where it has a field to write in."""
    if item.choices:
        return item.choices(registry.tables())
    return countries.states() if item.kind == "country" else []


def _choice(item: Check, options: list[str], label: str) -> dict:
    """The control for one of these, or several where a collection is asked for."""
    if item.kind == "set":
        return forms.many("value", "Your answer", {one: one for one in options}, len(options))
    pairs = [(one, one) for one in options]
    return forms.menu(pairs, label) if len(options) > MOST_IN_SIGHT else forms.radio(pairs)


def _told(item: Check) -> list[dict]:
    """The lines that tell the answer: it, one way to it, what is said of it."""
    expected, load = expected_of(item), registry.tables()
    words = item.kind in ("text", "country")
    one = expected if not words or isinstance(expected, str) else next(iter(expected))
    said = praise(item, expected, load)
    return [
        forms.line("plain", one if words else shown(expected, item), "An answer"),
        *_told_how(item),
        *([forms.line("plain", said)] if said else []),
    ]


def _told_how(item: Check) -> list[dict]:
    return [forms.line("plain", item.how, "One way to it")] if item.how else []


def plain(item: Check) -> dict:
    """The item as plain JSON, see above."""
    load = registry.tables()
    same = {
        "kind": item.kind,
        "unit": item.unit,
        "tolerance": item.tolerance,
        "none": list(item.none),
        "hints": [
            {"say": hint.say, "when": _condition(hint.when, load)} if hint.when else {"say": hint.say}
            for hint in item.hints
        ],
        "how": item.how,
        "tell": TELL_FROM_TRY,
        "show": SHOW_FROM_TRY,
    }
    if item.own:
        return {**same, "expected": None, "right": "", "own": item.own(load), "answer": _told_how(item)}
    expected = expected_of(item)
    return {
        **same,
        "expected": _plain_expected(expected, item),
        "right": _right(item, expected, load),
        "own": None,
        "answer": _told(item),
    }


def _condition(when: Any, load: Load) -> list:
    if not isinstance(when, Condition):
        raise TypeError(
            "A hint's condition is one of helpers.asking.conditions, so that a page can hold it, too."
        )
    return when.on_page(load)


def _plain_expected(expected: Any, item: Check) -> Any:
    if item.kind == "set":
        return sorted({member(one) for one in expected}, key=repr)
    if item.kind in ("text", "country"):
        return [expected] if isinstance(expected, str) else list(expected)
    if item.kind == "date":
        return shown(expected, item)
    many = isinstance(expected, (list, tuple))
    return [float(one) for one in expected] if many else float(expected)


def _right(item: Check, expected: Any, load: Load) -> str | list:
    """What is said of a right answer: one text, or texts by number where they name what was given."""
    if not callable(item.right):
        return item.right
    if item.kind == "date":
        return praise(item, shown(expected, item), load)
    if item.kind not in ("number", "share"):
        given = {member(one) for one in expected} if item.kind == "set" else next(iter(expected))
        return praise(item, given, load)

    def said(given: float) -> str:
        return praise(item, given, load)

    reach = math.nextafter(near_enough(float(expected), item), math.inf)
    low, high = float(expected) - reach, float(expected) + reach
    if len({said(low + (high - low) * part) for part in PARTS}) == 1:
        return said(high)
    points = [low + (high - low) * step / STEPS for step in range(STEPS + 1)]
    texts = [said(point) for point in points]
    changes = [
        [_last_before(said, left, right), text]
        for left, right, text, after in zip(points, points[1:], texts, texts[1:], strict=False)
        if text != after
    ]
    return [*changes, [None, texts[-1]]]


def _last_before(said: Any, left: float, right: float) -> float:
    """The largest number from `left` on of which the same is said as of it."""
    text = said(left)
    while (middle := (left + right) / 2) not in (left, right):
        left, right = (middle, right) if said(middle) == text else (left, middle)
    return left
