"""The workbook where Python runs in a browser: what the page keeps and what Python keeps become one."""

import json

import pytest

from helpers.work.content import merge, read, written
from helpers.work.in_browser import SET_ASIDE, PageFile
from helpers.work.workbook import Workbook


class Page:
    """The page's half, as pages/keeping.js does it: merges what comes, sends back what it keeps."""

    def __init__(self, text=""):
        self.text, self.aside, self.file = text, [], None

    def hears(self, message):
        if message.get("aside"):
            self.aside.append(self.text)
            self.text = ""
        if message.get("workbook"):
            self.keep(message["workbook"])

    def keep(self, text):
        self.text = written(merge(read(self.text), read(text))) if self.text else text

    def sends(self, book):
        if self.file.take(self.text):
            book.look_again()


@pytest.fixture
def both():
    """both(text): a page that keeps this, and the workbook of the Python beside it."""

    def make(text=""):
        page = Page(text)
        page.file = PageFile(text, page.hears)
        return page, Workbook(None, page.file)

    return make


def elsewhere(id, value):
    """The text of a workbook in which another tab kept a prediction."""
    other = Workbook(None)
    other.keep_prediction(id, value)
    return other.to_json()


def test_what_the_page_kept_is_there_from_the_start_and_what_python_keeps_goes_to_the_page(both):
    page, book = both(elsewhere("3.a", 1))
    assert book.prediction("3.a")["value"] == 1 and book.trouble is None
    book.keep_prediction("3.b", 2)
    assert set(json.loads(page.text)["predictions"]) == {"3.a", "3.b"}


def test_what_is_kept_elsewhere_opens_what_waits_for_it(both):
    page, book = both()
    opened, changed = [], []
    book.when_kept("3.a", lambda: opened.append(True))
    book.when_changed(lambda: changed.append(True))
    page.keep(elsewhere("3.a", 1))
    page.sends(book)
    assert opened and changed
    page.sends(book)
    assert len(changed) == 1, "the same again is no news"


def test_two_who_keep_at_the_same_time_lose_nothing(both):
    page, book = both(elsewhere("3.a", 1))
    page.keep(elsewhere("3.b", 2))  # not told to Python yet
    book.keep_prediction("3.c", 3)
    page.sends(book)
    assert set(book.all()["predictions"]) == set(read(page.text)["predictions"]) == {"3.a", "3.b", "3.c"}


def test_a_new_student_begins_with_nothing_and_the_old_work_is_set_aside_by_the_page(both):
    page, book = both(elsewhere("3.a", 1))
    said = book.new_student()
    assert SET_ASIDE.name in said and "3.a" in page.aside[0]
    assert not book.all()["predictions"] and not read(page.text)["predictions"]


def test_another_students_file_is_merged_and_what_was_here_is_set_aside_too(both):
    page, book = both(elsewhere("3.a", 1))
    book.restore(elsewhere("3.b", 2))
    assert set(read(page.text)["predictions"]) == {"3.a", "3.b"} and "3.b" not in page.aside[0]


def test_a_damaged_text_leaves_an_empty_workbook_that_keeps(both):
    page, book = both()
    page.file.take("{")
    assert not book.all()["predictions"] and "could not be read" in book.trouble
    book.keep_prediction("3.a", 1)
    assert read(page.text)["predictions"]["3.a"]["value"] == 1
