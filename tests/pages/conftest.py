"""What the tests of pages share: helpers as they run for pages, the pages' scripts, a workbook in memory."""

import pytest

from helpers.pages import without_kernel
from helpers.work import workbook
from helpers.work.workbook import Workbook, book
from publishing import pages

SCRIPTS = pages.own_script(without="pages/page.js")


@pytest.fixture
def on_page(tmp_path, monkeypatch, shown):
    """Call a helper as it runs for pages without Python; returns what it displays."""

    def show(call, *arguments, **words):
        with monkeypatch.context() as here:
            here.setenv(without_kernel.VARIABLE, str(tmp_path))
            before = len(shown)
            call(*arguments, **words)
            (one,) = shown[before:]
        del shown[before:]
        return one

    return show


@pytest.fixture(scope="module")
def script(browser):
    """A blank page that knows what a page's scripts define; `memory()` there is an empty Storage."""
    page = browser.new_page()
    page.add_script_tag(
        content=SCRIPTS
        + """
        function memory() {
          const kept = new Map();
          return { getItem: (key) => kept.get(key) ?? null, setItem: (key, text) => kept.set(key, text),
                   removeItem: (key) => kept.delete(key) };
        }"""
    )
    yield page
    page.close()


@pytest.fixture
def in_memory(monkeypatch):
    """Makes `book()` an empty workbook without a file, anew at each call."""
    monkeypatch.setattr(workbook, "default_path", lambda: None)

    def begin():
        monkeypatch.setattr(workbook, "_book", Workbook(None))
        book()._unwritten = None

    return begin
