"""Whatever a student types gets a helpful sentence; right answers count however they are written."""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers import registry
from helpers.asking import check
from helpers.asking.answers import shown
from helpers.asking.check_items import Check, Hint
from helpers.lessons.decision_room import options
from helpers.work.workbook import book, reveal

TABLE = pd.DataFrame({"year": [2014, 2023], "share": [95.0, 92.0]})


@pytest.fixture(autouse=True)
def checks(lesson):
    lesson.CHECKS = {
        "90.share": Check(
            "the share",
            lambda load: 85.0,
            "share",
            tolerance=0.5,
            unit="%",
            how="divide 17 by 20.",
            hints=[
                Hint("These are imports.", when=lambda given, load: given < 40),
                Hint("Look at the flow."),
                Hint("Look at the year."),
            ],
            right="Well seen.",
        ),
        "90.fraction": Check("the fraction", lambda load: 0.85, "share", tolerance=0.005),
        "90.number": Check("the population", lambda load: 3_500_000),
        "90.text": Check("the country", lambda load: ["Türkiye", "Turkey"], "text"),
        "90.years": Check(
            "the years",
            lambda load: {2014, 2023},
            "set",
            hints=[Hint("All years?", when=lambda given, load: given > {2014, 2023})],
        ),
        "90.table": Check("the table", lambda load: TABLE, "frame"),
        "90.column": Check("the column", lambda load: TABLE["share"], "frame"),
        "90.broken": Check("nothing", lambda load: 1 / 0),
    }


def word(id, answer):
    return check.reply(id, answer).word


RIGHT = {
    "90.share": [
        "85 %",
        "85%",
        " 85 ",
        "0,85",
        "0.85",
        "17/20",
        "85,0",
        85,
        0.85,
        84.6,
        "84.6 per cent",
        "≈ 85",
        "85.",
        np.float64(85),
        np.int64(85),
        np.float32(0.85),
        Decimal("85"),
        Fraction(17, 20),
        [85],
        (85,),
        {85},
        "８５ %",
        np.array([[85]]),
        np.array(85),
        pd.Series([85]),
        pd.DataFrame({"a": [0.85]}),
        pd.Index([85]),
        "1 700 / 2 000",
    ],
    "90.fraction": [0.85, "85 %", 85, "17/20", "0,85"],
    "90.number": [
        3.5e6,
        "3.5 million",
        "3,500,000",
        "3 500 000",
        "3.500.000",
        "3\u202f500\u202f000",
        "3,5 million",
        "3_500_000",
        "3.5e6",
    ],
    "90.text": ["Türkiye", "turkiye", " TURKEY. ", pd.Series(["Turkey"]), np.array(["Turkey"])],
    "90.years": [
        [2014, 2023],
        {2023, 2014},
        "2014, 2023",
        "2014 and 2023",
        (2014.0, 2023.0),
        TABLE["year"],
        TABLE[["year"]],
        np.array([2023, 2014]),
        pd.Index([2014, 2023]),
        ["2014", "2023"],
        {2014: 1, 2023: 2},
    ],
    "90.table": [TABLE, TABLE.set_index(pd.Index([7, 8])), TABLE[["share", "year"]]],
    "90.column": [TABLE["share"], TABLE["share"].rename("mine"), pd.Series([95, 92])],
}


@pytest.mark.parametrize("id, answer", [(id, one) for id, all_ in RIGHT.items() for one in all_], ids=repr)
def test_every_usual_way_of_writing_a_right_answer_counts(id, answer):
    assert word(id, answer) == "Right"


BLANK = [None, ..., "", "  ", "___", "...", "…", "?"]


@pytest.mark.parametrize("answer", BLANK, ids=repr)
def test_blank_in_gentle_prompt_out_and_nothing_recorded(answer):
    assert word("90.share", answer) == word("90.years", answer) == "Your turn"
    assert (
        check.reply("90.share").text == "Put your answer into the check and run the cell. Asked: the share."
    )
    assert book().answer("90.share") is None


UNREADABLE = {
    "eighty": "digits",
    "nan": "digits",
    "85 or 86": "digits",
    "1/0": "divided by zero",
    math.nan: "missing",
    math.inf: "divided by zero",
    10**400: "larger",
    "1e999": "divided by zero",
    True: "yes-or-no",
    3j: "complex",
    len: "brackets, len(…)",
    int: "the type int",
    pd.NA: "missing",
    (1, 2): "2 values",
}


@pytest.mark.parametrize("answer, said", UNREADABLE.items(), ids=repr)
def test_what_is_no_number_is_told_what_it_is(answer, said):
    reply = check.reply("90.share", answer)
    assert reply.word == "Hm" and said in reply.text and book().answer("90.share") is None


@pytest.mark.parametrize(
    "answer, said",
    [
        (TABLE, "a table with 4 values"),
        (TABLE["share"], "a column with 2 values"),
        ([], "no values"),
        (TABLE["share"].sum, "brackets"),
        (pd.DataFrame(), "no values"),
        ("85 € <b>", "too"),
        (b"85", "bytes"),
        pytest.param(object(), "object", id="an object"),
        (pd, "module"),
    ],
    ids=repr,
)
def test_the_property_that_fails_is_named(answer, said):
    if isinstance(answer, str):
        assert word("90.share", answer) == "Right"
    else:
        assert said in check.reply("90.share", answer).text


@pytest.mark.parametrize(
    "id, answer, said",
    [
        ("90.share", 80, "too low"),
        ("90.share", 900, "more than 100 %"),
        ("90.share", 0.5, "as a fraction of one that is 50 %, and too low"),
        ("90.share", "0.85 %", "much too small"),
        ("90.share", -85, "sign"),
        ("90.number", 3.5, "much too small"),
        ("90.text", "Turkiya", "spelling"),
        ("90.text", "Greece", "another"),
        ("90.text", 7, "a word in quotation marks"),
        ("90.years", [2014], "1 value is missing"),
        ("90.years", [2014, 2023, 2020], "1 value too many"),
        ("90.years", [], "nothing in it"),
        ("90.years", [1, 2], "None of yours belongs"),
        ("90.years", ["China"], "numbers are needed"),
        ("90.years", TABLE, "one column"),
        ("90.years", 7, "It doesn't belong"),
        ("90.years", range(10**9), "too many"),
        ("90.years", [[1], [2]], "holds a list"),
        ("90.table", TABLE["share"], "a table"),
        ("90.table", TABLE[["year"]], "column share is missing"),
        ("90.table", TABLE.assign(x=1), "too many: x"),
        ("90.table", TABLE.head(1), "1 row, too few"),
        ("90.table", TABLE.iloc[::-1], "their order"),
        ("90.table", TABLE * 2, "values aren't"),
        ("90.column", [95, 92], "a list"),
    ],
)
def test_the_sentence_says_what_is_wrong_not_just_that_it_is(id, answer, said):
    reply = check.reply(id, answer)
    assert said.lower() in reply.text.lower() and reply.word != "Right"


def test_a_fraction_for_percent_is_right_and_said_to_be_one():
    assert "0.85 as a fraction of one is 85 %" in check.reply("90.share", 0.85).text
    assert "85 per cent is 0.85" in check.reply("90.fraction", 85).text


def test_hints_climb_and_how_to_compute_it_comes_only_at_the_fourth_wrong_answer():
    texts = [check.reply("90.share", answer).text for answer in (80, 80, 80, 81, 82, 83, 84)]
    assert texts[0] == texts[1] == texts[2] and "Look" not in texts[0]
    assert (
        "flow" in texts[3]
        and "year" in texts[4]
        and "divide 17 by 20" in texts[5]
        and "divide" not in "".join(texts[:5])
    )
    assert len(book().answer("90.share")["tries"]) == 5


def test_a_named_misconception_is_said_at_once():
    assert "These are imports." in check.reply("90.share", 30).text
    assert "These are imports." in check.reply("90.share", "0.3").text
    assert "All years?" in check.reply("90.years", range(2000, 2024)).text


def test_tries_are_recorded_as_plain_values():
    for answer in (np.float64(80), "84.9 %"):
        check.reply("90.share", answer)
    assert [(one["value"], one["right"]) for one in book().answer("90.share")["tries"]] == [
        (80.0, False),
        (84.9, True),
    ]
    check.reply("90.years", {2023, 1})
    assert book().answer("90.years")["value"] == [1, 2023]


class Unfriendly:
    """Raises whatever is done with it."""

    def __getattribute__(self, name):
        raise RuntimeError("no")

    def __eq__(self, other):
        raise RuntimeError("no")

    def __repr__(self):
        raise RuntimeError("no")

    __hash__ = __str__ = __bool__ = __len__ = __iter__ = __float__ = __int__ = __call__ = __repr__


class Pretender(float):
    def __sub__(self, other):
        raise RuntimeError("no")

    __float__ = __rsub__ = __sub__


DEEP = []
for _ in range(2000):
    DEEP = [DEEP]
ODD = [
    Unfriendly(),
    Unfriendly,
    [Unfriendly()],
    Pretender(85),
    DEEP,
    type,
    check,
    print,
    TABLE,
    TABLE.T,
    TABLE.iloc[:0],
    pd.NaT,
    pd.Timestamp("2024"),
    np.datetime64("2024"),
    np.array([]),
    np.array([[None]]),
    b"\xff",
    bytearray(3),
    iter([1]),
    (one for one in [1]),
    Exception(),
    {1: {2: 3}},
    slice(3),
    NotImplemented,
    memoryview(b"1"),
]
IDS = [f"90.{name}" for name in ("share", "fraction", "number", "text", "years", "table", "column", "broken")]
ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.complex_numbers(),
    st.text(),
    st.binary(max_size=9),
    st.decimals(),
    st.fractions(),
    st.datetimes(),
    st.from_regex(r"[-+]?[\d.,'/ %e]{0,12}", fullmatch=True),
    st.recursive(st.integers() | st.text(max_size=3), lambda one: st.lists(one, max_size=3) | st.tuples(one)),
)


def assert_one_short_line(id, answer):
    reply = check.reply(id, answer)
    assert reply.text and "\n" not in reply.text and len(reply.text) < 500
    assert reply.word in ("Right", "Not yet", "Hm", "Your turn", "Note")
    assert isinstance(reply._repr_html_(), str)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(id=st.sampled_from(IDS), answer=ANYTHING)
def test_nothing_ever_raises_and_every_reply_is_one_short_line(id, answer):
    assert_one_short_line(id, answer)


@pytest.mark.parametrize("id", IDS)
@pytest.mark.parametrize("number", range(len(ODD)))
def test_the_oddest_objects_get_a_sentence_too(id, number):
    assert_one_short_line(id, ODD[number])


def test_a_mistake_of_ours_gets_a_sentence_and_is_logged(lesson, caplog):
    caplog.set_level("DEBUG", "helpers.asking")
    lesson.CHECKS = {
        "90.a": Check("it", expected=lambda load: 1, right=lambda given, load: 1 / 0),
        "90.b": Check("it", expected=lambda load: object()),
    }
    assert check.reply("90.a", 1).text == "Well worked out."
    assert "could not be read at all" in check.reply("90.b", 1).text
    assert [one.exc_info[0].__name__ for one in caplog.records] == ["ZeroDivisionError", "TypeError"]


def test_text_is_escaped_where_it_is_shown_and_colour_is_never_alone():
    html = check.Reply("wrong", "Not yet", "<script>alert(1)</script>")._repr_html_()
    assert "<script" not in html and "✗" in html and "Not yet" in html


def test_a_check_that_cannot_be_computed_says_so():
    assert "ZeroDivisionError" in check.reply("90.broken", 1).text


@pytest.mark.parametrize("id", ["90.shar", "x", None, 3, ["90.share"]], ids=repr)
def test_an_unknown_name_gets_a_sentence(id):
    reply = check.reply(id, 1)
    assert reply.word == "Note" and (id != "90.shar" or "'90.share'" in reply.text)


def test_reveal_tells_the_answer_for_a_blank(capsys):
    reveal()
    assert "The answer: 85 %." in check.reply("90.share").text


def test_every_written_check_accepts_its_own_answer_and_runs_its_hints():
    load = registry.tables()
    mine = [
        [-1, 2, 2, -1, 0],
        [2, 1, 2, -2, 2],
        [-2, 1, 0, 2, -1],
        [-1, 1, 2, 2, 1],
        [1, -1, -1, -1, 2],
        [1, -2, -2, -1, 2],
    ]
    for one, scores in zip(
        options.CRITERIA, mine, strict=True
    ):  # lesson 9 asks about the student's own scores
        book().record_answer(options.score_id(one), scores, None)
    for number in [*range(10), *registry.OUTSIDE]:
        for id, item in registry.collection("CHECKS", number).items():
            expected = item.expected(load)
            if item.kind in ("text", "country", "number") and isinstance(expected, list):
                expected = expected[0]
            assert check.reply(id, expected).word == "Right", id
            value = shown(expected, item) if item.kind == "date" else expected
            value = float(expected) if item.kind in ("number", "share") else value
            assert not any(hint.when(value, load) for hint in item.hints if hint.when), (
                f"{id}: a hint fits the right answer"
            )


def test_what_the_cell_gives_untouched_is_a_blank_not_a_wrong_answer(lesson):
    lesson.CHECKS = {"90.start": Check("the years", lambda load: {1, 2}, "set", untouched={1})}
    said = repr(check.reply("90.start", [1]))  # whether it was changed to no effect or not at all
    assert "Your turn" in said and "the answer the cell began with" in said and "Change what" not in said
    assert "Change what the cell says" in repr(check.reply("90.start", None))
    assert book().answer("90.start") is None
    assert "Not yet" in repr(check.reply("90.start", [3]))
