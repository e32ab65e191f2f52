"""What another environment's Jupyter lacks is said in the output once, and nothing is said where nobody can know."""

import sys

import pytest

from helpers import foreign_server

psutil = pytest.importorskip("psutil", reason="comes with IPython 9, and nothing is said without it")

PARTS = {
    "ipywidgets": "share/jupyter/labextensions/@jupyter-widgets/jupyterlab-manager",
    "anywidget": "share/jupyter/labextensions/anywidget",
}


@pytest.fixture
def server(tmp_path, monkeypatch):
    """server(*packages, command=…): a stand-in for the Jupyter server that started this kernel; returns its Python."""

    def stands(*packages, command=None):
        prefix = tmp_path / "other"
        for folder in ("bin", "share/jupyter/lab", *(PARTS[name] for name in packages)):
            (prefix / folder).mkdir(parents=True, exist_ok=True)
        python = prefix / "bin" / "python"

        class Process:
            def cmdline(self):
                return command or [str(python), str(prefix / "bin/jupyter-lab"), "--no-browser"]

            def cwd(self):
                return str(tmp_path)

            def parents(self):
                return [Process()]

        monkeypatch.setattr(psutil, "Process", Process)
        return python

    monkeypatch.setenv("JPY_PARENT_PID", "1")
    monkeypatch.delenv("VSCODE_PID", raising=False)
    monkeypatch.setattr(foreign_server, "_shared_folders", list)
    monkeypatch.setattr(foreign_server, "_said_in", None)
    foreign_server.what_is_missing.cache_clear()
    yield stands
    foreign_server.what_is_missing.cache_clear()


@pytest.fixture
def displayed(monkeypatch):
    """A list that fills with what is displayed."""
    caught = []
    monkeypatch.setattr(foreign_server, "display", caught.append)
    return caught


@pytest.mark.parametrize(
    "there, lacking",
    [((), "ipywidgets anywidget"), (["ipywidgets"], "anywidget"), (["anywidget"], "ipywidgets")],
)
def test_what_is_missing_is_named_with_the_command_that_brings_it(server, displayed, there, lacking):
    python = server(*there)
    foreign_server.say_what_is_missing()
    said = repr(displayed[0])
    assert said.endswith(f"{python} -m pip install {lacking}") and lacking.replace(" ", " and ") in said
    assert f"<code>{python} -m pip install {lacking}</code>" in displayed[0]._repr_html_()


def test_a_whole_server_is_silent(server, displayed):
    server("ipywidgets", "anywidget")
    foreign_server.say_what_is_missing()
    assert displayed == []


def test_extensions_for_all_environments_of_the_user_count(server, displayed, monkeypatch, tmp_path):
    server("ipywidgets")
    (tmp_path / "home/labextensions/anywidget").mkdir(parents=True)
    monkeypatch.setattr(foreign_server, "_shared_folders", lambda: [tmp_path / "home"])
    foreign_server.say_what_is_missing()
    assert displayed == []


def test_the_kernels_own_extensions_do_not_count_for_the_server():
    assert all(not folder.is_relative_to(sys.prefix) for folder in foreign_server._shared_folders())


def test_it_is_said_once_and_again_where_its_cell_runs_again(server, displayed, monkeypatch):
    server()
    for cell, run in (("a", "1"), ("a", "1"), ("b", "2"), ("a", "3"), ("c", "4")):
        monkeypatch.setattr(foreign_server, "_cell_and_run", lambda at=(cell, run): at)
        foreign_server.say_what_is_missing()
    assert len(displayed) == 2


@pytest.mark.parametrize(
    "change",
    [
        lambda patch: patch.delenv("JPY_PARENT_PID"),
        lambda patch: patch.setenv("VSCODE_PID", "7"),
        lambda patch: patch.setitem(sys.modules, "google.colab", object()),
        lambda patch: patch.setitem(sys.modules, "psutil", None),
        lambda patch: patch.setattr(psutil, "Process", lambda: (_ for _ in ()).throw(psutil.AccessDenied())),
    ],
    ids=["no server", "VS Code", "Colab", "no psutil", "not allowed to look"],
)
def test_where_nobody_can_know_nothing_is_said(server, displayed, monkeypatch, change):
    server()
    change(monkeypatch)
    foreign_server.say_what_is_missing()
    assert displayed == []


def test_in_the_servers_own_environment_nothing_is_looked_for(server, displayed):
    server(command=[f"{sys.prefix}/bin/python", "-m", "jupyterlab"])
    foreign_server.say_what_is_missing()
    assert displayed == []


def test_a_server_that_keeps_its_files_elsewhere_is_silent(server, displayed, tmp_path):
    server(command=[str(tmp_path / "bare/bin/python"), "-m", "jupyterlab"])
    foreign_server.say_what_is_missing()
    assert displayed == []


def test_a_relative_path_is_meant_from_where_the_server_started(server, displayed):
    python = server(command=["other/bin/python", "-m", "jupyter", "lab"])
    foreign_server.say_what_is_missing()
    assert f"{python} -m pip" in repr(displayed[0])


@pytest.mark.parametrize(
    "command, answer",
    [
        (["/e/bin/python3.12", "/e/bin/jupyter-lab", "--port", "1"], True),
        (["/e/bin/python", "/e/bin/jupyter", "lab"], True),
        (["python", "-P", "-m", "jupyterlab", "--ServerApp.root_dir=x"], True),
        (["python", "-m", "jupyter", "notebook"], True),
        (["python", "-m", "jupyterhub.singleuser"], True),
        (["/e/bin/python", "/e/bin/jupyterhub-singleuser"], True),
        (["python", "-m", "jupyter", "nbconvert", "--execute", "lab"], False),
        (["/e/bin/python", "/e/bin/jupyter-nbconvert", "x"], False),
        (["/e/bin/python", "-m", "pytest", "--nbval"], False),
        (["bash"], False),
        ([], False),
        (["python", "-m"], False),
    ],
)
def test_servers_are_told_from_other_programs(command, answer):
    assert foreign_server.is_server(command) is answer
