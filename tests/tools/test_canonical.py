"""The form in which notebooks are kept: nothing that changes from run to run, no dead widgets, nothing lost."""

import copy
import json
from base64 import b64encode

from helpers import markup
from helpers.work.lasting import Reading, pictured
from tools.canonical import VIEW, canonical, settle, without_dead_widgets


def notebook():
    return {
        "cells": [
            {"cell_type": "markdown", "id": "a", "metadata": {"editable": True}, "source": "# Title"},
            {
                "cell_type": "code",
                "id": "b",
                "execution_count": 17,
                "source": "explore(x)",
                "metadata": {"tags": ["keep"], "execution": {"started": "2026-01-01"}, "collapsed": False},
                "outputs": [
                    {
                        "output_type": "display_data",
                        "metadata": {},
                        "data": {VIEW: {"model_id": "123"}, "image/png": "AAAA", "text/plain": "in words"},
                    },
                    {
                        "output_type": "execute_result",
                        "execution_count": 17,
                        "metadata": {},
                        "data": {"text/plain": "3"},
                    },
                ],
            },
        ],
        "metadata": {"widgets": {"state": {}}, "kernelspec": {"name": "my-env"}, "someone": "else"},
        "nbformat": 4,
        "nbformat_minor": 4,
    }


def test_canonical_keeps_pictures_words_and_tags_and_drops_what_changes():
    kept = canonical(notebook())
    code = kept["cells"][1]
    assert code["outputs"][0]["data"] == {"image/png": "AAAA", "text/plain": "in words"}
    assert code["metadata"] == {"tags": ["keep"]}
    assert code["execution_count"] == code["outputs"][1]["execution_count"] == 1
    assert set(kept["metadata"]) == {"kernelspec", "language_info"}
    assert kept["metadata"]["kernelspec"]["name"] == "python3"
    assert kept["cells"][0]["metadata"] == {}


def test_canonical_twice_is_canonical_once():
    once = canonical(notebook())
    assert canonical(copy.deepcopy(once)) == once


def test_a_widget_without_any_other_form_stays():
    lone = notebook()
    lone["cells"][1]["outputs"][0]["data"] = {VIEW: {"model_id": "1"}}
    lone["metadata"].pop("widgets")
    assert not without_dead_widgets(lone)


def test_settle_changes_only_what_is_dead_and_leaves_damaged_files_alone(tmp_path):
    (tmp_path / "03_x.ipynb").write_text(json.dumps(notebook()), encoding="utf-8")
    (tmp_path / "04_x.ipynb").write_text("{ not json", encoding="utf-8")
    (tmp_path / "05_x.ipynb").write_text('{"cells": "none"}', encoding="utf-8")
    assert settle(tmp_path) == ["03_x.ipynb"]
    text = (tmp_path / "03_x.ipynb").read_text(encoding="utf-8")
    assert VIEW not in text and "in words" in text and "# Title" in text
    assert settle(tmp_path) == []
    assert (tmp_path / "04_x.ipynb").read_text(encoding="utf-8") == "{ not json"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["03_x.ipynb", "04_x.ipynb", "05_x.ipynb"]


def beside(shown):
    """A cell's outputs as they are while a widget lives: the widget, and what it says for reading."""
    alive = {VIEW: {"model_id": "1"}, "text/plain": ""}
    read = {"text/html": Reading(shown).page, "text/plain": shown.words}
    outputs = [{"output_type": "display_data", "metadata": {}, "data": data} for data in (alive, read)]
    return {**notebook(), "cells": [{**notebook()["cells"][1], "outputs": outputs}]}


def test_what_stands_beside_a_widget_stands_alone_in_a_saved_lesson_and_says_what_to_do_in_a_students_copy(
    tmp_path,
):
    form = markup.Shown("<div><p>Which?</p></div>", "Which?")
    (one,) = canonical(beside(form))["cells"][0]["outputs"]
    assert one["data"] == {"text/html": form.page, "text/plain": "Which?"}
    words = 'A "map" & more'
    page = str(pictured(b"PNG", words).page) + "<p>words</p>"
    picture, said = canonical(beside(markup.Shown(page, words)))["cells"][0]["outputs"]
    assert picture["data"] == {"image/png": b64encode(b"PNG").decode(), "text/plain": words}
    assert picture["metadata"] == {"image/png": {"alt": words, "width": 800}}
    assert said["data"] == {"text/html": "<p>words</p>", "text/plain": words} and said["metadata"] == {}
    (tmp_path / "mine.ipynb").write_text(json.dumps(beside(form)), encoding="utf-8")
    assert settle(tmp_path) == ["mine.ipynb"]
    (one,) = json.loads((tmp_path / "mine.ipynb").read_text(encoding="utf-8"))["cells"][0]["outputs"]
    assert "Which?" in one["data"]["text/html"] and "run this cell again" in one["data"]["text/html"]
