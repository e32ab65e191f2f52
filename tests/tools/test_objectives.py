"""Every objective has an item that tests it, in the words of its notebook; the page for instructors is current."""

import pytest

from helpers import load, registry
from tools import objectives

# Questions of a quiz that repeat something taught on the way and test no objective: may only become fewer.
OTHERS = {"1.quiz.scale", "2.quiz.same", "5.quiz.threat"}


def promises(number):
    return registry.collection("OBJECTIVES", number)


@pytest.mark.parametrize("number", registry.LESSONS)
def test_the_notebook_promises_what_is_promises(number):
    assert objectives.promised(number) == list(promises(number))


@pytest.mark.parametrize("number", registry.LESSONS)
def test_every_objective_has_an_item_of_its_lesson_that_exists(number):
    claims = load("claims")
    mine = set(claims.claim_id[claims.lesson == number])
    for objective, ids in promises(number).items():
        assert len(ids) == len(set(ids))
        described = [objectives.described(id) for id in ids]
        graded = [
            one["id"]
            for one in described
            if one["kind"] in ("check", "quiz") and one["id"].startswith(f"{number}.") or one["id"] in mine
        ]
        assert graded, f"nothing in lesson {number} tests: {objective}"


def test_a_question_of_a_quiz_without_objective_is_known():
    everywhere = {id for number in registry.LESSONS for ids in promises(number).values() for id in ids}
    questions = {id for number in registry.LESSONS for id in registry.collection("QUIZ", number)}
    assert questions - everywhere == OTHERS


def test_the_box_for_the_other_view_is_listed_where_it_is_promised():
    view, box = next(
        (text, ids) for text, ids in promises(7).items() if text.startswith("state a legal view")
    )
    assert "isn't yours" in view and box[0] == "7.other"
    assert objectives.described("7.other") == {
        "kind": "box",
        "asked": "Which is further from yours? Make its case so that its friends would sign it.",
        "id": "7.other",
    }


def test_an_item_that_does_not_exist_is_an_error():
    with pytest.raises(KeyError):
        objectives.described("3.quiz.nothing")


def test_the_page_for_instructors_is_current():
    current = objectives.PAGE.read_text(encoding="utf-8")
    assert current == objectives.page(), "run `python3 start.py objectives`"
    assert all(question in current for question in OTHERS)
