"""`explore` and `show`: controls from short-hands, one view per wish, words and numbers of what is drawn, no traces."""

import json
from base64 import b64decode

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.errors import LessonError
from helpers.pictures import explore, figures
from helpers.work import lasting, sealed
from helpers.work.sealed import Sealed
from helpers.work.workbook import Workbook, book

TABLE = pd.DataFrame({"year": [2000, 2001, 2002], "share": [10.0, 20.5, float("nan")]})


def line(ax, table, year, dots=False):
    """Draws up to a year; refuses 2001 so that failures can be tested."""
    if year == 2001:
        raise ValueError("no <b>2001</b>")
    rows = table[table.year <= year]
    ax.plot(rows.year, rows.share, marker="o" if dots else "")
    return rows


class Screen:
    """What a cell shows: the things displayed, and what later replaced them."""

    def __init__(self):
        self.shown = []

    def __call__(self, thing, display_id=None):
        self.shown.append(thing)
        place = len(self.shown) - 1

        class Handle:
            @staticmethod
            def update(new):
                self.shown[place] = new

        return Handle if display_id else None


@pytest.fixture
def screen(monkeypatch):
    screen = Screen()
    monkeypatch.setattr(sealed, "display", screen)
    monkeypatch.setattr(sealed, "lasting", lambda thing: screen(thing, display_id=True))
    monkeypatch.setattr(lasting, "display", lambda thing, display_id=None: None)
    return screen


def sent(chart, wish):
    """What the chart answers to the browser's wish: (view, picture), or None."""
    answers = []
    chart.send = lambda content, buffers=None: answers.append((content, buffers[0]))
    chart._answer(chart, wish, [])
    return answers[0] if answers else None


# --- controls ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "given_, kind, labels",
    [
        (range(1991, 1994), "slider", ["1991", "1992", "1993"]),
        ((0, 1, 0.25), "slider", ["0", "0.25", "0.5", "0.75", "1"]),
        ((2, 4), "slider", ["2", "3", "4"]),
        (pd.Series([2003, 2001, 2003]), "slider", ["2001", "2003"]),
        (["coal", "gold"], "menu", ["coal", "gold"]),
        (("coal", "gold"), "menu", ["coal", "gold"]),
        ({"sold": "export", "bought": "import"}, "menu", ["sold", "bought"]),
        (True, "tick", ["no", "yes"]),
    ],
)
def test_short_hands(given_, kind, labels):
    spec = explore._control("x", given_, None).spec()
    assert (spec["kind"], spec["options"]) == (kind, labels)


def test_only_time_gets_a_play_button_and_a_start_is_kept():
    year = explore._control("year", range(1990, 2000), 1995)
    assert year.spec()["play"] and year.values[year.at] == 1995
    assert not explore._control("share", range(5), None).spec()["play"]
    assert explore._control("dots", True, None).at == 1


@pytest.mark.parametrize("wrong", [[], {}, range(3, 3), "coal", 7, None, (5, 1), (0, 1, 0), (0, 10**9)])
def test_what_is_no_control_gets_one_sentence(wrong):
    with pytest.raises(LessonError) as problem:
        explore._control("share", wrong, None)
    assert "share" in str(problem.value) and "\n" not in str(problem.value)


def test_a_start_outside_the_range_gets_one_sentence():
    with pytest.raises(LessonError, match="1990 to 1999"):
        explore._control("year", range(1990, 2000), 2005)


@given(st.integers(-50, 50), st.integers(0, 60), st.sampled_from([0.1, 0.25, 0.5, 1, 3]))
def test_a_slider_holds_both_ends_that_its_step_reaches(low, width, step):
    values = explore._control("x", (low, low + width, step), None).values
    assert values[0] == low
    assert low + width - step < values[-1] <= low + width
    assert values == sorted(set(values))


# --- views ------------------------------------------------------------------------------------------------------


def test_a_wish_is_answered_with_picture_words_numbers_and_code(screen):
    explore.explore(line, TABLE, alt="Shares up to {year}", year=[2000, 2001, 2002], dots=False)
    view, image = sent(screen.shown[0], {"want": "2,1"})
    assert image.startswith(b"<svg ")
    assert view["key"] == "2,1" and view["drawn"]
    assert view["caption"] == "Shares up to 2002"
    assert view["numbers"] == {
        "columns": ["year", "share"],
        "rows": [["2000", "10"], ["2001", "20.5"], ["2002", "–"]],
        "more": 0,
    }
    assert view["code"] == "year=2002, dots=True"
    json.dumps(view)


def test_a_draw_that_raises_becomes_one_sentence_with_the_line(screen):
    explore.explore(line, TABLE, year=[2000, 2001, 2002])
    view, image = sent(screen.shown[0], {"want": "1"})
    assert not view["drawn"] and image == b""
    assert "year = 2001" in view["caption"] and "line, line 4 stopped with ValueError" in view["caption"]
    assert "\n" not in view["caption"]


def test_a_first_view_that_raises_still_shows_the_controls_and_the_sentence(screen):
    explore.explore(line, TABLE, year=[2001, 2002])
    chart = screen.shown[0]
    assert chart.controls and "could not be drawn" in chart.opening["caption"]
    assert "<img" not in chart.reading.page and "could not be drawn" in chart.reading.words


@pytest.mark.parametrize(
    "nonsense",
    [{}, {"want": "9"}, {"want": "a,b"}, {"want": "0,0"}, {"want": None}, "no", None, {"want": "-1"}],
)
def test_messages_that_are_no_wish_are_not_answered(screen, nonsense):
    explore.explore(line, TABLE, year=[2000, 2002])
    assert sent(screen.shown[0], nonsense) is None


def test_what_is_saved_is_a_picture_with_the_same_words_beside_the_live_chart(screen):
    explore.explore(line, TABLE, alt="Shares up to {year}, a long enough sentence", year=[2002, 2000])
    words, said = "Shares up to 2002, a long enough sentence", screen.shown[0].reading
    assert said.words == words and said.page.count(words) == 2 and f'<img alt="{words}"' in said.page
    assert b64decode(said.page.partition("base64,")[2].partition('"')[0]).startswith(b"\x89PNG")
    data, _ = screen.shown[0]._repr_mimebundle_()
    assert data["text/plain"] == "" and set(data) == {
        "text/plain",
        "application/vnd.jupyter.widget-view+json",
    }


def test_copy_this_view_is_a_call_where_the_names_are_known(screen, monkeypatch):
    class Shell:
        user_ns = {"_1": TABLE, "exports": TABLE, "line": line}

    monkeypatch.setattr(explore, "get_ipython", lambda: Shell)
    explore.explore(line, TABLE, year=[2000, 2002])
    assert screen.shown[0].opening["code"] == "show(line, exports, year=2000)"


def test_long_tables_say_how_much_is_left_out():
    numbers = explore._numbers(pd.DataFrame({"a": range(100)}))
    assert len(numbers["rows"]) == explore.MOST_ROWS and numbers["more"] == 100 - explore.MOST_ROWS


# --- show -------------------------------------------------------------------------------------------------------


def test_show_draws_one_view_of_a_draw_function(screen):
    explore.show(line, TABLE, alt="One view of {year}", year=2002)
    chart = screen.shown[0]
    assert chart.controls == [] and chart.opening["caption"] == "One view of 2002"


def test_show_takes_a_figure_closes_it_and_needs_words(screen):
    figure, ax = plt.subplots()
    with pytest.raises(LessonError, match="in words"):
        explore.show(figure)
    figure, ax = plt.subplots()
    explore.show(ax, alt="An empty frame")
    (chart,) = screen.shown
    assert chart.opening["caption"] == chart.reading.words == "An empty frame"
    assert not plt.get_fignums()


def test_show_writes_tables_whole_escaped_and_without_row_numbers(screen):
    text = "<b>" + "long " * 40
    explore.show(pd.DataFrame({"fact_text": [text]}, index=[17]))
    page = screen.shown[0]._repr_html_()
    assert "&lt;b&gt;" in page and "<b>" not in page and text.strip()[3:] in page
    assert 'scope="col"' in page and "fact text" in page and "17" not in page
    explore.show(pd.Series([0.5], index=["lowest"]))
    assert "lowest" in repr(screen.shown[1])


@pytest.mark.parametrize("call", [lambda: explore.explore(TABLE, year=[1]), lambda: explore.show(3)])
def test_a_thing_that_can_not_draw_gets_one_sentence(call):
    with pytest.raises(LessonError, match="draw function"):
        call()


# --- sealed -----------------------------------------------------------------------------------------------------


def test_a_sealed_chart_opens_by_itself_when_its_prediction_is_kept(screen):
    drawn = []

    def watched(ax, year):
        drawn.append(year)

    explore.explore(watched, year=[2000], after="3.x")
    explore.show(TABLE, after="3.y")
    assert isinstance(screen.shown[0], Sealed) and not drawn
    assert "prediction" in repr(screen.shown[0]) and "2000" not in screen.shown[0]._repr_html_()
    book().keep_prediction("3.x", 50, 70, "")
    assert isinstance(screen.shown[0], explore.Chart) and drawn == [2000]
    assert isinstance(screen.shown[1], Sealed)


def test_a_closed_chart_is_a_picture_of_its_question_and_a_closed_table_names_its_columns(screen):
    empty = figures.Empty("Which year?", "people", x=(1990, 2020), y=["here", "there"])

    @figures.described("Never said: {year}.", closed=empty)
    def asked(ax, year):
        raise AssertionError("drawn before it is open")

    explore.explore(asked, year=[2000], after="3.x")
    explore.show(TABLE, after="3.y")
    chart, table = screen.shown
    said = f"Which year? {Sealed.sentence}"
    assert repr(chart) == said and chart.page == lasting.pictured(figures.empty_picture(empty), said).page
    assert repr(table) == f"A table of year and share. {Sealed.sentence}"


@pytest.mark.parametrize("axis", [None, (0, 100), (1990, 2024), ["one", "two", "a rather long name"]])
def test_empty_axes_have_what_the_question_gives_them_and_no_more(monkeypatch, axis):
    caught = []
    monkeypatch.setattr(figures, "to_png", lambda figure: caught.append(figure) or b"")
    figures.empty_picture(figures.Empty("Which?", "of what", x=axis, y=axis))
    (ax,) = caught[0].axes
    assert not (ax.lines or ax.patches or ax.collections or ax.images)
    for one, ends in ((ax.xaxis, ax.get_xlim()), (ax.yaxis, ax.get_ylim())):
        assert one.get_visible() == (axis is not None)
        if isinstance(axis, tuple):
            assert ends == axis
        elif axis:
            assert [label.get_text() for label in one.get_ticklabels()] == axis


def test_a_kept_prediction_and_reveal_show_at_once(screen):
    book().keep_prediction("3.x", 50, 70, "")
    explore.show(TABLE, after="3.x")
    assert isinstance(screen.shown[0], explore.Table)
    explore.show(TABLE, after="3.z")
    book().open_all()
    assert isinstance(screen.shown[1], explore.Table)


# --- what a chart keeps -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["my weights!", "", "a/b", "x" * 101, 7])
def test_a_name_that_no_workbook_holds_gets_one_sentence(screen, name):
    with pytest.raises(LessonError, match="can't be kept"):
        explore.explore(line, TABLE, keep=name, year=[2000])
    assert screen.shown == []


@pytest.mark.parametrize("value", [pd.Timestamp("2024-09-01"), float("nan"), (1, 2), {"a": 1}])
def test_a_value_that_no_workbook_holds_gets_one_sentence(screen, value):
    with pytest.raises(LessonError, match="can't be kept"):
        explore.explore(line, TABLE, keep="9.weights", year={"this": value})


def test_what_is_kept_is_in_the_workbook_and_leaves_it_readable(screen, workbook_file):
    explore.explore(line, TABLE, keep="9.my_years", year=[2000, 2002])
    said = []
    screen.shown[0].send = said.append
    screen.shown[0]._answer(screen.shown[0], {"keep": "1"}, [])
    assert said[0]["kept"].startswith("Kept in your workbook")
    assert book().answer("9.my_years")["value"] == [2002]
    assert Workbook(workbook_file).answer("9.my_years")["value"] == [2002]
