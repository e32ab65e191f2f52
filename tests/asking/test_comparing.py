"""Where right ends and wrong begins, and which sentence is said there."""

import pandas as pd
import pytest

from helpers.asking.check_items import Check
from helpers.asking.comparing import (
    Right,
    compare_date,
    compare_frame,
    compare_number,
    compare_set,
    compare_share,
    compare_text,
    short,
)
from helpers.asking.reading import Unreadable, read_date, read_number


def asked(**more):
    return Check("it", lambda load: 0, **more)


def number(given, expected, **more):
    item = asked(**more)
    return compare_number(read_number(given, item), expected, item)


def share(given, expected, **more):
    item = asked(kind="share", **more)
    return compare_share(read_number(given, item), expected, item)


def test_a_number_may_be_off_by_a_hundredth_or_by_what_the_item_allows():
    assert number(202, 200) == (202, None) and number(198, 200) == (198, None)
    assert number(202.1, 200)[1] == "That is too high." and number(197.9, 200)[1] == "That is too low."
    assert number(-198, -200)[1] is None
    assert number(200.5, 200, tolerance=0.5)[1] is None and number(200.6, 200, tolerance=0.5)[1]
    assert number(200, 200, tolerance=0)[1] is None and number(200.001, 200, tolerance=0)[1]
    assert number(0.1 + 0.2, 0.3, tolerance=0)[1] is None, "rounding of the machine is no mistake"
    assert number(1e9 + 0.5, 1e9, tolerance=0)[1] is None and number(1.5e-9, 0, tolerance=0)[1]
    assert number(0, 0)[1] is None and number(0.01, 0)[1] == "That is too high."


def test_of_several_right_numbers_the_nearest_is_meant():
    assert number(52, [10, 50]) == (52, "That is too high.")
    assert number(10, (10, 50)) == (10, None)
    assert number("3,500", [3.5]) == (3.5, None) and number("3,500", 3500) == (3500, None)


def test_how_far_off_is_said_from_five_times_on():
    assert number(500, 100)[1] == "That is too high." and number(501, 100)[1] == "That is much too large."
    assert number(20, 100)[1] == "That is too low." and number(19, 100)[1] == "That is much too small."
    assert number(-600, -100)[1] == "That is too far below zero."
    assert number(-0.3, -34)[1] == "That is not far enough below zero."
    assert number(-100, 100)[1] == number(100, -100)[1] == "The sign is the other way round."
    assert (
        number(0, 100)[1] == "That is too low." and number(0, -100)[1] == "That is not far enough below zero."
    )
    assert number(-1, 0)[1] == "That is too low." and number(9, 0)[1] == "That is too high."


def test_a_share_in_the_other_unit_is_right_with_a_remark():
    value, remark = share(0.85, 85, unit="%")
    assert value == 85 and isinstance(remark, Right) and remark == "0.85 as a fraction of one is 85 %."
    value, remark = share(85, 0.85)
    assert value == 0.85 and remark == Right("85 per cent is 0.85 as a fraction of one.")
    assert share("85 %", 0.85) == (0.85, None) and share("85 %", 85, unit="%") == (85, None)
    assert share(1, 100, unit="%") == (100, Right("1 as a fraction of one is 100 %."))
    assert isinstance(share(1, 100, unit="%")[1], Right)
    assert share(1.5, 150, unit="%")[1] == "That is much too small.", "a fraction of one is one at most"
    assert share(1, 1, unit="%") == (1, None)


def test_a_wrong_share_is_told_what_it_was_read_as():
    assert share(0.5, 85, unit="%") == (50, "Read as a fraction of one that is 50 %, and too low.")
    assert share(1, 20, unit="%") == (100, "Read as a fraction of one that is 100 %, and too high.")
    assert (
        share(0, 85, unit="%")[1] == "That is too low."
        and share(2, 85, unit="%")[1] == "That is much too small."
    )
    assert share(0.5, 1, unit="%")[1] == "That is too low."
    assert share(150, 100, unit="%")[1] == share(150, 0, unit="%")[1] == "A share can't be more than 100 %."
    assert share("0.5 %", 85, unit="%") == (0.5, "That is much too small.")
    assert share(0.5, 0.9, unit="%")[1] == "That is too low."
    assert share(101, 85, unit="%")[1] == "A share can't be more than 100 %."
    assert share(100, 85, unit="%")[1] == "That is too high."
    assert share(1.2, 0.9)[1] == "A share can't be more than 1." and share(1, 0.9)[1] == "That is too high."
    assert share(150, 120, unit="%")[1] == "That is too high.", (
        "a part may be more than the whole where it is"
    )
    assert share(40, 0.85)[1] == "A share can't be more than 1."


def test_short_numbers_have_four_digits():
    assert [short(value) for value in (0.123456, 12345, 85)] == ["0.1235", "1.234e+04", "85"]


def test_a_word_is_right_close_or_another():
    for given in ("Türkiye", " turkiye. ", "'TURKEY!'"):
        assert compare_text(given, ["Türkiye", "Turkey"], asked()) == (given, None)
    assert compare_text("Mongolia", "Mongolia", asked())[1] is None
    assert compare_text("Mongola", "Mongolia", asked())[1] == "That is very close: look at the spelling."
    assert compare_text("Monaco", "Mongolia", asked())[1] == "It is another one."


@pytest.mark.parametrize(
    "given, said",
    [
        ({1, 2, 3}, None),
        (set(), "There is nothing in it."),
        ({1, 2}, "All of yours belong there, but 1 value is missing."),
        ({1}, "All of yours belong there, but 2 values are missing."),
        ({1, 2, 3, 4}, "All that belong are there, but 1 value too many."),
        ({1, 2, 3, 4, 5}, "All that belong are there, but 2 values too many."),
        ({1, 9}, "1 of your 2 values belongs there; 2 more missing."),
        ({1, 2, 9}, "2 of your 3 values belong there; 1 more missing."),
        ({"one"}, "The values are of another type: numbers are needed here."),
    ],
    ids=repr,
)
def test_a_set_is_told_how_many_not_which(given, said):
    assert compare_set(given, [1, 2, 3], asked()) == (given, said)


def test_a_set_of_words_asks_for_words():
    assert (
        compare_set({"one"}, [1, 2.5], asked())[1]
        == "The values are of another type: numbers are needed here."
    )
    assert compare_set({1}, ["China"], asked())[1] == "The values are of another type: words are needed here."
    assert compare_set({"china"}, ["China"], asked())[1] is None


TABLE = pd.DataFrame({"year": [2014, 2023], "share": [95.0, 92.0]})


@pytest.mark.parametrize(
    "given, told",
    [
        (TABLE, ("2 × 2", None)),
        (TABLE[["share", "year"]].set_axis([5, 6]), ("2 × 2", None)),
        (TABLE + 1e-7, ("2 × 2", None)),
        (TABLE["year"], ("a column", "I got a column; a table, with double square brackets is needed here.")),
        (TABLE[["year"]], ("2 × 1", "The column share is missing.")),
        (TABLE[[]], ("2 × 0", "The columns year, share are missing.")),
        (TABLE.assign(x=1), ("2 × 3", "There is a column too many: x.")),
        (TABLE.assign(x=1, y=1), ("2 × 4", "There are columns too many: x, y.")),
        (TABLE.head(1), ("1 × 2", "It has 1 row, too few.")),
        (TABLE.head(0), ("0 × 2", "It has no rows, too few.")),
        (pd.concat([TABLE, TABLE]), ("4 × 2", "It has 4 rows, too many.")),
        (TABLE.iloc[::-1], ("2 × 2", "The rows are right, their order isn't.")),
        (TABLE * 1.001, ("2 × 2", "The shape is right, some values aren't.")),
    ],
)
def test_a_table_is_told_what_is_wrong_first(given, told):
    assert compare_frame(given, TABLE, asked()) == told


def test_no_more_than_three_columns_are_named():
    wide = pd.DataFrame([[1, 2, 3, 4]], columns=list("abcd"))
    assert compare_frame(wide[[]], wide, asked())[1] == "The columns a, b, c are missing."
    assert compare_frame(wide, wide[[]], asked())[1] == "There are columns too many: a, b, c."


def test_a_millionth_is_rounding_and_more_is_not():
    for right in (TABLE, TABLE["share"]):
        assert compare_frame(right * (1 + 5e-7), right, asked())[1] is None
        assert (
            compare_frame(right * (1 + 5e-6), right, asked())[1] == "The shape is right, some values aren't."
        )


def test_rows_out_of_order_are_known_whatever_they_hold_and_whatever_the_column_is_called():
    mixed = pd.DataFrame({"a": [1, "b", None]}, dtype=object)
    said = "The rows are right, their order isn't."
    assert compare_frame(mixed.iloc[::-1], mixed, asked())[1] == said
    assert compare_frame(TABLE["share"].iloc[::-1].rename("mine"), TABLE["share"], asked())[1] == said


def test_a_column_is_compared_without_its_name_and_index():
    assert compare_frame(TABLE["share"].rename("mine"), TABLE["share"], asked()) == ("2", None)
    assert compare_frame(pd.Series([95, 92]), TABLE["share"], asked()) == ("2", None)
    assert compare_frame(TABLE["share"].iloc[::-1], TABLE["share"], asked())[1].startswith(
        "The rows are right"
    )
    assert compare_frame(TABLE["share"] * 2, TABLE["share"], asked())[1].startswith("The shape is right")
    assert compare_frame(TABLE, TABLE["share"], asked()) == (
        "a whole table",
        "I got a whole table; one column is needed here.",
    )


@pytest.mark.parametrize(
    "text",
    [
        *(
            "1 July 2002",
            "1st of July 2002",
            "July 1st, 2002",
            "2002-07-01",
            "1.7.2002",
            "7/1/2002",
            "01/07/02",
        ),
        *("from 1 Jul. 2002 on", "Monday, 1 JULY 2002", "2002 July 1", pd.Timestamp(2002, 7, 1)),
    ],
)
def test_a_day_is_right_however_it_is_written(text):
    assert compare_date(read_date(text, None), pd.Timestamp(2002, 7, 1), None) == ("1 July 2002", None)


@pytest.mark.parametrize(
    "text, day",
    [("2 July 2002", "2 July 2002"), ("2002-01-07", "7 January 2002"), ("31/12/99", "31 December 1999")],
)
def test_another_day_is_never_called_a_matter_of_spelling(text, day):
    said = compare_date(read_date(text, None), pd.Timestamp(2002, 7, 1), None)
    assert said == (day, "It is another day.")


@pytest.mark.parametrize(
    "text", ["July 2002", "the first", "30 February 2002", "1.7.202", "1 2 3 July", pd.NaT]
)
def test_what_is_no_day_is_asked_for_one(text):
    with pytest.raises(Unreadable):
        read_date(text, None)


def test_what_is_rounded_too_far_is_told_so():
    assert "one more digit" in share(0.8, 0.778)[1] and "one more digit" in share(0.77, 0.778)[1]
    assert share(0.7, 0.778)[1] == "That is too low."
    assert number(0.28, 0.29)[1] == "That is too low."  # 0.29 * 100 is a little less than 29


def test_a_number_in_a_word_is_read():
    assert compare_set({"art. 59", "89"}, {59, 89}, None)[1] is None
    assert compare_set({"art. 59", "art. 5 or 9"}, {59, 89}, None)[1] is not None
