"""The reader's own forecasts in the charts of lesson 8 on a page: for any that are kept, what Python draws and says."""

import json
import random

import pytest

from helpers import load
from helpers.lessons.will_they_arrest import charts, kept
from helpers.pictures import explore, figures
from helpers.work.workbook import book

PLAY = """([drawings, all]) => all.map((texts) => {
  const entry = (_, id) => (id in texts ? { value: texts[id] } : null);
  return drawings.map((drawing) => {
    const { caption, numbers, url } = forecasts.view(drawing, { entry }, {});
    const words = decodeURIComponent(url).match(/<text[^>]*>[^<]*/g).map((one) => one.split(">")[1]);
    return [caption, numbers, words, decodeURIComponent(url).match(/<circle/g)?.length ?? 0];
  });
})"""
DRAWN = (charts.envelopes, charts.calibrated)


def python_says(draw, visits):
    figure, ax = figures.new_figure()
    drawn = draw(ax, visits)
    texts = [one.get_text() for one in [*figure.texts, *ax.texts]]
    return draw.alt(drawn), json.loads(json.dumps(explore._numbers(drawn))), texts


@pytest.mark.browser
def test_the_readers_forecasts_stand_in_the_charts_of_lesson_8_as_in_python(script, in_memory):
    visits, dice = load("suspect_visits"), random.Random(8)
    values = (0, 5, 20, 33.3, 50, 79.5, 80, 100, 62.5, 101, -1, "x", None, True)
    asked = [
        {},
        {"8.mongolia": 5},
        *({id: dice.choice(values) for id in kept.FORECASTS.values()} for _ in range(12)),
        *({id: dice.choice([0, 10, 100]) for id in kept.FORECASTS.values()} for _ in range(4)),
        dict.fromkeys(kept.FORECASTS.values(), 50),
        {one["id"]: 100 * one["arrested"] for one in DRAWN[0].on_page(visits)["trips"]},
    ]
    drawings = [json.loads(json.dumps(draw.on_page(visits))) for draw in DRAWN]
    found = script.evaluate(PLAY, [drawings, asked])
    leads = set()
    for texts, shown in zip(asked, found, strict=True):
        in_memory()
        for id, value in texts.items():
            book().keep_prediction(id, value, None, "")
        for draw, (caption, numbers, words, dots) in zip(DRAWN, shown, strict=True):
            said, rows, written = python_says(draw, visits)
            assert (caption, numbers) == (said, rows), texts
            lines = " ".join(words)
            assert all(word in lines for one in written for word in one.split()), (texts, written, lines)
            own = len(kept.kept_forecasts()) if draw is charts.envelopes else len(rows["rows"])
            assert dots == own, "a dot for each forecast, or group of them"
        leads.add(shown[0][0].split(". ")[1])
    assert len(leads) == 4, "readers ahead, behind and level were compared, and one who kept nothing"


def test_nothing_that_a_student_kept_stands_in_a_page_as_it_is_built(in_memory):
    in_memory()
    visits = load("suspect_visits")
    before = [draw.on_page(visits) for draw in DRAWN]
    book().keep_prediction("8.mongolia", 5, None, "")
    assert [draw.on_page(visits) for draw in DRAWN] == before
