"""What a code host shows of a saved lesson: pictures with their words, forms as plain text, nothing raw.

A host takes the richest form it knows of each output, cleans HTML of styles and scripts, and runs nothing.
nbconvert without widgets, as nbviewer uses it, stands for it here.
"""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from nbconvert import HTMLExporter

from helpers.work.sealed import Sealed
from tools.clean_copies import lesson_files

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
LESSONS = lesson_files()
SHOWN = ["text/html", "image/png", "text/plain"]  # the forms our outputs may have, the one that wins first
ALIVE = {"script", "iframe", "object", "embed", "form", "input", "button", "select", "textarea", "link"}

every_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)


def outputs(path):
    """(what is shown, its form, the whole output) for each output of a lesson."""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", []):
            form = next(form for form in SHOWN if form in output["data"])
            yield "".join(output["data"][form]), form, output


@pytest.fixture(scope="module")
def exporter():
    """nbconvert's pages without a frame."""
    return HTMLExporter(template_name="basic")


class Elements(HTMLParser):
    """The start tags and the text of a page."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


@every_lesson
def test_every_output_has_a_form_that_any_host_can_show(path):
    for _, _, output in outputs(path):
        assert set(output["data"]) <= set(SHOWN), "a host may choose a form that only a live page can show"
        assert "text/plain" in output["data"]
    assert path.stat().st_size < 1_000_000, "hosts give up on long notebooks"


@every_lesson
def test_pictures_are_shown_with_their_words(path, exporter):
    page = Elements(exporter.from_notebook_node(nbformat.read(path, as_version=4))[0])
    shown = [tag for name, tag in page.tags if name == "img"]
    pictures = [output["data"] for _, form, output in outputs(path) if form == "image/png"]
    words = ["".join(data["text/plain"]) for data in pictures]
    assert [image.get("alt") for image in shown] == words and words
    assert all(image["src"].startswith("data:image/png;base64,") for image in shown)
    read = " ".join(page.text.split())
    assert all(" ".join(one.split()) in read for one in words if not one.endswith(Sealed.sentence)), (
        "seen by readers of the picture, too, not only read out; a closed chart's question is written in it"
    )
    assert "widget-view" not in page.text and "Error rendering" not in page.text


@every_lesson
def test_nothing_is_shown_that_needs_a_live_page_and_nothing_raw(path):
    for shown, form, _ in outputs(path):
        if form == "text/html":
            assert not ALIVE & {name for name, _ in Elements(shown).tags}, shown[:200]
        if form == "text/plain":
            assert not re.match(r"<?[\w.]+(\(\w+=| object at )", shown), f"raw: {shown[:80]}"
        if form != "image/png":
            assert "Widget" not in shown and "model_id" not in shown
