"""The portrait on a page where no Python runs: of any workbook what Python's says, a mark for each claim."""

import json
import random

import pytest

from helpers import registry
from helpers.ledger import page as ledger_page
from helpers.ledger.portrait import course, portrait
from helpers.ledger.scores import closing_ledger, scored
from helpers.pictures import explore, figures
from helpers.work import content
from tests.pages.test_ledger_on_page import a_workbook

PLAY = """([drawing, all]) => all.map((text) => {
  const kept = workbook.read(text);
  const { caption, numbers, url } = portraitOfPage.view(drawing, { all: () => kept }, {});
  const drawn = decodeURIComponent(url), words = drawn.match(/<text[^>]*>[^<]*/g).map((one) => one.split(">")[1]);
  return [caption, numbers, words.join(" ").replace(/&#(\\d+);/g, (_, code) => String.fromCharCode(code))];
})"""


@pytest.mark.browser
@pytest.mark.parametrize("many", [20, pytest.param(100, marks=pytest.mark.slow)])
def test_the_portrait_on_a_page_says_of_any_workbook_what_pythons_says(script, many):
    dice, load = random.Random(many), registry.tables()
    plain = json.loads(json.dumps(ledger_page.on_page(load)))
    kept = [a_workbook(plain, dice, chance) for chance in (0, 0.05, 0.3, 0.7, 1) for _ in range(many // 5)]
    drawing = json.loads(json.dumps(portrait.on_page()))
    found = script.evaluate(PLAY, [drawing, [content.written(one) for one in kept]])
    drawn = 0
    for one, (caption, numbers, words) in zip(kept, found, strict=True):
        ledger = closing_ledger(one, load)
        said = scored(one, load, ledger)
        figure, ax = figures.new_figure()
        table = portrait(ax, ledger, said)
        assert caption == portrait.alt(table)
        assert numbers == json.loads(json.dumps(explore._numbers(course(ledger))))
        texts = [one.get_text() for one in [*figure.texts, *(t for axes in figure.axes for t in axes.texts)]]
        assert all(word in words for text in texts for word in text.split()), texts
        assert all(claim in words for claim in table.claim)
        drawn += len(table) > 0
    assert drawn > many // 2
