"""What a reader answered in a lesson, to print: on its page the same words, in the same order, as my_work() gives."""

import json
import random

import pytest

from helpers import registry
from helpers.asking import claims, lesson_page, predict, quiz
from helpers.asking.check_on_page import on_page as check_form
from helpers.asking.drawn import Drawn
from helpers.asking.predict import Choice
from helpers.lessons.decision_room.options import CRITERIA, OPTIONS, WEIGHTS, score_id
from helpers.lessons.decision_room.scoring import score_form
from helpers.lessons.the_court import road
from helpers.tables import load
from helpers.work.workbook import book
from publishing import pages

PLAY = """([forms, texts]) => texts.map((text) => {
  const kept = openWorkbook({ local: memory(), session: memory() });
  kept.take(text);
  return answersOfPage.parts(forms, kept);
})"""
REASONS = ["", "as <b>I</b> see it", "“so”"]


def wordings_of(lesson):
    """The ids of the claims that a lesson asks."""
    table = claims.outside() if lesson in registry.OUTSIDE else claims.ledger()
    return list(table.index[table.lesson == lesson])


@pytest.fixture
def forms_of(on_page, in_memory, tmp_path, monkeypatch):
    """forms_of(lesson): the contents of all that is asked on a lesson's page, as plain JSON."""

    def forms(lesson):
        in_memory()
        made = []
        for id in registry.collection("PREDICTIONS", lesson):
            made += [on_page(predict.predict, id), on_page(predict.look_back, id)]
        ids = wordings_of(lesson)
        made += [
            on_page(claims.verdict, *ids, first=True),
            on_page(claims.verdict, *ids),
            on_page(quiz.quiz, lesson),
        ]
        with monkeypatch.context() as here:
            here.setenv("BETWEEN_GIANTS_PAGES", str(tmp_path))
            made += [check_form(id, item) for id, item in registry.collection("CHECKS", lesson).items()]
            made += [road.road_form(load("legal_tree")), road.other_form()] if lesson == 7 else []
            made += [score_form(one) for one in CRITERIA] if lesson == 9 else []
        contents = [{"spec": one.spec, "state": one.state, "offline": one.offline} for one in made]
        if lesson == 9:
            labels = [{"label": one.capitalize()} for one in CRITERIA.values()]
            contents.append({"keep": {"name": WEIGHTS, "button": "Keep these weights"}, "controls": labels})
        return json.loads(json.dumps(contents))

    return forms


def tries_of(kept, id, tries, section):
    for value, right in tries:
        kept.record_answer(id, value, right, section=section)


def a_workbook(lesson, dice, chance):
    """The text of a workbook in which each thing that a lesson asks is answered with this chance."""
    kept = book()

    def asked(ids):
        return [id for id in ids if dice.random() < chance]

    predictions = registry.collection("PREDICTIONS", lesson)
    for id in asked(predictions):
        item = predictions[id]
        value = (
            dice.uniform(item.low, item.high)
            if not isinstance(item, Choice)
            else dice.randrange(len(item.options))
        )
        value = [dice.uniform(item.low, item.high) for _ in item.years] if isinstance(item, Drawn) else value
        kept.keep_prediction(id, value, dice.choice([None, 50, 65, 72.5, 100]), dice.choice(REASONS))
    for id in asked(registry.collection("CHECKS", lesson)):
        values = [7, 1999, 1234.5678, 0.25, "some text", ["b", "a"], [3, 12], []]
        tries_of(kept, id, [(one, dice.choice([True, False])) for one in dice.sample(values, 3)], "answers")
    questions = registry.collection("QUIZ", lesson)
    for id in asked(questions):
        many, right = len(questions[id].options), questions[id].right(load)
        tries_of(kept, id, [((right + 1) % many, False), (right, True)][: dice.choice([1, 2])], "quiz")
    for id in asked(wordings_of(lesson)):
        for stage in dice.choice([["first"], ["first", "last"], ["last"], ["first", "last", "last"]]):
            reason = dice.choice(REASONS) if stage == "last" else ""
            kept.keep_verdict(
                id, stage, dice.choice(list(claims.VERDICTS)), dice.choice([50, 80, None]), reason
            )
    if lesson == 7 and dice.random() < chance:
        kept.record_answer(
            road.OTHER,
            [dice.choice(list(road.VIEWS)), "Its case, as <b>its</b> friends would make it."],
            None,
        )
        kept.record_answer(road.ROAD, a_road(), None)
    if lesson == 9:
        for criterion in asked(CRITERIA):
            kept.record_answer(score_id(criterion), [dice.randint(-2, 2) for _ in OPTIONS], None)
        if dice.random() < chance:
            kept.record_answer(WEIGHTS, [dice.randint(0, 10) for _ in CRITERIA], None)
    return kept.to_json()


def a_road():
    """The ids of the first answers, from the first question to an end."""
    asked = road.control(load("legal_tree"), load)
    answers = {one["id"]: one["answers"][0] for one in asked["questions"]}
    at, taken = asked["questions"][0]["id"], []
    while at in answers:
        taken.append(answers[at]["id"])
        at = answers[at]["to"]
    return taken


@pytest.mark.browser
@pytest.mark.parametrize(
    "lesson",
    [
        lesson if lesson == 3 else pytest.param(lesson, marks=pytest.mark.slow)
        for lesson in (*registry.LESSONS, *registry.OUTSIDE)
    ],
)
def test_the_page_to_print_says_what_my_work_says(script, forms_of, in_memory, lesson):
    dice, forms = random.Random(str(lesson)), forms_of(lesson)
    texts = []
    for chance in (0, 0.3, 0.7, 1, 1):
        in_memory()
        texts.append(a_workbook(lesson, dice, chance))
    found = script.evaluate(PLAY, [forms, texts])
    for text, on_page in zip(texts, found, strict=True):
        in_memory()
        book().restore(text)
        said = [
            [
                part.heading,
                [
                    [one.question, [s for line in one.what for s in (line["text"], *line["folded"])]]
                    for one in part.answered
                ],
                part.open,
            ]
            for part in lesson_page.parts(lesson)
        ]
        assert on_page == said
    none, everything = ({heading: (answered, left) for heading, answered, left in one} for one in found[::4])
    assert all(left and not answered for answered, left in none.values())
    answered, left = everything["What you predicted, and what came out"]
    assert len(answered) == len(registry.collection("PREDICTIONS", lesson)) and not left


@pytest.mark.browser
def test_the_button_prints_the_answers_alone_and_leaves_the_page_as_it_was(page, on_page, tmp_path):
    shown = [on_page(predict.predict, "3.peers_90"), on_page(predict.look_back, "3.peers_90")]
    body = "".join(f"<div>{one._repr_html_()}</div>" for one in shown)
    button = "<main><h1>Lesson 3 · One customer</h1><button data-mine>What I answered, to print</button>"
    text = f"<!doctype html><title>3</title><style>{pages.style()}</style><body>{button}{body}</main>"
    (tmp_path / "a.html").write_text(f"{text}<script>{pages.script()}</script>", encoding="utf-8")
    page.goto((tmp_path / "a.html").as_uri())
    page.evaluate("() => { window.print = () => { window.printed = (window.printed ?? 0) + 1; }; }")
    page.evaluate("window.betweenGiants.kept.keepPrediction('3.peers_90', 12, 70, 'a <b>guess</b>')")
    page.get_by_role("button", name="What I answered, to print").press("Enter")
    page.wait_for_function("window.printed === 1")
    page.emulate_media(media="print", color_scheme="dark")
    mine = page.locator(".bg-mine")
    assert mine.is_visible() and not page.locator("main").is_visible()
    assert "You said 12" in mine.inner_text() and "a <b>guess</b>" in mine.inner_text()
    assert "Lesson 3 · One customer" in mine.inner_text() and "Rests on: " in mine.inner_text()
    colours = "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
    assert page.evaluate(colours) == ["rgb(255, 255, 255)", "rgb(26, 26, 26)"]
    page.screenshot(path=tmp_path / "mine.png")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".bg-mine").count() == 0 and page.locator("main").is_visible()
