"""A file of a reader's own that has the name of a module hides none in a lesson, and is named in one sentence."""

import re
import sys

import pytest
from jupyter_client.manager import start_new_kernel

from helpers import hiding

CELLS = ["from helpers import load", "load('countries').iso3[0]", "import csv; csv.reader", "import my_own"]


@pytest.fixture
def run_beside(tmp_path, monkeypatch):
    """run_beside(cells): what a kernel started in the folder says to each, standard output and errors alike."""
    managers = []

    def run(cells):
        manager, client = start_new_kernel(kernel_name="python3", cwd=str(tmp_path))
        managers.append((manager, client))
        said = []
        for cell in cells:
            heard = []

            def hear(message, heard=heard):
                content = message["content"]
                data = content.get("data", {}).get("text/plain", "")
                heard.append("\n".join([content.get("text", ""), data, *content.get("traceback", [])]))

            client.execute_interactive(cell, output_hook=hear, timeout=60)
            said.append(re.sub(r"\x1b\[[0-9;]*m", "", "".join(heard)).strip())
        return said

    yield run
    for manager, client in managers:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def test_no_file_beside_a_lesson_hides_a_module_and_each_is_named(tmp_path, run_beside):
    for name in ("pandas.py", "csv.py", "random.py", "filelock.py", "my_own.py", "test.py"):
        (tmp_path / name).write_text("mine = True\n", encoding="utf-8")
    (tmp_path / "matplotlib").mkdir()
    (tmp_path / "matplotlib" / "__init__.py").write_text("", encoding="utf-8")
    first, table, module, own = run_beside(CELLS)
    named = re.findall(r"Note: (\S+) has the name of a module", first)
    assert named == ["csv.py", "filelock.py", "matplotlib", "pandas.py", "random.py"]
    assert "rename it, to my_pandas.py" in first and "restart the kernel" in first
    assert "ABW" in table and "_csv.reader" in module and own == "", (
        "and the lesson runs; own modules are found"
    )


def test_a_file_that_was_taken_already_is_named_in_every_cell(tmp_path, run_beside):
    (tmp_path / "pandas.py").write_text("", encoding="utf-8")
    said = run_beside(["import pandas as pd", *CELLS[:2]])
    for one in said[1:]:
        assert one.splitlines() == [one] and one.startswith("pandas.py has the name of a module"), one


@pytest.mark.parametrize("name", ["random.py", "pandas.py", "types.py", "numpy/__init__.py"])
def test_files_that_hide_are_found(tmp_path, name):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("", encoding="utf-8")
    (found,) = hiding.hiding(tmp_path, sys.path)
    assert found == (path if path.parent == tmp_path else path.parent)


@pytest.mark.parametrize("name", ["test.py", "my_random.py", "random.txt", "pandas/notes.py", "2.py"])
def test_files_that_hide_nothing_are_not(tmp_path, name):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("", encoding="utf-8")
    assert hiding.hiding(tmp_path, sys.path) == []


def test_plain_python_is_left_as_it_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pandas.py").write_text("", encoding="utf-8")
    before = list(sys.path)
    monkeypatch.delitem(sys.modules, "ipykernel", raising=False)
    hiding.look()
    assert sys.path == before
