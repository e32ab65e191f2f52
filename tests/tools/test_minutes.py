"""A lesson's core takes 45 minutes at 150 words a minute, no more than the plan, each section as its heading says."""

import nbformat
import pytest

from publishing import notes
from publishing.pages import is_outside
from tools import minutes
from tools.clean_copies import lesson_files

LESSON = 45
ROUNDED = 0.5  # a heading says whole minutes


@pytest.mark.parametrize("path", sorted(lesson_files()), ids=lambda path: path.stem)
def test_a_lesson_takes_what_its_headings_say(path):
    sections = minutes.estimate(path)
    number = int(path.name[:2])
    whole = sum(one.planned or 0 for one in sections) + 1 if is_outside(path) else notes.read(number).minutes
    assert minutes.total(sections) <= whole <= LESSON
    for one in sections:
        assert one.planned is None or one.minutes <= one.planned + ROUNDED, one
    assert (
        sum(one.minutes for one in sections if one.planned is None)
        <= whole - sum(one.planned or 0 for one in sections) + 3 * ROUNDED
    )


@pytest.fixture
def written(tmp_path):
    """written(cell, …) is a notebook of these cells; one that begins with ">" is code."""

    def write(*texts):
        v4 = nbformat.v4
        cells = [
            v4.new_code_cell(text[1:].strip()) if text.startswith(">") else v4.new_markdown_cell(text)
            for text in texts
        ]
        path = tmp_path / "lesson.ipynb"
        nbformat.write(v4.new_notebook(cells=cells), path)
        return path

    return write


IMPORTS = "> from helpers import load, show, explore, predict, look_back, check, quiz, verdict"


def seconds(path):
    return [round(60 * one.minutes, 3) for one in minutes.estimate(path)]


def test_words_are_read_at_150_a_minute_and_sources_are_not(written):
    text = "word " * 148 + "[[a-source]](../data/sources.csv)"
    (start, section) = minutes.estimate(written("Two words.", f"## Heading here (2 min)\n\n{text}"))
    assert (start.minutes, start.planned) == (pytest.approx(2 / 150), None)
    assert section.heading == "Heading here" and section.planned == 2
    assert section.minutes == pytest.approx((148 + 4) / 150)  # the heading is read, too


def test_what_is_done_takes_its_time(written):
    base = [minutes.RUN]
    assert seconds(written(IMPORTS)) == base
    both = [IMPORTS, "> x = 1\nx + 1"]
    assert seconds(written(*both)) == [2 * minutes.RUN + 2 * minutes.LINE]
    drawn = written(IMPORTS, "> explore(lambda ax, table: None, None, year=[1, 2], after='1.x')")
    assert seconds(drawn) == [2 * minutes.RUN + minutes.LINE + minutes.CHART + minutes.CONTROL]
    asked = written(IMPORTS, "> check('3.share_2023', 1)")
    assert seconds(asked) == [2 * minutes.RUN + minutes.LINE + minutes.WORK + minutes.REPLY * 0.4]


def test_a_verdict_is_read_with_its_finding_and_a_first_one_without(written):
    first, last = (seconds(written(IMPORTS, f"> verdict('C15'{how})"))[0] for how in (", first=True", ""))
    assert last - first == pytest.approx(
        minutes.MOVED + 0.4 * minutes.words(minutes.opening("C15")), abs=0.01
    )


def test_a_drawn_line_takes_longer_than_a_choice(written):
    drawn, chosen = (
        seconds(written(IMPORTS, f"> predict('{id}')"))[0] for id in ("3.china_1991", "3.peers_90")
    )
    assert drawn - chosen > minutes.DRAW - minutes.DECIDE - 30


def test_a_long_table_is_left_at_some_point(written):
    table = "> import pandas as pd\nshow(pd.DataFrame({'a': ['word ' * 400] * 40}))"
    assert seconds(written(IMPORTS, table)) == [
        2 * minutes.RUN + minutes.LINE + minutes.TABLE + minutes.LONGEST_TABLE
    ]


def test_what_one_does_at_home_is_not_counted(written):
    path = written("One.", "## Quiz (3 min)\n\nTwo.", "## Try another country\n\n" + "word " * 900)
    assert [one.heading for one in minutes.estimate(path)] == ["Start", "Quiz"]
