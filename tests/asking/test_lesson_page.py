"""The page of a lesson to print: all that its student kept and what that opened, nothing else."""

import re
import time
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup

from helpers import my_work, registry
from helpers.asking import claims, lesson_page, predict
from helpers.asking.drawn import Drawn
from helpers.asking.predict import Choice
from helpers.lessons.decision_room.options import CRITERIA, OPTIONS, WEIGHTS, score_id
from helpers.lessons.the_court import road
from helpers.tables import load
from helpers.work.workbook import book

LESSONS = [*registry.LESSONS, *registry.OUTSIDE]


def a_road():
    """The ids of the first answers, to the first end."""
    asked = road.control(load("legal_tree"), load)
    questions = {one["id"]: one["answers"][0] for one in asked["questions"]}
    at, taken = asked["questions"][0]["id"], []
    while at in questions:
        taken.append(questions[at]["id"])
        at = questions[at]["to"]
    return taken


OWN = {
    7: {
        road.ROAD: a_road(),
        road.OTHER: [next(iter(road.VIEWS)), "It is <i>the</i> case of those who see it so."],
    },
    9: {
        **{score_id(one): list(range(-2, -2 + len(OPTIONS))) for one in CRITERIA},
        WEIGHTS: list(range(len(CRITERIA))),
    },
}


def wordings_of(lesson):
    """The claims of a lesson, {id: wording}."""
    table = claims.outside() if lesson in registry.OUTSIDE else claims.ledger()
    return table[table.lesson == lesson].claim.to_dict()


def some_value(item):
    if isinstance(item, Choice):
        return 0
    return [item.low] * len(item.years) if isinstance(item, Drawn) else item.low


def read(lesson):
    return BeautifulSoup(lesson_page.as_html(lesson), "html.parser")


def text(page):
    return " ".join(page.get_text(" ").split())


def keep_all(lesson):
    """Answer everything that a lesson asks: a wrong try first, where there is one."""
    kept = book()
    for id, value in OWN.get(lesson, {}).items():
        kept.record_answer(id, value, None)
    for id, item in registry.collection("PREDICTIONS", lesson).items():
        kept.keep_prediction(id, some_value(item), 65, "as <b>I</b> see it")
    for id in registry.collection("CHECKS", lesson):
        kept.record_answer(id, "nothing like it", False)
        kept.record_answer(id, 7, True)
    for id, item in registry.collection("QUIZ", lesson).items():
        right = item.right(load)
        kept.record_answer(id, (right + 1) % len(item.options), False, section="quiz")
        kept.record_answer(id, right, True, section="quiz")
    for claim in wordings_of(lesson):
        kept.keep_verdict(claim, "first", "holds", 60)
        kept.keep_verdict(claim, "last", "cannot be settled", 80, "its source")


@pytest.mark.parametrize("lesson", LESSONS)
def test_it_holds_every_question_with_what_was_said_when_and_what_came_out(lesson):
    keep_all(lesson)
    page, kept = read(lesson), book()
    said = text(page)
    assert page.h1.text == f"Lesson {lesson} · {registry.title(lesson)}"
    assert not re.search(r"of \d+ not answered yet", said)
    for id, item in registry.collection("PREDICTIONS", lesson).items():
        mine = kept.prediction(id)
        assert item.question in said and lesson_page.moment(mine["at"]) in said
        for line in predict.comparison(item, mine):
            assert "chart" in line or line["text"] in said
    for item in registry.collection("CHECKS", lesson).values():
        assert item.ask[1:] in said
    checks = re.findall(r"Try (\d): ", said)
    assert (
        checks.count("1")
        == checks.count("2")
        == len(registry.collection("QUIZ", lesson)) + len(registry.collection("CHECKS", lesson))
    )
    for item in registry.collection("QUIZ", lesson).values():
        assert f"“{item.options[item.right(load)]}”, right." in said and item.why[item.right(load)] in said
    for claim in wordings_of(lesson):
        assert wordings_of(lesson)[claim] in said
        for line in claims.finding_lines(claim):
            assert line["text"] in said and all(more["text"] in said for more in line.get("folded", []))
    assert "“its source”" in said and "At the door you said: It holds, 60 % sure. You moved." in said
    assert "as <b>I</b> see it" in said and not page.find("b"), "what a student typed is text"
    drawn = [one for one in registry.collection("PREDICTIONS", lesson).values() if isinstance(one, Drawn)]
    assert len(page.find_all("img")) == len(drawn) and all(one["alt"] for one in page.find_all("img"))
    if lesson == 7:
        assert "It ends: “" in said and "“It is <i>the</i> case of those who see it so.”" in said
    if lesson == 9:
        assert all(f"{label}: how good or bad" in said for label in CRITERIA.values())
        assert f"Your weights {list(CRITERIA.values())[0]} 0 · " in said


@pytest.mark.parametrize("lesson", LESSONS)
def test_what_is_not_answered_stays_closed_even_once_all_is_opened_for_a_class(lesson):
    empty = text(read(lesson))
    assert lesson_page.NOTHING in empty
    book().open_all()
    assert text(read(lesson)) == empty
    for kind, words in (("PREDICTIONS", "question"), ("CHECKS", "ask"), ("QUIZ", "prompt")):
        items = registry.collection(kind, lesson)
        assert all(getattr(one, words) not in empty for one in items.values())
        assert re.search(rf"{len(items)} \w+ of {len(items)} not answered yet", empty)
    claim = next(iter(wordings_of(lesson)))
    book().keep_verdict(claim, "first", "holds", 60)
    (finding, *_) = claims.finding_lines(claim)
    assert finding["text"] not in text(read(lesson)), "a first verdict opens nothing"
    book().keep_verdict(claim, "last", "holds", 60)
    assert finding["text"] in text(read(lesson))


def test_one_prediction_opens_its_own_outcome_and_no_other():
    mine, other = list(registry.collection("PREDICTIONS", 3))[:2]
    items = registry.collection("PREDICTIONS", 3)
    book().keep_prediction(other, some_value(items[other]), 50)
    said = text(read(3))
    assert items[other].outcome(load).says in said
    assert items[mine].outcome(load).says not in said and items[mine].question not in said


def press(form, values):
    sent = []
    form.send = sent.append
    message = {"kind": "act", "n": time.monotonic_ns(), "action": "keep", "id": "print", "values": values}
    form._receive(form, message)
    return sent[-1], form.state["print"]["lines"][0]["text"]


def test_the_panel_gives_the_page_of_the_lesson_that_is_chosen(shown):
    book().keep_prediction("3.peers_90", 12, 70)
    my_work()
    my_work(3)
    my_work("three")
    first, named, other = shown
    (control,) = named.spec["fieldsets"][0]["controls"]
    assert control["start"] == "3" and "start" not in first.spec["fieldsets"][0]["controls"][0]
    assert other.spec == first.spec
    sent, said = press(first, {"print": {"value": "3"}})
    assert (
        sent["file"]["name"] == "between-giants-lesson-3.html" in said and sent["file"]["type"] == "text/html"
    )
    assert "You said 12" in sent["file"]["text"]
    for wrong in ({}, {"print": {"value": None}}, {"print": {"value": "77"}}, {"print": None}):
        sent, said = press(first, wrong)
        assert "file" not in sent and said == "Choose a lesson first."


@pytest.mark.browser
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_prints_within_the_paper_and_asks_for_nothing(page, tmp_path, paper):
    keep_all(3)
    file = tmp_path / "lesson.html"
    file.write_text(lesson_page.as_html(3), encoding="utf-8")
    asked = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(file.as_uri())
    assert all(one.startswith(("file:", "data:")) for one in asked)
    for width in (360, 1024):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    sizes = page.evaluate("[...document.querySelectorAll('h1, h2, h3')].map(one => +one.tagName[1])")
    assert all(after - before <= 1 for before, after in pairwise(sizes))
    page.emulate_media(media="print")
    wide = {"A4": 210, "Letter": 216}[paper] - 30
    page.set_viewport_size({"width": round(wide / 25.4 * 96), "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= round(wide / 25.4 * 96)
    assert page.pdf(format=paper).startswith(b"%PDF")
