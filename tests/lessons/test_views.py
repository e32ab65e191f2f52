"""The pictures of every lesson are true: every view of every chart is drawn and looked at (see `seeing`).

Bars begin at nought, everything lies inside its axes, a label's name and colour agree with the data beside it, the
words and the title say what is drawn, nothing is drawn that the table doesn't hold, no two texts overlap and none is
cut. The plain command looks at each chart's opening and at both ends of each control, `--all` at every view of the
book. A chart without a reading fails.
"""

import importlib
from pathlib import Path

import pytest

from helpers.work.workbook import book
from tests.lessons import seeing
from tools.clean_copies import lesson_files

LESSONS = lesson_files()
for lesson in LESSONS:
    importlib.import_module(f"tests.lessons.{lesson.stem.split('_', 1)[1]}.reading")


QUICK = LESSONS[3], LESSONS[8]  # the other lessons' pictures take many seconds


def faults(path, monkeypatch, which):
    """What is wrong in a lesson's views, a sentence each; which: "ends" or "held" (methods of `seeing.Chart`)."""
    with monkeypatch.context() as here:
        charts = seeing.charts_of(path, here)
    found = []
    for number, chart in enumerate(charts):
        for at in getattr(chart, which)():
            where = f"{seeing.named(chart.draw)} (chart {number + 1}) {chart.values(at)}"
            with monkeypatch.context() as here:
                view = seeing.look_at(chart, at, here)
            try:
                view.check()
            except AssertionError as problem:
                found.append(f"{where}: {problem}")
            found += [f"{where}: {what} {one!r} {other!r}" for what, one, other in view.crowded()]
    return found


def report(found):
    assert not found, f"{len(found)} faults\n" + "\n".join(found[:20])


@pytest.mark.parametrize(
    "path",
    [path if path in QUICK else pytest.param(path, marks=pytest.mark.slow) for path in LESSONS],
    ids=lambda path: path.stem,
)
def test_pictures_are_true_at_the_ends_of_every_control(path, monkeypatch):
    report(faults(path, monkeypatch, "ends"))


def of_the_book(file):
    """The test that looks at all views of a lesson that the book holds; file: a module in the lesson's folder.

    Each lesson has it in a file of its own, so that several processes share the work of minutes.
    """
    (path,) = (path for path in LESSONS if path.stem.split("_", 1)[1] == Path(file).parent.name)

    @pytest.mark.slow
    def look(monkeypatch):
        report(faults(path, monkeypatch, "held"))

    return look


@pytest.mark.parametrize("path", LESSONS[8:], ids=lambda path: path.stem)
def test_pictures_of_what_a_reader_kept_are_true(path, monkeypatch):
    seeing.fill(book())
    report(faults(path, monkeypatch, "ends"))
