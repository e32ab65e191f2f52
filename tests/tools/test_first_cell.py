"""binder/ipython/first_cell.py: before a lesson's first cell a name of it is met with a sentence, any other as ever."""

import sys
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell

STARTUP = Path(__file__).resolve().parents[2] / "binder" / "ipython" / "first_cell.py"


@pytest.fixture
def said(tmp_path, monkeypatch):
    """said(cell): what is shown where a cell fails in a shell that has just started, beside lesson 3."""
    (tmp_path / "03_x.ipynb").write_text('{"cells": [{"source": "explore(1)"}]}', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    before = dict(sys.modules)
    for name in [name for name in sys.modules if name.partition(".")[0] == "helpers"]:
        monkeypatch.delitem(sys.modules, name)
    shell, shown = InteractiveShell(), []
    monkeypatch.setattr(shell, "_showtraceback", lambda kind, value, lines: shown.append(lines))
    shell.run_cell(STARTUP.read_text(encoding="utf-8"))
    names = set(shell.user_ns)

    def say(cell):
        shell.run_cell(cell)
        return shown[-1]

    yield say
    assert {name for name in names if "first" in name} == set()
    sys.modules.update(before)


def test_a_name_of_the_lesson_leads_to_the_first_cell(said):
    assert said("explore(2)") == [
        "explore has no value yet: after a start or a restart, run the first cell of the lesson and those above this "
        "one, then this one."
    ]


def test_any_other_name_and_any_other_error_are_shown_as_ever(said):
    for cell in ("strange", "1 / 0"):
        assert len("\n".join(said(cell)).splitlines()) > 1


def test_once_the_helpers_are_there_they_speak(said, monkeypatch):
    monkeypatch.setitem(sys.modules, "helpers", sys)
    assert len("\n".join(said("explore(2)")).splitlines()) > 1
