"""The ledger on a page where no Python runs says of any workbook what Python's says."""

import json
import random

import pytest

from helpers import registry
from helpers.asking.claims import VERDICTS
from helpers.ledger import page as ledger_page
from helpers.ledger.scores import closing_ledger, score_sentence, scored
from helpers.work import content

PLAY = "([content, all]) => all.map((text) => ledgerOfPage.told(content, workbook.read(text)))"
KINDS = [*VERDICTS, "nonsense"]


def a_prediction(plain, dice):
    """A value that may be kept of a prediction: near what came out, anywhere, or none that fits."""
    item, compare = plain["item"], plain["compare"]
    if item["type"] == "choice":
        return dice.choice([*range(len(item["options"])), compare["outcome"], 99])
    if item["type"] == "line":
        near = [one if one is not None else item["low"] for one in compare["outcome"]]
        far = [dice.uniform(item["low"], item["high"]) for _ in near]
        return dice.choice([near, far, far[:-1], 5])
    return dice.choice(
        [compare["outcome"], dice.uniform(item["low"], item["high"]), item["high"], item["high"] + 1]
    )


def a_workbook(plain, dice, chance):
    """A workbook in which each claim and prediction is kept with this chance."""
    clock = iter(range(100_000))

    def at():
        second = next(clock)
        return f"2026-01-01T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}.000000Z"

    def sure():
        return dice.choice([None, 50, 55, 60, 75, 100, 62.5, 20])

    def verdict(stage):
        reason = dice.choice(["", "a “page” <b>"])
        return {
            "stage": stage,
            "value": dice.choice(KINDS),
            "confidence": sure(),
            "reason": reason,
            "at": at(),
        }

    made = content.empty()
    for claim in plain["claims"]:
        if dice.random() < chance:
            first = verdict("first") if dice.random() < 0.8 else None
            later = [verdict("last") for _ in range(dice.choice([0, 1, 1, 2, 4]))]
            history = [one for one in (first, *later) if one and dice.random() < 0.95]
            made["verdicts"][claim["id"]] = {
                "first": first,
                "last": later[-1] if later else None,
                "history": history,
            }
    for one in plain["predictions"]:
        if dice.random() < chance:
            value = a_prediction(one, dice)
            made["predictions"][one["id"]] = {"value": value, "confidence": sure(), "reason": "", "at": at()}
    return content.checked(json.loads(json.dumps(made)))


@pytest.mark.browser
@pytest.mark.parametrize("many", [20, pytest.param(200, marks=pytest.mark.slow)])
def test_the_ledger_on_a_page_says_of_any_workbook_what_pythons_says(script, many):
    dice, load = random.Random(many), registry.tables()
    plain = json.loads(json.dumps(ledger_page.on_page(load)))
    kept = [a_workbook(plain, dice, chance) for chance in (0, 0.05, 0.3, 0.7, 1) for _ in range(many // 5)]
    found = script.evaluate(PLAY, [plain, [content.written(one) for one in kept]])
    sentences = set()
    for one, said in zip(kept, found, strict=True):
        table = closing_ledger(one, load)
        own = ledger_page.Ledger(table, scored(one, load, table))
        mine = {
            "summary": ledger_page._summary(table),
            "lessons": own._lessons(),
            "score": score_sentence(own.said),
            "scores": own._scores(),
        }
        assert json.loads(json.dumps(mine)) == said
        sentences.add(mine["score"].rsplit(". ", 1)[-1][:12])
    assert len(sentences) > 2


def test_the_ledger_on_a_page_needs_no_python(on_page, monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    monkeypatch.setenv("BETWEEN_GIANTS_PAGES", "unused")
    ledger_page.my_ledger()
    page = shown[0]._repr_html_()
    assert (
        'data-module="ledger"' in page
        and "None is judged yet" in page
        and "Python" not in page.split("</script>")[1]
    )
