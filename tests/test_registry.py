"""Items are found by their ids, and a mistake in a lesson is never taken for an item that doesn't exist."""

import shutil
import sys
from pathlib import Path

import pytest

import helpers.lessons
from helpers import predict, registry
from helpers.errors import LessonError
from helpers.lessons.will_they_arrest import items

DATA = Path(__file__).resolve().parents[1] / "data"


@pytest.fixture
def written(tmp_path, monkeypatch):
    """written(text): a lesson number 91 whose items.py is this text."""

    def write(text):
        folder = tmp_path / "broken"
        folder.mkdir()
        (folder / "__init__.py").write_text("", encoding="utf-8")
        (folder / "items.py").write_text(text, encoding="utf-8")
        monkeypatch.setattr(helpers.lessons, "__path__", [*helpers.lessons.__path__, str(tmp_path)])
        monkeypatch.setitem(registry.LESSONS, 91, "broken")

    yield write
    for name in [name for name in sys.modules if name.startswith("helpers.lessons.broken")]:
        del sys.modules[name]


@pytest.mark.parametrize(
    "text, problem",
    [
        ("import math\nmath.tau_of_the_year", AttributeError),
        ("PREDICTIONS = {}.no_such_thing", AttributeError),
        ("import a_module_nobody_has", ModuleNotFoundError),
        ("from helpers.tables import a_name_nobody_has", ImportError),
        ("PREDICTIONS = {'91.a': }", SyntaxError),
        ("def PREDICTIONS():\n    return {}.no_such_thing", AttributeError),
        ("def PREDICTIONS():\n    raise KeyError('91.a')", KeyError),
    ],
)
def test_a_mistake_in_a_lesson_is_raised_as_it_is(written, shown, text, problem):
    written(text)
    for call in (lambda: registry.find("PREDICTIONS", "91.a"), lambda: predict("91.a")):
        with pytest.raises(problem):
            call()
    assert shown == []


def test_a_lesson_without_items_of_a_kind_has_none(written):
    written("CHECKS = {'91.b': 1}")
    assert registry.collection("PREDICTIONS", 91) == {} and registry.find("CHECKS", "91.b") == 1


@pytest.mark.parametrize(
    "id", ["3", "", ".", "3.", "nine.a", "-3.a", "³.a", "99.a", None, 3, ["3.a"], "x" * 9000]
)
def test_what_is_no_id_finds_nothing_and_gets_a_sentence(id):
    assert registry.find("PREDICTIONS", id) is None
    said = registry.unknown("PREDICTIONS", id)
    assert said and "\n" not in said and len(said) < 300


def test_an_unknown_id_is_answered_with_the_closest():
    assert "'3.china_1991'" in registry.unknown("PREDICTIONS", "3.chinna_1991")
    assert "quotation marks" in registry.unknown("CHECKS", 3)


@pytest.fixture
def damaged(tmp_path, monkeypatch):
    """A copy of the tables in which lesson 8's are damaged; `damaged()` brings the published ones back."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    table = folder / "suspect_visits.csv"
    published = table.read_bytes()
    table.write_bytes(published[:2000])
    monkeypatch.setenv("BETWEEN_GIANTS_DATA", str(folder))
    items._trips.cache_clear()
    yield lambda: table.write_bytes(published)
    items._trips.cache_clear()


def test_a_damaged_table_is_named_and_no_prediction_disappears(damaged, shown):
    with pytest.raises(LessonError, match=r"suspect_visits\.csv is cut short"):
        predict("8.trip_a")
    assert shown == []
    assert "8.trip" not in registry.unknown("PREDICTIONS", "3.nothing") and "'3." in registry.unknown(
        "PREDICTIONS", "3.chinna_1991"
    )
    damaged()
    predict("8.trip_a")
    assert shown[0].spec["fieldsets"][0]["id"] == "8.trip_a"


def test_a_damaged_table_costs_the_ledger_only_its_own_lesson(damaged):
    from helpers.ledger.scores import scored
    from helpers.work.workbook import book

    book().keep_prediction("3.china_1991", 20, 80)
    book().keep_prediction("8.trip_a", 20, 80)
    assert list(scored(book().all(), registry.tables()).item) == ["3.china_1991"]
