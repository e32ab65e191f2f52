"""Comparing what was read with what is expected: right, or a sentence that says what isn't."""

from __future__ import annotations

import difflib

from helpers.asking.check_items import Check
from helpers.asking.reading import Amount, folded, how_many, kind_of, member


class Right(str):
    """A remark on an answer that is right all the same."""


# --- comparing: each returns (value, None) where right, (value, Right(remark)) or (value, what is wrong) ----


def _near(value: float, expected: float, item: Check) -> bool:
    room = abs(expected) / 100 if item.tolerance is None else item.tolerance
    return abs(value - expected) <= room + 1e-9 * max(1, abs(expected))


def _closest(readings, expected: float) -> float:
    return min(readings, key=lambda one: abs(one - expected))


def compare_number(given: Amount, expected, item: Check):
    accepted = expected if isinstance(expected, (list, tuple)) else [expected]
    value, expected = min(
        ((_closest(given.readings, float(one)), float(one)) for one in accepted),
        key=lambda pair: abs(pair[0] - pair[1]),
    )
    if _near(value, expected, item):
        return value, None
    return value, _size(value, expected)


def _size(value: float, expected: float) -> str:
    if expected and value and (value > 0) != (expected > 0):
        return "The sign is the other way round."
    ratio = abs(value / expected) if expected else 0
    if ratio and (ratio > 5 or ratio < 0.2):
        return f"That is {'much too large' if ratio > 1 else 'much too small'}."
    return f"That is too {'high' if value > expected else 'low'}."


def compare_share(given: Amount, expected, item: Check):
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
        if _near(other, expected, item) and (abs(value) <= 1 if percent else True):
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
    return f"{value:,.4g}"


def compare_text(given: str, expected, item: Check):
    accepted = [expected] if isinstance(expected, str) else list(expected)
    plain, right = folded(given).strip(" .!\"'"), [folded(one) for one in accepted]
    if plain in right:
        return given, None
    if difflib.get_close_matches(plain[:100], right, n=1, cutoff=0.8):
        return given, "That is very close: look at the spelling."
    return given, "It is another one."


def compare_set(given: set, expected, item: Check):
    expected = {member(one) for one in expected}
    value = given
    if given == expected:
        return value, None
    kinds = {type(one) for one in given}, {type(one) for one in expected}
    if given and expected and not kinds[0] & kinds[1]:
        need = "numbers" if kinds[1] <= {int, float} else "words"
        return value, f"The values are of another type: {need} are needed here."
    hit, missing, extra = len(given & expected), len(expected - given), len(given - expected)
    if not given:
        return value, "There is nothing in it."
    if not extra:
        return (
            value,
            f"All of yours belong there, but {how_many(missing, 'value')} {'is' if missing == 1 else 'are'} "
            f"missing.",
        )
    if not missing:
        return value, f"All that belong are there, but {how_many(extra, 'value')} too many."
    return (
        value,
        f"{hit} of your {how_many(len(given), 'value')} {'belongs' if hit == 1 else 'belong'} there; {missing} "
        f"more missing.",
    )


def compare_frame(given, expected, item: Check):
    import pandas

    if type(given) is not type(expected):
        need = (
            "a table, with double square brackets" if isinstance(expected, pandas.DataFrame) else "one column"
        )
        return kind_of(given), f"I got {kind_of(given)}; {need} is needed here."
    value = " × ".join(map(str, given.shape))
    if isinstance(expected, pandas.DataFrame):
        lost = [str(one) for one in expected.columns if one not in set(given.columns)]
        extra = [str(one) for one in given.columns if one not in set(expected.columns)]
        if lost:
            return (
                value,
                f"The column{'s' * (len(lost) > 1)} {', '.join(lost[:3])} "
                f"{'are' if len(lost) > 1 else 'is'} missing.",
            )
        if extra:
            return (
                value,
                f"There {'are columns' if len(extra) > 1 else 'is a column'} too many: "
                f"{', '.join(extra[:3])}.",
            )
        given = given[list(expected.columns)]
    if len(given) != len(expected):
        return (
            value,
            f"It has {how_many(len(given), 'row')}, {'too many' if len(given) > len(expected) else 'too few'}.",
        )
    if _same(given, expected):
        return value, None
    ordered = [one.to_frame() if isinstance(one, pandas.Series) else one for one in (given, expected)]
    columns = list(ordered[0].columns)
    ordered = [one.sort_values(columns, key=lambda column: column.astype(str)) for one in ordered]
    return value, (
        "The rows are right, their order isn't."
        if _same(*ordered)
        else "The shape is right, some values aren't."
    )


def _same(given, expected) -> bool:
    import pandas

    test = (
        pandas.testing.assert_frame_equal
        if isinstance(expected, pandas.DataFrame)
        else pandas.testing.assert_series_equal
    )
    options = {} if isinstance(expected, pandas.DataFrame) else {"check_names": False}
    try:
        test(
            given.reset_index(drop=True),
            expected.reset_index(drop=True),
            check_dtype=False,
            rtol=1e-6,
            **options,
        )
    except AssertionError:
        return False
    return True


COMPARERS = {
    "number": compare_number,
    "share": compare_share,
    "text": compare_text,
    "set": compare_set,
    "frame": compare_frame,
}
