"""The simulator of lesson 4 on a page: for every position of its sliders the same numbers and words as Python's."""

import json
import random
import urllib.parse

import pytest

from helpers import registry
from helpers.lessons.fuel_and_rails import charts_shock, facts
from helpers.pictures import dark, explore, figures
from tests.pictures.test_dark import faults_of

PLAY = """([drawing, all]) => all.map((values) => {
  const { caption, numbers, url } = fuelShock.view(drawing, null, values);
  return [caption, numbers, decodeURIComponent(url).match(/<text[^>]*>[^<]*/g).map((one) => one.split(">")[1])];
})"""


@pytest.fixture(scope="module")
def inputs():
    load = registry.tables()
    return facts.assumptions(load("fuel_electricity"), load("petroleum_by_month"))


def python_says(inputs, values):
    figure, ax = figures.new_figure()
    drawn = charts_shock.shock(ax, inputs, **values)
    numbers = json.loads(json.dumps(explore._numbers(drawn)))
    texts = [one.get_text() for one in [*figure.texts, *ax.texts]]
    return (
        charts_shock.shock.alt(drawn, **values),
        numbers,
        [line for text in texts for line in text.split("\n")],
    )


@pytest.mark.browser
@pytest.mark.parametrize("many", [12, pytest.param(400, marks=pytest.mark.slow)])
def test_the_simulator_says_at_any_position_what_python_says(script, inputs, many):
    dice = random.Random(many)
    ends = [
        {name: dice.choice([steps[0], steps[-1]]) for name, steps in facts.SLIDERS.items()}
        for _ in range(many // 4)
    ]
    free = [{name: dice.choice(steps) for name, steps in facts.SLIDERS.items()} for _ in range(many)]
    asked = [dict(facts.USUAL), *ends, *free]
    found = script.evaluate(PLAY, [json.loads(json.dumps(charts_shock.shock.on_page(inputs))), asked])
    outcomes = set()
    for values, (caption, numbers, texts) in zip(asked, found, strict=True):
        said, rows, written = python_says(inputs, values)
        assert (caption, numbers) == (said, rows), values
        lines = " ".join(texts)
        for line in written:
            assert all(word in lines for word in line.split()), (values, line)
        outcomes.add(said.split(". ")[1][:20])
    assert len(outcomes) == 2  # some run dry, some do not


@pytest.mark.browser
def test_its_picture_is_dark_on_a_dark_page(script, inputs):
    drawing = json.loads(json.dumps(charts_shock.shock.on_page(inputs)))
    url = script.evaluate(
        "([drawing, values]) => fuelShock.view(drawing, null, values).url", [drawing, dict(facts.USUAL)]
    )
    svg = urllib.parse.unquote(url)
    assert dark.GROUND in svg and faults_of(svg) == []


@pytest.mark.browser
def test_chance_on_a_page_is_pythons(script):
    for seed in (0, 1, 29, 123456789):
        chance = random.Random(seed)
        said = script.evaluate(
            "seed => { const next = fuelShock.chance(seed); return Array.from({ length: 2000 }, next); }",
            seed,
        )
        assert said == [chance.random() for _ in range(2000)]
