"""The pages of answers: every item of every lesson is there, and what they call right the lessons call right."""

import re

import pytest
from bs4 import BeautifulSoup

from classroom import answers
from helpers import load, registry
from helpers.asking.answers import expected_of
from helpers.asking.claims import VERDICTS, ledger
from helpers.asking.comparing import COMPARERS, Right
from helpers.asking.predict import Choice
from helpers.asking.reading import READERS
from tools.setting_up import Stop

CHECKS = {
    id: item for number in registry.LESSONS for id, item in registry.collection("CHECKS", number).items()
}
KINDS = ("PREDICTIONS", "CHECKS", "QUIZ")


@pytest.fixture(scope="module")
def pages():
    return {
        name: BeautifulSoup(text, "html.parser") for name, text in answers.pages(registry.LESSONS).items()
    }


def words(node):
    return " ".join(node.get_text(" ").split())


@pytest.mark.parametrize("number", registry.LESSONS)
def test_every_item_of_a_lesson_is_on_its_page_once(pages, number):
    on_page = [section["id"] for section in pages[f"{number:02d}.html"].select("section")]
    claims = ledger()
    wanted = [id for kind in KINDS for id in registry.collection(kind, number)]
    assert sorted(on_page) == sorted([*wanted, *claims.index[claims.lesson == number]])


def test_the_questions_before_and_after_are_on_a_page_of_their_own(pages):
    on_page = [section["id"] for section in pages["before_and_after.html"].select("section")]
    assert on_page == [
        id
        for form in ("BEFORE", "AFTER")
        for number in registry.LESSONS
        for id in registry.collection(form, number)
    ]


@pytest.mark.parametrize("id", [id for id, item in CHECKS.items() if not item.own])
def test_the_answer_that_is_printed_is_accepted_by_the_check(pages, id):
    item = CHECKS[id]
    printed = pages[f"{int(id.split('.')[0]):02d}.html"].find(id=id).select_one(".answer strong").get_text()
    _, remark = COMPARERS[item.kind](READERS[item.kind](printed, item), expected_of(item), item)
    assert remark is None or isinstance(remark, Right), f"{printed!r}: {remark}"


@pytest.mark.parametrize(
    "id", [id for id, item in CHECKS.items() if item.kind in ("number", "share") and not item.own]
)
def test_the_ends_of_the_range_that_is_printed_are_right_and_what_lies_beyond_is_not(id):
    item = CHECKS[id]
    expected, printed = expected_of(item), answers.accepts(item, expected_of(item)).replace(",", "")
    found = re.search(r"from (-?[\d.]+) to (-?[\d.]*\d)", printed)
    low, high = map(float, found.groups()) if found else (expected - 0.9, expected + 0.9)
    width = high - low

    def right(value):
        _, remark = COMPARERS[item.kind](READERS[item.kind](value, item), expected_of(item), item)
        return remark is None

    if found:
        assert right(low + width / 50) and right(high - width / 50)
    assert not right(low - width / 5) and not right(high + width / 5)


def test_predictions_tell_what_the_lesson_tells(pages):
    for number in registry.LESSONS:
        for id, item in registry.collection("PREDICTIONS", number).items():
            section = pages[f"{number:02d}.html"].find(id=id)
            if item.outcome is None or item.own:
                continue
            outcome = item.outcome(load)
            assert words(section.select_one(".answer")) == " ".join(outcome.says.split()), id
            if isinstance(item, Choice):
                marked = [words(one).removesuffix(" ✓") for one in section.select("li.right")]
                assert marked == ([] if outcome.value is None else [item.options[outcome.value]]), id


def test_every_question_has_one_right_option_and_a_reason_for_each(pages):
    for form in ("QUIZ", "BEFORE", "AFTER"):
        for number in registry.LESSONS:
            name = f"{number:02d}.html" if form == "QUIZ" else "before_and_after.html"
            for id, item in registry.collection(form, number).items():
                section = pages[name].find(id=id)
                (marked,) = (words(one).removesuffix(" ✓") for one in section.select(".right"))
                assert marked == item.options[item.right(load)], id
                assert all(why in words(section) for why in map(" ".join, map(str.split, item.why.values())))


def test_every_claim_has_the_verdict_of_the_collection(pages):
    found = {
        section["id"]: section.select_one(".answer strong").get_text().rstrip(".")
        for page in pages.values()
        for section in page.select("section")
        if section["id"].startswith("C")
    }
    assert set(found) == set(ledger().index) and set(found.values()) <= set(VERDICTS.values())


def test_a_lesson_that_does_not_exist_gets_one_sentence(capsys):
    assert answers.lessons_named(["3", "03"]) == [3]
    with pytest.raises(Stop, match="no lesson 12: they are 0 to 9"):
        answers.lessons_named(["12"])
    assert answers.main(["x"]) == 1 and capsys.readouterr().err.startswith("There is no lesson x")
