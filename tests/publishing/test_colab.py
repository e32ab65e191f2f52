"""The lessons for Google Colab: made only where the book is published, and run with what Colab gives, made up here."""

import functools
import hashlib
import http.server
import os
import threading
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from helpers import __version__
from publishing import book, colab, front, pages

OUTPUT = "def enable_custom_widget_manager():\n    print('WIDGETS')\n\n\nclass _widgets:\n    _installed_url = None\n"
DRIVE = "import pathlib\n\n\ndef mount(place):\n    {}\n"
ALLOWED, REFUSED = "pathlib.Path(place, 'MyDrive').mkdir(parents=True)", "raise ValueError('mount failed')"
BASE = "https://somebody.example/lessons/"


def lessons(*numbers):
    return pages.lessons(numbers or ["0"])


@pytest.fixture
def published(tmp_path):
    """The address of a server for a folder in which the lessons for Colab are made."""
    site = tmp_path / "site"
    site.mkdir()
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=site)
    handler.log_message = None
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield site, f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def in_colab(tmp_path):
    """in_colab(notebook, what mounting a Drive does): runs it with a stand-in for Colab; the executed notebook.

    Packages go into a folder of their own, no index is asked, and what only Colab has lies beside it.
    """
    has, fetched = tmp_path / "colab", tmp_path / "fetched"
    (has / "google" / "colab").mkdir(parents=True)

    def run(path, mount, ending=""):
        (has / "google" / "colab" / "__init__.py").write_text("", encoding="utf-8")
        (has / "google" / "colab" / "output.py").write_text(OUTPUT, encoding="utf-8")
        (has / "google" / "colab" / "drive.py").write_text(DRIVE.format(mount), encoding="utf-8")
        made = nbformat.read(path, as_version=4)
        first = made.cells[0].source.replace(
            "begin()", f"begin(__import__('pathlib').Path({str(tmp_path / 'drive')!r}))"
        )
        assert first != made.cells[0].source
        made.cells[0].source = first
        made.cells.append(nbformat.v4.new_code_cell(ending))
        env = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(map(str, (fetched, has))),
            "PIP_TARGET": str(fetched),
            "PIP_NO_DEPS": "1",
            "PIP_NO_INDEX": "1",
            "PIP_NO_CACHE_DIR": "1",
        }
        here = tmp_path / "content"
        here.mkdir()
        client = NotebookClient(
            made, timeout=300, kernel_name="python3", resources={"metadata": {"path": here}}
        )
        client.execute(env=env)
        return made

    return run


def said(cell):
    shown = [one.get("text") or one.get("data", {}).get("text/plain", "") for one in cell.outputs]
    return "\n".join("".join(one) for one in shown)


def test_without_an_address_nothing_is_made_and_nothing_leads_there(tmp_path):
    (tmp_path / "colab").mkdir()
    (tmp_path / "colab" / "old.ipynb").write_text("", encoding="utf-8")
    colab.put(lessons(), tmp_path, "")
    assert not (tmp_path / "colab").exists()
    assert front.in_colab("00_start_here", "") == ""


def test_each_lesson_has_one_cell_more_the_wheel_of_this_version_by_its_hash_and_nothing_of_here(tmp_path):
    colab.put(lessons("0", "7", "9"), tmp_path, BASE)
    (wheel,) = (tmp_path / "colab").glob("*.whl")
    assert wheel.name == f"between_giants-{__version__}-py3-none-any.whl"
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    for path in lessons("0", "7", "9"):
        made, source = (nbformat.read(one, as_version=4) for one in (tmp_path / "colab" / path.name, path))
        nbformat.validate(made)
        first, *rest = made.cells
        assert f'"{BASE}colab/{wheel.name}#sha256={digest}"' in first.source and __version__ in first.source
        code = [
            [one.source for one in notebook if one.cell_type == "code"] for notebook in (rest, source.cells)
        ]
        assert code[0] == code[1] and not any(one.outputs for one in rest if one.cell_type == "code")
        texts = "\n".join(one.source for one in rest if one.cell_type == "markdown")
        assert "](../" not in texts and f"]({BASE}sources.html#" in texts
    assert front.in_colab("07_the_court", BASE) == (
        "https://colab.research.google.com/#fileUrl=https%3A%2F%2Fsomebody.example%2Flessons%2Fcolab%2F07_the_court.ipynb"
    )


@pytest.mark.parametrize("base", [BASE, ""])
def test_pages_lead_to_colab_only_where_the_book_is_published(tmp_path, monkeypatch, base):
    monkeypatch.setattr(front, "address", lambda: base)
    opens = "colab.research.google.com/#fileUrl=https%3A%2F%2Fsomebody.example%2Flessons%2Fcolab%2F00_start_here.ipynb"
    path = tmp_path / lessons()[0].name
    path.write_text(colab.notebook(lessons()[0], "1", BASE), encoding="utf-8")
    bare = nbformat.read(path, as_version=4)
    bare.cells = bare.cells[1:]
    nbformat.write(bare, path)
    run = front.pages_of([path], slides=False)["run.md"]
    assert [opens in text for text in (run, book.lesson(path, []))] == [bool(base)] * 2
    assert ("colab/00_start_here.ipynb" in run) == bool(base) and ("**In Google Colab**" in run) == bool(base)


ENDING = """
import helpers, os, json
from helpers.work.workbook import book
from helpers import my_work
book().keep_prediction("3.peers_90", 12, 70)
my_work()
print(json.dumps([helpers.__file__, os.environ["BETWEEN_GIANTS_WORKBOOK"], str(book().path), book().trouble]))
"""


def test_a_lesson_runs_with_the_wheel_alone_and_keeps_its_work_on_the_drive(published, in_colab, tmp_path):
    site, base = published
    colab.put(lessons(), site, base)
    made = in_colab(site / "colab" / lessons()[0].name, ALLOWED, ENDING)
    first = said(made.cells[0])
    assert "WIDGETS" in first and "Your work is kept on your Drive" in first
    errors = [
        one
        for cell in made.cells
        for one in cell.get("outputs", [])
        if one.output_type in ("error", "stream")
    ]
    assert [one.text for one in errors][:1] == ["WIDGETS\n"] and all(
        one.get("name") == "stdout" for one in errors
    )
    kept = tmp_path / "drive" / "MyDrive" / "Between Giants" / "workbook.json"
    assert str(tmp_path / "fetched" / "helpers") in said(
        made.cells[-1]
    ) and f'"{kept}", "{kept}", null' in said(made.cells[-1])
    assert "peers_90" in kept.read_text(encoding="utf-8")


@pytest.mark.slow
def test_where_the_drive_is_refused_the_work_is_kept_in_the_session_and_one_sentence_says_how_to_take_it(
    published, in_colab, tmp_path
):
    site, base = published
    colab.put(lessons(), site, base)
    notebook = nbformat.read(site / "colab" / lessons()[0].name, as_version=4)
    notebook.cells = notebook.cells[:1]
    short = tmp_path / "short.ipynb"
    nbformat.write(notebook, short)
    made = in_colab(short, REFUSED, ENDING)
    assert "Your Drive isn't connected" in said(made.cells[0]) and "my_work()" in said(made.cells[0])
    assert (tmp_path / "workbook.json").exists()


@pytest.mark.slow
def test_a_wheel_of_another_version_or_none_is_one_sentence(published, in_colab, tmp_path):
    site, base = published
    colab.put(lessons(), site, base)
    (wheel,) = (site / "colab").glob("*.whl")
    wheel.write_bytes(wheel.read_bytes() + b"changed")
    notebook = nbformat.read(site / "colab" / lessons()[0].name, as_version=4)
    notebook.cells = notebook.cells[:1]
    short = tmp_path / "short.ipynb"
    nbformat.write(notebook, short)
    made = in_colab(short, ALLOWED)
    assert (
        said(made.cells[0])
        == f"The helpers could not be fetched: run this cell again. If that doesn't help, read on in {base}\n"
    )
    assert not (Path(tmp_path) / "fetched" / "helpers").exists()


def test_opened_elsewhere_it_says_so_and_keeps_the_work_beside_itself(tmp_path, monkeypatch, capsys):
    from helpers.work import in_colab as module

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BETWEEN_GIANTS_WORKBOOK", "")
    module.begin()
    assert module.ELSEWHERE in capsys.readouterr().out
    assert os.environ["BETWEEN_GIANTS_WORKBOOK"] == str(tmp_path / "workbook.json")
