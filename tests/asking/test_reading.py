"""How an answer is read: numbers however they are written, sets, words, and a sentence for what is none of them."""

import math
from datetime import date

import numpy as np
import pandas as pd
import pytest

from helpers.asking.check_items import Check
from helpers.asking.reading import (
    Unreadable,
    folded,
    is_blank,
    kind_of,
    member,
    read_date,
    read_frame,
    read_number,
    read_set,
    read_text,
)

ITEM = Check("it", lambda load: 0)


def said(read, answer):
    """The sentence for an answer that can't be read."""
    with pytest.raises(Unreadable) as caught:
        read(answer, ITEM)
    return str(caught.value)


@pytest.mark.parametrize(
    "text, readings",
    [
        ("3,500", (3500, 3.5)),
        ("3,500e2", (350000, 350)),
        ("3,500.", (3500, 3.5)),
        ("3,500,", (3500, 3.5)),
        ("0,850", (0.85,)),
        ("12,34", (12.34,)),
        ("1234,567", (1234.567,)),
        ("-3,500", (-3500, -3.5)),
        ("1,234,567", (1234567,)),
        ("1,234.5", (1234.5,)),
        ("1.234,5", (1234.5,)),
        ("1.234.567", (1234567,)),
        ("1.234", (1.234,)),
        ("1'234", (1234,)),
        ("1 234", (1234,)),
        ("1,234,567.8", (1234567.8,)),
        ("1 234,5", (1234.5,)),
        ("1'234.5", (1234.5,)),
        ("1, 234, 567", (1234567,)),
        ("12,34,567", (1234567,)),
        ("+5", (5,)),
        ("−5", (-5,)),
        ("85.", (85,)),
        ("2e3", (2000,)),
        (".5", (0.5,)),
        ("17/20", (0.85,)),
        ("17⁄20", (0.85,)),
        ("1/2,5", (0.4,)),
        ("2 hundred", (200,)),
        ("2 thousand", (2000,)),
        ("2 millions", (2e6,)),
        ("2 billion.", (2e9,)),
        ("about 7", (7,)),
        ("ca. 7", (7,)),
        ("≈7 tonnes", (7,)),
        ("= 7", (7,)),
    ],
)
def test_numbers_as_they_are_written(text, readings):
    found = read_number(text, ITEM)
    assert sorted(found.readings) == pytest.approx(sorted(readings)) and not found.percent


@pytest.mark.parametrize("text", ["85 %", "85%", "85 percent", "85 Per cent", "85 pct"])
def test_a_percent_sign_is_noticed(text):
    found = read_number(text, ITEM)
    assert found.readings == (85,) and found.percent


def test_numbers_that_are_numbers_already():
    assert read_number([np.array([[7]])], ITEM).readings == (7.0,)
    assert read_number(10**299, ITEM).readings == (1e299,)
    with pytest.raises(Unreadable, match="larger than anything"):
        read_number(1e300, ITEM)
    for one in (pd.Series([7]), pd.DataFrame({"a": [7]}), pd.Index([7])):
        assert read_number(one, ITEM).readings == (7.0,)
    assert read_number({"7"}, ITEM).readings == (7.0,)
    assert read_number("9" * 150, ITEM).readings == (pytest.approx(1e150),)


def test_what_is_no_number_gets_its_sentence():
    digits = "I can read numbers written in digits, such as 85, 0.85, 85 % or 17/20."
    assert (
        said(read_number, "eighty")
        == said(read_number, "85 or 86")
        == said(read_number, "1.2.3,4,5")
        == digits
    )
    assert said(read_number, "1/0") == "Nothing can be divided by zero."
    assert said(read_number, 10**301) == said(read_number, -(10**301))
    assert said(read_number, 10**301) == "That number is larger than anything here can be."
    assert "True, the answer to a yes-or-no question" in said(read_number, True)
    assert said(read_number, [1, 2]) == "I got 2 values; one is needed here."
    assert said(read_number, []) == "I got no values; one is needed here."
    assert said(read_number, pd.Series([1, 2])).startswith("I got a column with 2 values; one number or word")
    assert said(read_number, pd.DataFrame({"a": [1, 2]})).startswith("I got a table with 2 values;")
    assert said(read_number, np.array([1, 2])).startswith("I got 2 values; one number or word")
    assert said(read_number, " ") == "There is no value in what I got; look at it with print()."
    assert "is nan" in said(read_number, math.nan) and "infinite" in said(read_number, -math.inf)
    assert "missing value" in said(read_number, pd.NaT) and "missing value" in said(read_number, pd.NA)
    assert said(read_number, "1,2.3,4") == digits
    assert said(read_number, [[[[7]]]]) == "I got a list; a number is needed here."
    assert said(read_number, {1: 2}) == "I got a dictionary; a number is needed here."
    assert said(read_number, int) == "That is the type int, not a value of it."
    assert said(read_number, len) == (
        "That is the function len itself; call it with brackets, len(…), to get its result."
    )


@pytest.mark.parametrize(
    "text",
    ["1,23,4", "1,2,3", "1,234,56", "1234,567.8", "1.7.2002", "10 00", "2014 2015", "1'23", "5/1,23,4"],
)
def test_digits_grouped_as_nobody_writes_them_are_no_number(text):
    assert said(read_number, text).startswith("I can read numbers written in digits")


def test_blank_is_what_holds_no_letter_and_no_digit():
    assert all(is_blank(one) for one in (None, ..., "", " \t\r\n", "__", "...", "…", "?"))
    assert not any(is_blank(one) for one in (0, False, "0", "a", "X", "-", [], b""))


def test_kinds_have_their_article():
    assert [
        kind_of(one) for one in (pd.DataFrame(), pd.Series(dtype=float), {}, "", [], math, 1, 1.0, True)
    ] == [
        "a whole table",
        "a column",
        "a dictionary",
        "a text",
        "a list",
        "a module",
        "a number",
        "a number",
        "True or False",
    ]
    assert [kind_of(one) for one in (None, object(), b"", set())] == [
        "nothing",
        "an object",
        "a bytes",
        "a set",
    ]


DAYS = pd.Series(pd.to_datetime(["2002-07-01", "2000-12-29"]))


@pytest.mark.parametrize("answer", [20020701, 2002.5, True, "July 2002", pd.NaT])
def test_what_is_no_day_is_told_how_a_day_is_written(answer):
    assert said(read_date, answer) == 'A day is asked, with month and year, such as "2 May 1999".'


def test_a_column_of_days_is_told_how_one_is_written():
    assert said(read_date, DAYS) == (
        'I got a column with 2 values. A day is asked, with month and year, such as "2 May 1999".'
    )


@pytest.mark.parametrize("unit", ["ns", "us", "s"])
def test_a_column_with_one_day_is_that_day(unit):
    assert read_date(DAYS.head(1).astype(f"datetime64[{unit}]"), ITEM) == ["1 July 2002"]


def test_words():
    assert read_text(["Mongolia"], ITEM) == read_text("Mongolia", ITEM) == "Mongolia"
    assert read_text("a" * 600, ITEM) == "a" * 500
    assert said(read_text, "…") == "There is no value in what I got; look at it with print()."
    assert said(read_text, 7) == "I got a number; a word in quotation marks is needed here."
    assert said(read_text, len).startswith("That is the function len itself")
    assert folded("  Ulaan  Bátar ") == "ulaan batar" and folded("Tögrög, Türkiye, STRASSE") == folded(
        "togrog, turkiye, straße"
    )


@pytest.mark.parametrize(
    "answer, found",
    [
        ("2014, 2023;2020\n2021 and 2022", {2014, 2020, 2021, 2022, 2023}),
        ("2014,, ", {2014}),
        ([2014.0, "2014", " [2014] "], {2014}),
        (("Türkiye", "TURKIYE"), {"turkiye"}),
        (range(3), {0, 1, 2}),
        ({2014: 1}, {2014}),
        (7, {7}),
        (np.int64(7), {7}),
        (np.array([1.5, 2]), {1.5, 2}),
        (pd.Series([1, 2, 2]), {1, 2}),
        (pd.DataFrame({"a": [1, 2]}), {1, 2}),
        (pd.Index(["A"]), {"a"}),
        ([None], {None}),
        ([pd.Timestamp("2024-09-02 10:00"), date(2024, 9, 3)], {"2024-09-02", "2024-09-03"}),
        (frozenset({-3, "-3"}), {-3}),
    ],
)
def test_sets_from_whatever_holds_them(answer, found):
    assert read_set(answer, ITEM) == found


def test_what_is_no_set_gets_its_sentence():
    two = pd.DataFrame({"a": [1], "b": [2]})
    assert said(read_set, two).startswith("I got a whole table with 2 columns; one column of it is needed")
    assert said(read_set, two[[]]).startswith("I got a whole table with no columns")
    assert said(read_set, None) == "I got nothing; a list such as [2014, 2015] is needed here."
    assert said(read_set, len).startswith("That is the function len itself")
    assert said(read_set, range(100_001)) == "I got 100,001 values; that is far too many."
    assert len(read_set(range(100_000), ITEM)) == 100_000
    assert said(read_set, [[1]]) == "The list holds a list; plain numbers or words are needed here."
    assert member("1" * 15) == int("1" * 15) and member("1" * 16) == "1" * 16


def test_tables_and_columns():
    table = pd.DataFrame({"a": [1]})
    assert read_frame(table, ITEM) is table and read_frame(table["a"], ITEM).tolist() == [1]
    assert said(read_frame, [1]) == "I got a list; a table (a DataFrame) is needed here."
    assert said(read_frame, table.head).startswith("That is the function head itself")


@pytest.mark.parametrize(
    "text, readings",
    [
        *(("one", (1,)), ("eight years", (8,)), ("7:9", (7 / 9,)), ("32 of 33", (32,))),
        *(("two million", (2e6,)), ("32 out of 33 votes", (32,))),
    ],
)
def test_small_numbers_in_words_and_ratios_are_read(text, readings):
    assert read_number(text, ITEM).readings == pytest.approx(readings)


@pytest.mark.parametrize("text", ["two thirds", "one half", "one and a half", "oneself", "twenty-one"])
def test_a_number_in_words_is_not_read_as_another(text):
    with pytest.raises(Unreadable, match="in digits"):
        read_number(text, ITEM)


def test_of_a_share_the_whole_is_read_too():
    part = Check("the part", lambda load: 32 / 33, "share")
    assert read_number("32 of 33", part).readings == pytest.approx((32 / 33,))


@pytest.mark.parametrize(
    "answer, said",
    [
        ((1, 564, 116), "without commas: 1564116."),
        ((28, 4), "with a point: 28.4."),
        ([28, 4], "one is needed here."),
    ],
)
def test_a_number_with_commas_in_code_is_met_with_how_to_write_it(answer, said):
    with pytest.raises(Unreadable) as told:
        read_number(answer, ITEM)
    assert str(told.value).endswith(said)
