"""Conditions for a hint: whether what was given is a certain mistake.

A condition is called with (given, load), what was read and the tables, and says True or False; `|`, `&` and `~` join
conditions. Where a value is asked for, a function of `load` that returns it will do. `on_page` gives a condition as
plain JSON, [kind, *values], its values computed; helpers/pages/checking.js holds it against an answer in the same way.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from helpers import countries
from helpers.asking.reading import member
from helpers.tables import Load
from helpers.words import folded


@dataclass(frozen=True)
class Condition:
    """A condition of one kind (a key of `TESTS`, or "own") with its values, functions of `load`, or conditions.

    own: the function of (given, load) behind a condition that follows from the student's own work.
    """

    kind: str
    values: tuple[Any, ...] = ()
    own: Callable[[Any, Load], object] | None = None

    def __call__(self, given: Any, load: Load) -> bool:
        if self.own:
            return bool(self.own(given, load))
        return bool(TESTS[self.kind](given, load, *(_computed(one, load) for one in self.values)))

    def __or__(self, other: Condition) -> Condition:
        return Condition("or", (self, other))

    def __and__(self, other: Condition) -> Condition:
        return Condition("and", (self, other))

    def __invert__(self) -> Condition:
        return Condition("not", (self,))

    def on_page(self, load: Load) -> list:
        """The condition as plain JSON."""
        return [self.kind, *(_plain(_computed(one, load), load) for one in self.values)]


def _computed(value: Any, load: Load) -> Any:
    if callable(value) and not isinstance(value, Condition):
        value = value(load)
    if isinstance(value, (set, frozenset)):
        return frozenset(map(member, value))
    return value.item() if hasattr(value, "item") else value


def _plain(value: Any, load: Load) -> Any:
    if isinstance(value, Condition):
        return value.on_page(load)
    return sorted(value, key=repr) if isinstance(value, frozenset) else value


TESTS: dict[str, Callable[..., object]] = {
    "or": lambda given, load, one, other: one(given, load) or other(given, load),
    "and": lambda given, load, one, other: one(given, load) and other(given, load),
    "not": lambda given, load, one: not one(given, load),
    "near": lambda given, load, target, width: math.isclose(given, target, abs_tol=width),
    "equals": lambda given, load, *values: given in values,
    "above": lambda given, load, least: given > least,
    "below": lambda given, load, most: given < most,
    "whole": lambda given, load: given == int(given),
    "set": lambda given, load, *sets: given in sets,
    "more": lambda given, load, part: given > part,
    "holds": lambda given, load, one: one in given,
    "shares": lambda given, load, other, many: len(given & other) == many,
    "numbers": lambda given, load: not any(str(one).isalpha() for one in given),
    "says": lambda given, load, texts: plain(given) in map(plain, texts),
    "country": lambda given, load: countries.code(given) is not None,
    "mentions": lambda given, load, word: word in folded(given),
}


# --- a number -----------------------------------------------------------------------------------------------

Value = float | Callable[[Load], Any]


def near(target: Value, width: float) -> Condition:
    """The number given lies close to a certain wrong one; width: how far off still counts.

    >>> near(90, 2)(91.5, None)
    True
    """
    return Condition("near", (target, width))


def equals(*values: Value) -> Condition:
    """The number given is one of these."""
    return Condition("equals", values)


def above(least: Value) -> Condition:
    """The number given is larger."""
    return Condition("above", (least,))


def below(most: Value) -> Condition:
    """The number given is smaller."""
    return Condition("below", (most,))


def between(low: Value, high: Value) -> Condition:
    """The number given lies between two others and is neither.

    >>> between(0, 1)(0.5, None), between(0, 1)(1, None)
    (True, False)
    """
    return above(low) & below(high)


def within(low: Value, high: Value) -> Condition:
    """The number given lies between two others or is one of them.

    >>> within(0, 1)(1, None), within(0, 1)(1.1, None)
    (True, False)
    """
    return ~below(low) & ~above(high)


def whole() -> Condition:
    """The number given has no decimals."""
    return Condition("whole")


# --- a collection -------------------------------------------------------------------------------------------

Collection = set | Callable[[Load], set]


def nothing() -> Condition:
    """The collection given is empty."""
    return Condition("set", (set(),))


def is_set(*sets: Collection) -> Condition:
    """The collection given is one of these."""
    return Condition("set", sets)


def more_than(part: Collection) -> Condition:
    """The collection given holds all of this, and more."""
    return Condition("more", (part,))


def holds(one: float | str) -> Condition:
    """The collection given holds this."""
    return Condition("holds", (one,))


def shares(other: Collection, many: int) -> Condition:
    """The collection given has so many in common with this."""
    return Condition("shares", (other, many))


def no_word() -> Condition:
    """Nothing in the collection given is a single word."""
    return Condition("numbers")


# --- a text -------------------------------------------------------------------------------------------------


def plain(text: str) -> str:
    """A text as texts are compared here: folded, without marks at its ends and an article.

    >>> plain(' The  Philippines. ')
    'philippines'
    """
    return folded(text).strip(" .!\"'").removeprefix("the ")


def says(texts: list[str] | Callable[[Load], list[str]]) -> Condition:
    """The text given is one of these, as they are compared."""
    return Condition("says", (texts,))


def is_country() -> Condition:
    """The text given is the name of a country."""
    return Condition("country")


def mentions(word: str) -> Condition:
    """The text given has this in it; word: as `folded` gives it."""
    return Condition("mentions", (word,))


# --- what follows from the student's own work ---------------------------------------------------------------


def own(name: str, condition: Callable[[Any, Load], object]) -> Condition:
    """A condition on the student's own work; name: what helpers/pages or a lesson's script calls the same function."""
    return Condition("own", (name,), condition)
