"""The rate of arrest in lesson 8 on a page: at every position of its controls Python's numbers and words."""

import json
import random

import pytest

from helpers import registry
from helpers.lessons.will_they_arrest import charts, facts
from helpers.pictures import explore, figures

PLAY = """([drawing, all]) => all.map((values) => {
  const { caption, numbers, url } = beliefs.view(drawing, null, values);
  return [caption, numbers, decodeURIComponent(url).match(/<text[^>]*>[^<]*/g).map((one) => one.split(">")[1])];
})"""
# as the two cells of the lesson offer them, with all their ends
STEPS = {
    "cases": list(charts.CLASSES),
    "trips_lacking": range(0, 37, 6),
    "imagined_arrests": range(1, 21),
    "imagined_without": range(1, 41),
}


@pytest.mark.browser
@pytest.mark.parametrize("many", [20, pytest.param(400, marks=pytest.mark.slow)])
@pytest.mark.parametrize("held", ["all", "none"])
def test_the_curve_says_at_any_position_what_python_says(script, held, many):
    dice = random.Random(many)
    known = facts.cases(registry.tables()("suspect_visits"))
    known = known if held == "all" else known.head(0)
    ends = [{name: dice.choice([one[0], one[-1]]) for name, one in STEPS.items()} for _ in range(many // 2)]
    free = [{name: dice.choice(one) for name, one in STEPS.items()} for _ in range(many)]
    asked = [{}, *ends, *free]
    found = script.evaluate(PLAY, [json.loads(json.dumps(charts.curve.on_page(known))), asked])
    sides = set()
    for values, (caption, numbers, texts) in zip(asked, found, strict=True):
        figure, ax = figures.new_figure()
        drawn = charts.curve(ax, known, **values)
        assert caption == charts.curve.alt(drawn, **values)
        assert numbers == json.loads(json.dumps(explore._numbers(drawn))), values
        lines, labels = " ".join(texts), [one.get_text() for one in ax.get_xticklabels()]
        written = [one.get_text() for one in [*figure.texts, *ax.texts]] + labels
        for line in written:
            assert all(word in lines for word in line.split()), (values, line)
        sides.add(drawn.mean_percent.iloc[0] > 60)
    assert sides == {True, False}
