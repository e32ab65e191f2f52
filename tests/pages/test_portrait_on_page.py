"""The portrait on a page where no Python runs: of any workbook what Python's says, a mark for each claim."""

import json
import random

import pytest

from helpers import registry
from helpers.ledger import page as ledger_page
from helpers.ledger import words
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
WORDS = "([content, all]) => all.map((text) => wordsOfPage.told(content, workbook.read(text)))"


@pytest.mark.browser
@pytest.mark.parametrize("many", [20, pytest.param(100, marks=pytest.mark.slow)])
def test_the_portrait_on_a_page_says_of_any_workbook_what_pythons_says(script, many):
    dice, load = random.Random(many), registry.tables()
    plain = json.loads(json.dumps(ledger_page.on_page(load)))
    kept = [a_workbook(plain, dice, chance) for chance in (0, 0.05, 0.3, 0.7, 1) for _ in range(many // 5)]
    drawing = json.loads(json.dumps(portrait.on_page()))
    found = script.evaluate(PLAY, [drawing, [content.written(one) for one in kept]])
    drawn = 0
    for one, (caption, numbers, shown) in zip(kept, found, strict=True):
        ledger = closing_ledger(one, load)
        said = scored(one, load, ledger)
        figure, ax = figures.new_figure()
        table = portrait(ax, ledger, said)
        assert caption == portrait.alt(table)
        assert numbers == json.loads(json.dumps(explore._numbers(course(ledger))))
        texts = [one.get_text() for one in [*figure.texts, *(t for axes in figure.axes for t in axes.texts)]]
        assert all(word in shown for text in texts for word in text.split()), texts
        assert all(claim in shown for claim in table.claim)
        drawn += len(table) > 0
    assert drawn > many // 2


def with_tries(made, dice, chance):
    """The workbook with checks and quiz questions tried, some right at last, some never, some judged by nobody."""
    clock = iter(range(10_000))
    for section, kind in (("answers", "CHECKS"), ("quiz", "QUIZ")):
        for id in [one for lesson in registry.LESSONS for one in registry.collection(kind, lesson)]:
            if dice.random() < chance:
                tries = [
                    {
                        "value": number,
                        "right": dice.choice([True, False, None]),
                        "at": f"2026-02-01T00:00:{second:02}.000000Z",
                    }
                    for number, second in enumerate(
                        next(clock) % 60 for _ in range(dice.choice([0, 1, 1, 2, 3]))
                    )
                ]
                last = (
                    tries[-1] if tries else {"value": 0, "right": None, "at": "2026-02-01T00:00:00.000000Z"}
                )
                made[section][id] = {**last, "tries": tries}
    return content.checked(json.loads(json.dumps(made)))


@pytest.mark.browser
@pytest.mark.parametrize("many", [20, pytest.param(100, marks=pytest.mark.slow)])
def test_the_words_below_it_are_of_any_workbook_those_of_python(script, many):
    dice, load = random.Random(many), registry.tables()
    plain = json.loads(json.dumps(ledger_page.on_page(load)))
    chances = [chance for chance in (0, 0.05, 0.3, 0.7, 1) for _ in range(many // 5)]
    kept = [with_tries(a_workbook(plain, dice, chance), dice, chance) for chance in chances]
    told = json.loads(json.dumps(words.words_on_page(load)))
    found = script.evaluate(WORDS, [told, [content.written(one) for one in kept]])
    seen = set()
    for one, parts in zip(kept, found, strict=True):
        said = [words.NO_WORDS]
        if parts:
            said = [text for title, some in parts for text in (f"{title}.", *(f"  {text}" for text in some))]
        assert "\n".join(said) == repr(words.in_your_words(one, load))
        seen |= {title for title, _ in parts} or {""}
    assert seen == {"", *words.TITLES}


FOLLOWS = """([content, claim]) => {
  const kept = openWorkbook({ local: memory(), session: memory() }), place = make("div");
  wordsOfPage.show(content, kept, place);
  const before = place.innerText;
  kept.keepVerdict(claim, "last", "cannot be settled", 80, "a <b>source</b>");
  return [before, [...place.querySelectorAll("li")].map((one) => one.innerText)];
}"""


@pytest.mark.browser
def test_the_words_follow_what_is_kept_and_are_text(script):
    ledger = closing_ledger({"verdicts": {}}, registry.tables(), True)
    claim = ledger.index[(ledger["basis"] == "tables") & (ledger["tables_say"] != "cannot be settled")][0]
    told = json.loads(json.dumps(words.words_on_page(registry.tables())))
    before, after = script.evaluate(FOLLOWS, [told, claim])
    assert before == words.NO_WORDS and after[0] == f"{claim}: “a <b>source</b>”"
    assert len(after) == 2 and "You: it cannot be settled. The tables: " in after[1]


def test_the_words_stand_below_the_portrait_on_its_page(tmp_path, monkeypatch):
    shown = []
    monkeypatch.setenv("BETWEEN_GIANTS_PAGES", str(tmp_path))
    for place in ("IPython.display.display", "helpers.work.sealed.display"):
        monkeypatch.setattr(place, shown.append)
    ledger_page.my_portrait()
    drawn, said = (one._repr_html_() for one in shown)
    assert 'data-module="explore"' in drawn and 'data-module="words"' in said and words.NO_WORDS in said
