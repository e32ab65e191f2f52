"""Comparing what was read with what is expected: right, or a sentence that says what isn't.

Each `compare_…` takes what was read, what is expected and the item, and returns the value to keep with None where it
is right, with `Right(remark)` where it is right and something is to be said, else with what is wrong.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable

import pandas as pd

from helpers import countries
from helpers.asking.check_items import Check
from helpers.asking.reading import Amount, kind_of, member
from helpers.tables import date_label
from helpers.words import close_names, folded, how_many


class Right(str):
    """A remark on an answer that is right all the same."""


Told = tuple[object, str | None]


def near_enough(expected: float, item: Check) -> float:
    """How far off a right number may be."""
    room = abs(expected) / 100 if item.tolerance is None else item.tolerance
    return room + 1e-9 * max(1, abs(expected))


def _near(value: float, expected: float, item: Check) -> bool:
    return abs(value - expected) <= near_enough(expected, item)


def _closest(readings: tuple[float, ...], expected: float) -> float:
    return min(readings, key=lambda one: abs(one - expected))


def compare_number(given: Amount, expected: float | list[float], item: Check) -> Told:
    """One number, or any of several that are all right; or that there is none (an empty list)."""
    accepted = expected if isinstance(expected, (list, tuple)) else [expected]
    if not given.readings:
        return item.none[0], "There is one." if accepted else None
    if not accepted:
        return given.readings[0], "It isn't that one."
    value, expected = min(
        ((_closest(given.readings, float(one)), float(one)) for one in accepted),
        key=lambda pair: abs(pair[0] - pair[1]),
    )
    return value, None if _near(value, expected, item) else _size(value, expected)


def _size(value: float, expected: float) -> str:
    """In which direction, and how far roughly, a number is off."""
    if expected and value and (value > 0) != (expected > 0):
        return "The sign is the other way round."
    close = expected and abs(value - expected) <= abs(expected) / 10
    if close and value and any(value in _coarser(expected, digits) for digits in range(4)):
        return "That is rounded too far or cut off: give one more digit."
    ratio = abs(value / expected) if expected else 0
    if expected < 0:
        return f"That is {'too far below' if value < expected else 'not far enough below'} zero."
    if ratio and (ratio > 5 or ratio < 0.2):
        return f"That is {'much too large' if ratio > 1 else 'much too small'}."
    return f"That is too {'high' if value > expected else 'low'}."


def _coarser(expected: float, digits: int) -> set[float]:
    """A number with so few decimals, rounded and cut off."""
    return {round(expected, digits), math.trunc(round(expected * 10**digits, 9)) / 10**digits}


def compare_share(given: Amount, expected: float, item: Check) -> Told:
    """A share, given in per cent or as a fraction of one, whichever is asked for."""
    expected = float(expected)
    percent = item.unit == "%"
    readings = given.readings
    if given.percent and not percent:
        readings = tuple(one / 100 for one in readings)
    value = _closest(readings, expected)
    if _near(value, expected, item):
        return value, None
    if not given.percent:
        other = value * 100 if percent else value / 100
        if _near(other, expected, item) and (not percent or abs(value) <= 1):
            said = (
                f"{short(value)} as a fraction of one is {short(other)} %."
                if percent
                else f"{short(value)} per cent is {short(other)} as a fraction of one."
            )
            return other, Right(said)
    if percent and not given.percent and 0 < abs(value) <= 1 < expected:
        size = _size(value * 100, expected).removeprefix("That is ").rstrip(".")
        return value * 100, f"Read as a fraction of one that is {short(value * 100)} %, and {size}."
    most = 100 if percent else 1
    if value > most and 0 <= expected <= most:
        return value, f"A share can't be more than {'100 %' if percent else '1'}."
    return value, _size(value, expected)


def short(value: float) -> str:
    """A number with four digits that count."""
    return f"{value:,.4g}"


def compare_text(given: str, expected: str | list[str], item: Check) -> Told:
    """A word or name, whatever its case and accents; expected may be several that are all right."""
    accepted = [expected] if isinstance(expected, str) else list(expected)
    plain, right = folded(given).strip(" .!\"'"), [folded(one) for one in accepted]
    if plain in right:
        return given, None
    if close_names(plain[:100], right, 0.8):
        return given, "That is very close: look at the spelling."
    return given, "It is another one."


def compare_country(given: str, expected: str | Iterable[str], item: Check) -> Told:
    """A country by any name; the value is the name that these tables use."""
    accepted = [expected] if isinstance(expected, str) else list(expected)
    wanted = countries.within(given)
    if wanted is None:
        return given, countries.unknown(given)
    return countries.name(wanted), None if wanted in map(countries.code, accepted) else "It is another one."


def compare_set(given: set, expected: Iterable, item: Check) -> Told:
    """A collection, in any order; what is wrong says how many are missing or too many, not which."""
    expected = {member(one) for one in expected}
    if expected and all(isinstance(one, str) and countries.code(one) for one in expected):
        given = {member(countries.name(one)) if isinstance(one, str) else one for one in given}
    if expected and all(isinstance(one, int) for one in expected):
        given = {_only_number(one) for one in given}
    if given == expected:
        return given, None
    kinds = {type(one) for one in given}, {type(one) for one in expected}
    hit, missing, extra = len(given & expected), len(expected - given), len(given - expected)
    if given and expected and not kinds[0] & kinds[1]:
        need = "numbers" if kinds[1] <= {int, float} else "words"
        said = f"The values are of another type: {need} are needed here."
    elif not given:
        said = "There is nothing in it."
    elif not hit:
        said = "It doesn't belong there." if len(given) == 1 else "None of yours belongs there."
    elif not extra:
        are = "is" if missing == 1 else "are"
        said = f"All of yours belong there, but {how_many(missing, 'value')} {are} missing."
    elif not missing:
        said = f"All that belong are there, but {how_many(extra, 'value')} too many."
    else:
        said = (
            f"{hit} of your {how_many(len(given), 'value')} {'belongs' if hit == 1 else 'belong'} there; "
            f"{missing} more missing."
        )
    return given, said


def _only_number(one: object) -> object:
    """The number in a text such as "art. 59"; anything else as it is."""
    found = re.findall(r"[0-9]+", one) if isinstance(one, str) else []
    return int(found[0]) if len(found) == 1 and len(found[0]) <= 15 else one


def compare_date(given: list[str], expected: pd.Timestamp, item: Check) -> Told:
    """A day, of all that were read; the value is the day as these lessons write it."""
    right = date_label(expected, "day")
    return (right, None) if right in given else (given[0], "It is another day.")


def compare_frame(given: pd.DataFrame | pd.Series, expected: pd.DataFrame | pd.Series, item: Check) -> Told:
    """A table or a column: columns, rows, their order and values count, not the index."""
    is_table = isinstance(expected, pd.DataFrame)
    if type(given) is not type(expected):
        need = "a table, with double square brackets" if is_table else "one column"
        return kind_of(given), f"I got {kind_of(given)}; {need} is needed here."
    value = " × ".join(map(str, given.shape))
    if is_table:
        lost = [str(one) for one in expected.columns if one not in set(given.columns)]
        extra = [str(one) for one in given.columns if one not in set(expected.columns)]
        if lost:
            s, are = ("s", "are") if len(lost) > 1 else ("", "is")
            return value, f"The column{s} {', '.join(lost[:3])} {are} missing."
        if extra:
            are = "are columns" if len(extra) > 1 else "is a column"
            return value, f"There {are} too many: {', '.join(extra[:3])}."
        given = given[list(expected.columns)]
    if len(given) != len(expected):
        many = "many" if len(given) > len(expected) else "few"
        return value, f"It has {how_many(len(given), 'row', none='no')}, too {many}."
    if _same(given, expected):
        return value, None
    tables = [one if is_table else one.to_frame("value") for one in (given, expected)]
    columns = list(tables[0].columns)
    ordered = [one.sort_values(columns, key=lambda column: column.astype(str)) for one in tables]
    if _same(*ordered):
        return value, "The rows are right, their order isn't."
    return value, "The shape is right, some values aren't."


def _same(given: pd.DataFrame | pd.Series, expected: pd.DataFrame | pd.Series) -> bool:
    given, expected = given.reset_index(drop=True), expected.reset_index(drop=True)
    try:
        if isinstance(expected, pd.DataFrame):
            pd.testing.assert_frame_equal(given, expected, check_dtype=False, rtol=1e-6)
        else:
            pd.testing.assert_series_equal(given, expected, check_dtype=False, check_names=False, rtol=1e-6)
    except AssertionError:
        return False
    return True


COMPARERS: dict[str, Callable[..., Told]] = {
    "number": compare_number,
    "share": compare_share,
    "text": compare_text,
    "country": compare_country,
    "date": compare_date,
    "set": compare_set,
    "frame": compare_frame,
}
