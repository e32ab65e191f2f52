"""What an item of `check` answers: its right answer, how that is shown, what is said of it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pandas as pd

from helpers import registry
from helpers.asking.check_items import Check
from helpers.asking.comparing import short
from helpers.errors import LessonError
from helpers.tables import Load, date_label

_log = logging.getLogger(__name__)


def praise(item: Check, value: object, load: Load) -> str:
    """What is said of a right answer; "" where that is nothing of its own."""
    return of_item(item.right, str, value, load) if callable(item.right) else item.right


def of_item(function: Callable, kind: type, value: object, load: Load) -> Any:
    """What a function of an item says of an answer; nothing where it stops: the answer is judged all the same."""
    try:
        return kind(function(value, load) or kind())
    except Exception:
        _log.debug("a function of an item stopped", exc_info=True)
        return kind()


def expected_of(item: Check) -> Any:
    """The right answer, computed from the tables; LessonError where that fails."""
    try:
        return item.expected(registry.tables())
    except LessonError:
        raise
    except Exception as problem:
        raise LessonError(
            f"The right answer could not be computed ({type(problem).__name__}): "
            "that is a mistake of this lesson, not yours."
        ) from problem


def shown(expected: object, item: Check) -> str:
    """The right answer in words."""
    if isinstance(expected, int) and not item.unit and 1000 <= expected <= 2100:
        return str(expected)  # a year
    if isinstance(expected, (int, float)):
        return f"{short(float(expected))} {item.unit}".strip()
    if isinstance(expected, pd.Timestamp):
        return date_label(expected, "day")
    if item.none and not expected:
        return item.none[0]
    if isinstance(expected, (set, frozenset, list, tuple)):
        return ", ".join(str(one) for one in sorted(expected, key=str))
    return str(expected)
