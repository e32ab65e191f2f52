"""What is printed for a class: the whole lesson is asked, nothing is given away, and it fits on two pages."""

import base64
import io
import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from classroom import paper
from helpers import registry
from helpers.asking.claims import ledger
from helpers.asking.drawn import Drawn
from helpers.asking.predict import Choice
from publishing import front
from publishing.qr import qr

EACH = pytest.mark.parametrize("number", registry.LESSONS)
COLLECTION = registry.collection


@pytest.fixture(scope="module")
def sheets():
    """The sheets of a book that isn't published."""
    with pytest.MonkeyPatch.context() as here:
        here.setattr(front, "address", lambda: "")
        return paper.sheets(registry.LESSONS)


def words(text):
    return " ".join(BeautifulSoup(text, "html.parser").main.get_text(" ").split())


@EACH
def test_every_prediction_is_asked_in_its_words_with_what_it_can_be_answered_by(sheets, number):
    sheet = BeautifulSoup(sheets[f"{number:02d}_prediction_sheet.html"], "html.parser")
    sections, items = sheet.select("section"), COLLECTION("PREDICTIONS", number)
    assert len(sections) == len(items) > 0
    for section, item in zip(sections, items.values(), strict=True):
        asked = section.img["alt"] if isinstance(item, Drawn) else section.h3.get_text()
        assert " ".join(item.question.split()) in " ".join(asked.split())
        options = [" ".join(one.get_text().split()) for one in section.select("li")]
        assert options == (list(item.options) if isinstance(item, Choice) else [])
        assert bool(section.select(".line")) == (not isinstance(item, Choice | Drawn))


@EACH
def test_the_first_verdicts_are_those_of_the_lessons_door(sheets, number):
    rows = BeautifulSoup(sheets[f"{number:02d}_prediction_sheet.html"], "html.parser").select("tbody tr")
    claims = ledger()
    own = {*claims.index[claims.lesson == number]}
    shown = [row.th.get_text().split(" · ")[0] for row in rows]
    assert shown == paper.asked_at_the_door(number) and len(shown) == len(set(shown))
    assert own <= {*shown}
    assert all(claims.claim[id] in row.th.get_text() for id, row in zip(shown, rows, strict=True))


def gives_away(_load):
    raise AssertionError("the prediction sheet asked for what came out")


@EACH
def test_a_prediction_sheet_is_made_without_knowing_what_came_out(sheets, number, monkeypatch):
    def sealed(kind, lesson):
        assert kind == "PREDICTIONS", f"a prediction sheet needs no {kind}"
        return {id: replace(item, outcome=gives_away) for id, item in COLLECTION(kind, lesson).items()}

    monkeypatch.setattr(registry, "collection", sealed)
    monkeypatch.setattr(front, "address", lambda: "")
    assert paper.prediction_sheet(number) == sheets[f"{number:02d}_prediction_sheet.html"]


def test_the_empty_axes_are_pictures_that_can_be_printed(sheets):
    drawn = 0
    for name, text in sheets.items():
        for found in re.findall(r'src="data:image/png;base64,([^"]+)"', text):
            assert name.endswith("_prediction_sheet.html")
            assert Image.open(io.BytesIO(base64.b64decode(found))).width >= 800
            drawn += 1
    assert drawn == sum(
        isinstance(item, Drawn)
        for number in registry.LESSONS
        for item in COLLECTION("PREDICTIONS", number).values()
    )


@EACH
def test_the_handout_tells_what_was_promised_seen_and_found(sheets, number):
    told, claims = words(sheets[f"{number:02d}_handout.html"]), ledger()
    assert all(" ".join(one.split()) in told for one in COLLECTION("OBJECTIVES", number))
    assert all(wording in told for wording in claims.claim[claims.lesson == number])
    assert len(paper.what_we_saw(number)) == 3
    assert "[[" not in told and "**" not in told


def test_the_questions_before_and_after_say_no_answer(sheets):
    for form in ("before", "after"):
        told = words(sheets[f"questions_{form}.html"])
        for number in registry.LESSONS:
            for item in COLLECTION(form.upper(), number).values():
                assert item.prompt in told and all(option in told for option in item.options)
                assert not [why for why in item.why.values() if why in told]


LONG = "https://a-school-with-a-long-name.github.io/between-giants-in-autumn/"


@pytest.fixture
def published(monkeypatch):
    """The sheets of a book that is published at a long address."""
    monkeypatch.setattr(front, "address", lambda: LONG)
    return paper.sheets(registry.LESSONS)


def test_a_published_lesson_is_led_to_from_its_sheets_and_else_nothing_is_said_of_it(sheets, published):
    for number, name in registry.LESSONS.items():
        for sheet in ("prediction_sheet", "handout"):
            page = BeautifulSoup(published[f"{number:02d}_{sheet}.html"], "html.parser")
            there = f"{LONG}{number:02d}_{name}.html"
            assert page.select_one(".home img")["alt"] == f"QR code of {there}"
            assert there.removeprefix("https://") in page.select_one(".home").get_text()
            code = page.select_one(".home img")["src"].partition("base64,")[2]
            assert base64.b64decode(code).decode() == qr(there)
    assert not any("web book" in text for name, text in sheets.items())


@pytest.mark.browser
@pytest.mark.parametrize("paper_size", ["A4", pytest.param("Letter", marks=pytest.mark.slow)])
def test_every_sheet_fits_on_two_pages(published, page, paper_size):
    long = {}
    for name, text in published.items():
        page.set_content(text)
        many = len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format=paper_size)))
        assert many, "pages are counted by how Chromium writes them"
        if many > 2:
            long[name] = many
    assert not long and not page.complaints


@pytest.mark.browser
@pytest.mark.slow
def test_the_sheets_can_be_read_on_a_screen_too(published, page, violations):
    page.set_viewport_size({"width": 360, "height": 800})
    for name in ("03_prediction_sheet.html", "03_handout.html", "questions_before.html"):
        page.set_content(published[name])
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
        assert violations(page) == []
