"""A line is drawn whole or not kept; what came out stays out of sight until it is, then it is compared in words."""

import base64
import dataclasses
import io
import json
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from helpers.asking import forms, predict
from helpers.asking.drawn import Drawn
from helpers.asking.predict import Number, Outcome
from helpers.errors import LessonError
from helpers.work.workbook import book

TRUTH = {2001: 20.0, 2002: 30.0, 2003: 81.0, 2005: 93.0}  # no table has 2004
LINE = Drawn(
    "Which share?",
    range(2001, 2006),
    0,
    100,
    "%",
    known=lambda load: {1999: 12.0, 2000: 15.0},
    outcome=lambda load: Outcome(TRUTH, "It ended at ninety.", "table x"),
    was=Number("Which share in 2005?", 0, 100, "%"),
)


@pytest.fixture(autouse=True)
def predictions(lesson):
    lesson.PREDICTIONS = {"90.line": LINE}


def text(form):
    return forms.as_text(form.spec, form.state)


def keep(form, value):
    form._receive(
        form, {"kind": "act", "n": str(value), "action": "keep", "values": {"90.line": {"value": value}}}
    )


def test_nothing_of_what_came_out_is_sent_before_the_line_is_kept(shown):
    predict.predict("90.line")
    predict.look_back("90.line")
    sent = json.dumps([[form.spec, form.state] for form in shown]) + "".join(
        re.sub(r"base64,[^\"]+", "", form.reading.page)
        for form in shown  # the picture: see at the end
    )
    assert "81" not in sent and "93" not in sent and "truth" not in sent
    assert "a line to draw, 2001 to 2005" in sent and "ends in 2000 at 15 %" in sent
    keep(shown[0], [20, 30, 40, 50, 60])
    (picture,) = (line["chart"] for line in shown[1].state[""]["lines"] if "chart" in line)
    assert picture["mine"] == [20, 30, 40, 50, 60] and picture["truth"] == [20, 30, 81, None, 93]
    assert picture["known"] == [[1999, 12], [2000, 15]]
    assert "You drew a line from 20 % in 2001 to 60 % in 2005" in text(shown[1])


@pytest.mark.parametrize(
    "value, said",
    [
        (None, "as far as 2005"),
        ([], "as far as 2005"),
        ([1, 2, 3, 4], "as far as 2005"),
        ([1, 2, 3, 4, None], "as far as 2005"),
        ([1, 2, 3, 4, True], "as far as 2005"),
        ([1, 2, 3, 4, float("nan")], "as far as 2005"),
        ("12345", "as far as 2005"),
        ([1, 2, 3, 4, 101], "between 0 and 100 %"),
        ([-1, 2, 3, 4, 5], "between 0 and 100 %"),
    ],
)
def test_a_line_that_is_not_whole_or_leaves_the_axes_is_asked_for_again(shown, value, said):
    predict.predict("90.line")
    keep(shown[0], value)
    assert not book().is_kept("90.line") and said in text(shown[0])


@pytest.mark.parametrize(
    "line, said",
    [
        (
            [20, 30, 81, 80, 93],
            "That is close: you were 0 points off on average. It rose, as you drew. "
            "You had its largest step, 2002 to 2003.",
        ),
        (
            [20, 30, 40, 50, 60],
            "You were 18 points off on average, most in 2003: 41 points too low. It rose, as you drew. "
            "Its largest step came 2002 to 2003, yours 2003 to 2005.",
        ),
        (
            [90, 80, 70, 60, 50],
            "You were 44 points off on average, most in 2001: 70 points too high. It rose; your line fell. "
            "Its largest step came 2002 to 2003, yours 2003 to 2005.",
        ),
        (
            [50] * 5,
            "You were 31 points off on average, most in 2005: 43 points too low. It rose; your line stayed level. "
            "Its largest step came 2002 to 2003.",
        ),
    ],
)
def test_a_line_is_compared_by_distance_direction_and_largest_step(line, said):
    assert LINE.compared(line, TRUTH) == said


def test_what_hardly_moves_has_no_direction_and_no_step():
    said = LINE.compared([50, 40, 30, 20, 10], dict.fromkeys(range(2001, 2006), 50.0))
    assert said == "You were 20 points off on average, most in 2005: 40 points too low."


@given(st.lists(st.floats(0, 100), min_size=5, max_size=5))
def test_a_line_is_a_hit_exactly_where_it_is_called_close(line):
    assert LINE.hit(line, TRUTH) == LINE.compared(line, TRUTH).startswith("That is close")
    assert LINE.read(line) == line and LINE.hit([TRUTH.get(year, 0) for year in LINE.years], TRUTH)


def test_a_number_kept_for_the_question_before_stays_readable(shown):
    book().keep_prediction("90.line", 70, 80, "")
    predict.predict("90.line")
    predict.look_back("90.line")
    assert "You said 70 % when the question was for one number, 80 % sure." in text(shown[0])
    assert "Now the whole line is asked for." in text(shown[1]) and not LINE.hit(70, TRUTH)


def test_a_damaged_table_of_what_is_known_is_a_sentence(shown, lesson):
    def gone(load):
        raise LessonError("data/x.csv is missing.")

    lesson.PREDICTIONS = {"90.line": Drawn("?", [1, 2], 0, 1, known=gone)}
    predict.predict("90.line")
    assert text(shown[0]).strip() == "data/x.csv is missing."


def pictures(form):
    """The PNGs in a form's reading version."""
    return [base64.b64decode(one) for one in re.findall(r"data:image/png;base64,([^\"]+)", form.reading.page)]


def test_for_reading_empty_axes_are_a_picture_until_the_line_is_kept(shown):
    predict.predict("90.line")
    (picture,) = pictures(shown[0])
    image = Image.open(io.BytesIO(picture))
    assert image.size[0] == 800 and len(picture) < 30 * 1024
    assert shown[0].reading.page.startswith("<img alt=") and "Which share?" in shown[0].reading.words
    keep(shown[0], [20, 30, 40, 50, 60])
    assert pictures(shown[0]) == []


def test_the_picture_of_empty_axes_is_the_same_whatever_came_out(shown, lesson):
    """Nothing of it hangs on the outcome, and the half where the line will be drawn holds nothing but rules."""
    predict.predict("90.line")
    lesson.PREDICTIONS = {
        "90.line": dataclasses.replace(LINE, outcome=lambda load: Outcome({2005: 1.0}, "No."))
    }
    predict.predict("90.line")
    (one,), (other,) = map(pictures, shown)
    assert one == other
    dark = np.asarray(Image.open(io.BytesIO(one)).convert("L"))[130:350, 240:770] < 120
    assert not dark.any()
