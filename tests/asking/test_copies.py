"""A copy that a synced folder makes of the workbook is noticed at a lesson's door, and merged by the usual rules."""

import json

import pytest

from helpers import my_work, verdict
from helpers.work.content import read
from helpers.work.workbook import Workbook, book

NAMES = [
    "workbook (conflicted copy).json",
    "workbook (Anna's conflicted copy 2026-11-30).json",
    "workbook-DESKTOP.json",
    "workbook.sync-conflict-20261130-101500-ABCDEFG.json",
    "workbook (1).json",
    "workbook 2.json",
    "between-giants-workbook (1).json",
]


@pytest.fixture
def copy(workbook_file, tmp_path):
    """copy(name, place, claim): writes beside the workbook a copy that holds one prediction and one verdict."""

    def make(name, place=120):
        other = Workbook(tmp_path / "elsewhere" / "workbook.json")
        other.keep_prediction("0.area_place", place, 70)
        other.keep_verdict("C01", "first", "holds", 60)
        workbook_file.parent.mkdir(exist_ok=True)
        path = workbook_file.with_name(name)
        path.write_text(other.to_json(), encoding="utf-8")
        return path

    return make


def offers(shown):
    return [form for form in shown if form.spec["label"] == "Two workbooks"]


@pytest.mark.parametrize("name", NAMES)
def test_a_copy_is_offered_at_the_door_and_taken_in_on_a_press(copy, shown, name, workbook_file):
    book().keep_prediction("3.china_1991", 5, 50)
    path = copy(name)
    verdict("C02", "C03", first=True)
    (offer,) = offers(shown)
    assert shown[0] is offer, "before the form of the door"
    assert name in repr(offer.reading) and "1 prediction" in repr(offer.reading)
    assert book().prediction("0.area_place") is None, "nothing is taken before it is asked for"
    offer._receive(None, {"kind": "act", "n": 1, "action": "together", "values": {}})
    assert book().prediction("0.area_place")["value"] == 120 and book().prediction("3.china_1991")
    assert "Restored" in repr(offer.reading) and "Beside your workbook" not in repr(offer.reading)
    assert not path.exists() and read(path.with_name(f"{name}.taken-in").read_bytes())["predictions"]
    shown.clear()
    my_work()
    assert not offers(shown), "once it is taken in nothing more is offered"


def test_the_earlier_prediction_stays_whichever_file_holds_it(copy, shown):
    copy("workbook (1).json", place=120)
    book().keep_prediction("0.area_place", 18, 50)
    my_work()
    (offer,) = offers(shown)
    offer._receive(None, {"kind": "act", "n": 1, "action": "together", "values": {}})
    assert book().prediction("0.area_place")["value"] == 120


@pytest.mark.parametrize("name", ["workbook-2026-11-30-1.json", "workbook.broken-1.json", "notes.json"])
def test_what_we_set_aside_ourselves_and_other_files_are_no_copies(copy, shown, name):
    copy(name)
    verdict("C02", first=True)
    assert not offers(shown)


def test_a_copy_that_adds_nothing_or_cannot_be_read_is_left_alone(copy, shown, workbook_file):
    book().keep_prediction("3.china_1991", 5, 50)
    workbook_file.with_name("workbook (1).json").write_text(book().to_json(), encoding="utf-8")
    workbook_file.with_name("workbook (2).json").write_text(json.dumps([1, 2]), encoding="utf-8")
    my_work()
    assert not offers(shown)


def test_only_the_door_looks_for_copies(copy, shown):
    copy("workbook (1).json")
    verdict("C02")
    assert not offers(shown)
