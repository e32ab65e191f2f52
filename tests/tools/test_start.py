"""start.py: what a student sees when something is missing, and that setting up happens once and heals.

Each test runs the real start.py in a small house of its own, as a process. Only the programs that it starts
are stand-ins: the Python that makes .venv, pip in it and JupyterLab are one script that notes its calls.
"""

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FIRST_CELL = ROOT / "binder" / "ipython" / "first_cell.py"
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in Python is a script with a shebang")

STAND_IN = """#!/bin/sh
'''exec' "{python}" -IS "$0" "$@"
' '''
import json, os, pathlib, shutil, sys
house = next(folder for folder in pathlib.Path(__file__).parents if (folder / "script.json").exists())
arguments = sys.argv[1:]
with open(house / "calls.jsonl", "a", encoding="utf-8") as file:
    file.write(json.dumps({{"arguments": arguments, "env": dict(os.environ), "cwd": os.getcwd()}}) + "\\n")
script = json.loads((house / "script.json").read_text(encoding="utf-8"))
step = next((part for part in ("venv", "pip", "jupyterlab", "pytest", "ruff") if part in arguments), "other")
if step == "venv":
    (house / ".venv/bin").mkdir(parents=True)
    (house / ".venv/lib/python3.11/site-packages/pandas").mkdir(parents=True)
    shutil.copy(__file__, house / ".venv/bin/python")
if arguments[:2] == ["-I", "-c"]:
    print(list(sys.version_info[:2]))
said, code = script.get("load" if arguments[1:2] == ["-c"] else step, ["", 0])
print(said, flush=True)
if step == "pip":
    import time
    while (house / "slow").exists():
        time.sleep(0.02)
sys.exit(code)
"""


class House:
    """A copy of start.py and what it needs, in a folder with a space and an umlaut in its name."""

    def __init__(self, folder):
        self.root = folder / "Über Land"
        self.python = self.root / "python"
        names = ("00_start_here", "03_one_customer")
        self.lessons = [self.root / "notebooks" / f"{name}.ipynb" for name in names]

    def build(self):
        """Fill the folder: start.py and its modules, two lessons, the stand-in."""
        self.root.mkdir()
        for name in ("start.py", "requirements.lock", "requirements-dev.lock"):
            shutil.copy(ROOT / name, self.root / name)
        (self.root / "tools").mkdir()
        for path in (ROOT / "tools").glob("*.py"):
            shutil.copy(path, self.root / "tools")
        for folder in ("notebooks", "data", "binder/jupyter", "binder/ipython", "src/helpers"):
            (self.root / folder).mkdir(parents=True)
        shutil.copy(FIRST_CELL, self.root / "binder" / "ipython")
        shutil.copy(ROOT / "src" / "helpers" / "hiding.py", self.root / "src" / "helpers")
        for path in self.lessons:
            path.write_text(f'{{"clean": "{path.stem}"}}\n', encoding="utf-8")
        self.python.write_text(STAND_IN.format(python=sys.executable), encoding="utf-8")
        self.python.chmod(0o755)
        self.says()
        self.driver("from tools import clean_copies; clean_copies.write_lesson_hashes()")
        return self

    def says(self, **steps):
        """Script what the stand-in prints and how it ends: says(pip=("no network", 1))."""
        (self.root / "script.json").write_text(json.dumps(steps), encoding="utf-8")

    def environment(self):
        return {k: v for k, v in os.environ.items() if k not in ("CI", "PYTHONDONTWRITEBYTECODE")}

    def driver(self, code, **env):
        """Run Python code beside start.py."""
        return subprocess.run(
            [sys.executable, "-c", f"import sys; sys.path.insert(0, '.'); {code}"],
            cwd=self.root,
            env=self.environment() | env,
            capture_output=True,
            encoding="utf-8",
            timeout=600,
        )

    def start(self, *arguments, patch="pass", **env):
        """Run start.py with the stand-in as the Python that makes .venv."""
        return self.driver(
            f"sys._base_executable = {str(self.python)!r}; import start, tools.setting_up as up; "
            f"{patch}; sys.exit(start.main({list(arguments)!r}))",
            **env,
        )

    def slowly(self, patch="pass"):
        """Start setting up with a pip that goes on until the file "slow" is gone; returns the running start.py."""
        (self.root / "slow").touch()
        code = (
            f"import sys; sys.path.insert(0, '.'); sys._base_executable = {str(self.python)!r}; "
            f"import start, tools.setting_up as up; {patch}; sys.exit(start.main([]))"
        )
        return subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=self.root,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def calls(self, part):
        """How the stand-in was called with `part` among its arguments, oldest first."""
        log = self.root / "calls.jsonl"
        lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
        return [call for call in map(json.loads, lines) if part in call["arguments"]]


@pytest.fixture
def house(tmp_path):
    """A house as it is unpacked."""
    return House(tmp_path).build()


@pytest.fixture(scope="session")
def set_up_once(tmp_path_factory):
    house = House(tmp_path_factory.mktemp("houses")).build()
    done = house.start()
    assert done.returncode == 0, done.stderr
    return house


@pytest.fixture
def ready(set_up_once, tmp_path):
    """A house that is set up, moved to a new place."""
    house = House(tmp_path)
    shutil.copytree(set_up_once.root, house.root)
    return house


def one_sentence(result):
    """The message of a refused start: one line, no traceback."""
    assert result.returncode == 1
    assert "Traceback" not in result.stderr + result.stdout
    message = result.stderr.strip()
    assert "\n" not in message
    return message


# --- setting up once, and healing ----------------------------------------------------------------------


def test_first_start_installs_and_opens_the_first_lesson(set_up_once):
    ready = set_up_once
    (pip,) = [call["arguments"] for call in ready.calls("pip")]
    assert pip[-1] == "requirements.lock" and {"--require-hashes", "--only-binary=:all:"} <= set(pip)
    lab = ready.calls("jupyterlab")[0]["arguments"]
    assert "--LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb" in lab
    assert f"--FileContentsManager.preferred_dir={ready.root / 'notebooks'}" in lab


def test_second_start_installs_nothing(ready):
    assert ready.start("3", "--no-browser").returncode == 0
    assert len(ready.calls("pip")) == len(ready.calls("venv")) == 1
    lab = ready.calls("jupyterlab")[1]["arguments"]
    assert "--LabApp.default_url=/lab/tree/notebooks/03_one_customer.ipynb" in lab
    assert lab[-1] == "--no-browser"


def test_second_start_runs_nothing_but_settling_and_lab(ready):
    before = len(ready.calls("-P") + ready.calls("-I"))
    ready.start()
    assert len(ready.calls("-P") + ready.calls("-I")) - before == 2


def test_helpers_are_found_by_a_relative_path(ready):
    link = ready.root / ".venv/lib/python3.11/site-packages/between_giants.pth"
    text = link.read_text(encoding="utf-8").strip()
    assert not os.path.isabs(text)
    assert (link.parent / text).resolve() == ready.root / "src"


@pytest.mark.parametrize(
    "damage",
    [
        lambda house: (house.root / ".venv/between-giants.json").unlink(),
        lambda house: (house.root / ".venv/between-giants.json").write_text("[1", encoding="utf-8"),
        lambda house: (house.root / ".venv/between-giants.json").write_text("{}", encoding="utf-8"),
        lambda house: (house.root / ".venv/bin/python").unlink(),
        lambda house: (shutil.rmtree(house.root / ".venv"), (house.root / ".venv").touch()),
    ],
    ids=["no stamp", "half a stamp", "foreign stamp", "no python", "a file"],
)
def test_a_broken_venv_is_made_anew(ready, damage):
    leftover = ready.root / ".venv/leftover"
    leftover.write_text("", encoding="utf-8")
    damage(ready)
    assert ready.start().returncode == 0
    assert len(ready.calls("venv")) == 2
    assert not leftover.exists()


@pytest.mark.parametrize(
    "patch",
    ["sys.stdout.isatty = lambda: True; up.Progress.PAUSE = 0.02", "up.Progress.PAUSE_IN_A_FILE = 0.02"],
    ids=["on a terminal", "into a file"],
)
def test_a_slow_network_does_not_look_dead(house, patch):
    house.says(pip=("Collecting pandas==3.1.1\n  Downloading pandas-3.1.1-cp311-x.whl (13.0 MB)", 0))
    running, told = house.slowly(patch), ""
    while told.count("fetching pandas (13.0 MB), 0 s") < 2:
        told += running.stdout.readline()
        assert len(told) < 100_000
    (house.root / "slow").unlink()
    running.communicate()
    assert running.returncode == 0


def test_a_set_up_whose_program_is_killed_is_waited_for_and_then_made_anew(house):
    running = house.slowly()
    while not house.calls("pip"):
        assert running.poll() is None
    running.kill()
    running.communicate()
    assert "Another window is setting up" in one_sentence(house.start()), "its pip still writes into .venv"
    (house.root / "slow").unlink()
    for _ in range(1000):
        done = house.start()
        if done.returncode == 0:
            break
    assert done.returncode == 0 and len(house.calls("venv")) == 2


def test_an_interrupted_installation_heals(house):
    house.says(pip=("Collecting pandas\nInstalling collected packages: pandas\nKilled", 137))
    house.start()
    house.says()
    assert house.start().returncode == 0
    assert len(house.calls("venv")) == 2
    house.start()
    assert len(house.calls("venv")) == 2


@pytest.mark.slow
def test_an_interrupted_change_heals_too(ready):
    lock = ready.root / "requirements.lock"
    before = lock.read_bytes()
    lock.write_bytes(before + b"new==1\n")
    ready.says(pip=("Installing collected packages: new\nKilled", 137))
    ready.start()
    lock.write_bytes(before)
    ready.says()
    assert ready.start().returncode == 0
    assert len(ready.calls("venv")) == 2


def test_changed_requirements_are_installed_into_the_same_venv(ready):
    with open(ready.root / "requirements.lock", "a", encoding="utf-8") as file:
        file.write("new==1\n")
    assert ready.start().returncode == 0
    assert (len(ready.calls("venv")), len(ready.calls("pip"))) == (1, 2)


def test_a_failed_addition_leaves_the_lessons_usable(ready):
    ready.says(pip=("getaddrinfo failed", 1))
    assert "no network connection" in one_sentence(ready.start("test"))
    assert ready.start().returncode == 0
    assert len(ready.calls("venv")) == 1


def test_packages_that_do_not_load_are_set_up_anew_next_time(ready):
    ready.says(jupyterlab=("ModuleNotFoundError", 1), load=("", 1))
    assert "damaged" in one_sentence(ready.start())
    ready.says()
    assert ready.start().returncode == 0
    assert len(ready.calls("venv")) == 2


def test_lab_ending_with_an_error_of_its_own_passes_it_on(ready):
    ready.says(jupyterlab=("no such option", 2))
    assert ready.start("--nonsense").returncode == 2
    ready.says()
    ready.start()
    assert len(ready.calls("venv")) == 1


def test_two_set_ups_at_once_are_told_apart(house):
    (house.root / ".state").mkdir()
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import fcntl, sys; f = open(sys.argv[1], 'w'); "
            "fcntl.flock(f, fcntl.LOCK_EX); "
            "print('held', flush=True); sys.stdin.read()",
            str(house.root / ".state/setup.lock"),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        holder.stdout.readline()
        assert "Another window" in one_sentence(house.start())
    finally:
        holder.communicate()
    assert house.start().returncode == 0


def test_starts_at_once_do_not_take_each_others_files_away_and_what_a_killed_one_left_goes(ready):
    alive = f".{{}}.{os.getpid()}.part"
    dead = ".03_one_customer.ipynb.999999999.part"
    (ready.root / "notebooks" / dead).write_text("{", encoding="utf-8")
    theirs = [ready.root / ".state" / alive.format("writable"), ready.root / "notebooks" / alive.format("x")]
    for path in theirs:
        path.write_text("", encoding="utf-8")
    assert ready.start().returncode == 0
    assert all(path.exists() for path in theirs) and not (ready.root / "notebooks" / dead).exists()
    assert not [path for path in ready.root.rglob("*.part") if path not in theirs]


def test_lessons_that_are_open_in_another_window_are_not_rewritten(ready):
    def settled():
        before = len(ready.calls("--settle"))
        assert ready.start().returncode == 0
        return len(ready.calls("--settle")) > before

    runtime = ready.root / ".state/lab/runtime"
    runtime.mkdir(parents=True, exist_ok=True)
    assert settled()
    with socket.socket() as lab:
        lab.bind(("127.0.0.1", 0))
        lab.listen()
        (runtime / "jpserver-1.json").write_text(json.dumps({"port": lab.getsockname()[1]}), encoding="utf-8")
        assert not settled()
    for left in ('{"port": 1}', '{"port": "x"}', '{"port": 99999999}', "[]", "{"):
        (runtime / "jpserver-1.json").write_text(left, encoding="utf-8")
        assert settled(), left


# --- one clear sentence each ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said, sentence",
    [
        (
            "NewConnectionError: Temporary failure in name resolution\nERROR: No matching distribution found for x",
            "no network connection",
        ),
        ("HTTPError: 403 Client Error: Forbidden for url", "package index refused"),
        (
            "ERROR: No matching distribution found for pandas==3.1.1",
            "no ready-made build of one of the packages",
        ),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            "is not what was published",
        ),
        ("ERROR: Could not install packages: [Errno 28] No space left on device", "disk is full"),
        ("error: subprocess-exited-with-error", "building it failed"),
        ("something else entirely", "something else entirely"),
    ],
)
def test_what_pip_says_becomes_one_sentence(house, said, sentence):
    house.says(pip=(said, 1))
    assert sentence in one_sentence(house.start())
    assert said in (house.root / ".state/install.log").read_text(encoding="utf-8")


def test_old_python_gets_a_sentence():
    source = (ROOT / "start.py").read_text(encoding="utf-8")
    compile(source, "start.py", "exec", dont_inherit=True)
    import ast

    ast.parse(source, feature_version=(3, 6))
    old = "import sys; sys.version_info = (3, 8, 1); exec(compile(sys.stdin.read(), 'start.py', 'exec'))"
    result = subprocess.run([sys.executable, "-c", old], input=source, capture_output=True, encoding="utf-8")
    assert "needs Python 3.11 or newer, and this is Python 3.8" in one_sentence(result)


def test_start_py_alone_gets_a_sentence(tmp_path):
    shutil.copy(ROOT / "start.py", tmp_path)
    result = subprocess.run([sys.executable, tmp_path / "start.py"], capture_output=True, encoding="utf-8")
    assert "unpack the whole ZIP" in one_sentence(result)


def test_missing_venv_module_gets_a_sentence(house):
    hidden = (
        "import importlib.util as u; find = u.find_spec; "
        "u.find_spec = lambda name, *a: None if name == 'ensurepip' else find(name, *a)"
    )
    assert "apt install python3-venv" in one_sentence(house.start(patch=hidden))


def test_debian_venv_failure_gets_the_same_sentence(house):
    house.says(venv=("The environment was not created because ensurepip is not\navailable.", 1))
    assert "apt install python3-venv" in one_sentence(house.start())


def test_full_disk_gets_a_sentence_before_and_during(house):
    little = "import shutil; shutil.disk_usage = lambda p: type('Usage', (), {'free': 5_000_000})"
    assert "5 MB are free" in one_sentence(house.start(patch=little))
    full = "import errno\ndef fail(): raise OSError(errno.ENOSPC, 'No space left')\nup.check_disk = fail"
    full = f"exec({full!r})"
    assert "disk is full" in one_sentence(house.start(patch=full))


def test_unwritable_folder_gets_a_sentence(house):
    refuse = (
        "import errno\ndef fail(): raise OSError(errno.EROFS, 'Read-only file system', 'here')\n"
        "start.check_writable = fail"
    )
    assert "cannot be written in" in one_sentence(house.start(patch=f"exec({refuse!r})"))


def test_a_file_that_windows_says_is_open_elsewhere_gets_a_sentence(house):
    refuse = (
        "def fail():\n    held = PermissionError(13, 'Access is denied', 'lesson')\n    held.winerror = 5\n"
        "    raise held\n"
        "start.check_writable = fail"
    )
    assert "Another program holds a file here (lesson)" in one_sentence(
        house.start(patch=f"exec({refuse!r})")
    )


def test_busy_port_gets_a_sentence(ready):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        for options in (["--port", str(port)], [f"--port={port}"], [f"--ServerApp.port={port}"]):
            assert f"Port {port} is in use" in one_sentence(ready.start(*options))
    assert ready.start("--port", str(port)).returncode == 0
    options = ready.calls("jupyterlab")[-1]["arguments"]
    assert options[-3:] == ["--ServerApp.port_retries=0", "--port", str(port)]
    assert "not a port" in one_sentence(ready.start("--port", "lab"))


@pytest.mark.parametrize("name", ["random.py", "pandas.py", "helpers.py", "pandas/__init__.py"])
def test_a_file_that_hides_a_module_is_named(ready, name):
    path = ready.root / "notebooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("", encoding="utf-8")
    message = one_sentence(ready.start())
    assert f"notebooks/{name.removesuffix('/__init__.py')} " in message and "rename" in message


def test_a_file_in_the_folder_of_the_workbook_is_named(ready):
    (ready.root / "work").mkdir(exist_ok=True)
    (ready.root / "work" / "csv.py").write_text("", encoding="utf-8")
    assert "work/csv.py has the name" in one_sentence(ready.start())


@pytest.mark.parametrize("name", ["random.py", "tempfile.py", "hashlib.py"])
def test_a_file_beside_start_itself_is_named(ready, name):
    (ready.root / name).write_text("", encoding="utf-8")
    assert f"{name} has the name of a module" in one_sentence(ready.start())


def test_a_kernel_looks_beside_the_lesson_last(ready):
    ready.start()
    assert ready.calls("jupyterlab")[0]["env"]["PYTHONSAFEPATH"] == "1"


def test_a_kernel_is_ready_for_cells_that_are_run_before_the_first(ready):
    startup = ready.root / ".state/lab/ipython/profile_default/startup/first_cell.py"
    startup.write_text("an older one", encoding="utf-8")
    ready.start()
    assert startup.read_bytes() == FIRST_CELL.read_bytes()
    assert ready.calls("jupyterlab")[-1]["env"]["IPYTHONDIR"] == str(ready.root / ".state/lab/ipython")


def test_files_that_hide_nothing_are_left_alone(ready):
    for name in ("test.py", "my_random.py"):
        (ready.root / "notebooks" / name).write_text("", encoding="utf-8")
    assert ready.start().returncode == 0


def test_unknown_command_and_lesson(house):
    result = house.start("lessons")
    assert result.returncode == 1
    assert "knows no command 'lessons'" in result.stderr and "fresh 3" in result.stderr
    assert "no lesson 12" in one_sentence(house.start("12"))
    assert "no lesson 3b" in one_sentence(house.start("3b"))
    assert "fresh 3" in house.start("help").stdout


def test_ctrl_c_while_setting_up_ends_quietly(house):
    result = house.start(patch="exec('def stop(): raise KeyboardInterrupt\\nup.check_disk = stop')")
    assert result.returncode == 130
    assert "Traceback" not in result.stderr


def test_dead_widgets_are_taken_out_before_lab_opens(ready):
    steps = [call["arguments"] for call in ready.calls("--settle") + ready.calls("jupyterlab")]
    assert [step[1].endswith("canonical.py") for step in steps] == [True, False]
    lesson = ready.root / "notebooks/03_one_customer.ipynb"
    output = {
        "output_type": "display_data",
        "metadata": {},
        "data": {"application/vnd.jupyter.widget-view+json": {"model_id": "gone"}, "text/plain": "a picture"},
    }
    notebook = {"cells": [{"cell_type": "code", "outputs": [output]}], "metadata": {}}
    lesson.write_text(json.dumps(notebook), encoding="utf-8")
    saving = ROOT / "tools/canonical.py"
    subprocess.run([sys.executable, "-I", "-S", saving, "--settle", lesson.parent], check=True)
    assert "model_id" not in lesson.read_text(encoding="utf-8")


# --- settings of its own -------------------------------------------------------------------------------


def test_the_readers_own_settings_change_nothing(ready):
    foreign = {
        "PYTHONPATH": "/elsewhere",
        "PYTHONSTARTUP": "/elsewhere/start",
        "PYTHONHOME": "",
        "JUPYTER_PATH": "/elsewhere",
        "JUPYTER_CONFIG_DIR": "/elsewhere",
        "IPYTHONDIR": "/elsewhere",
        "MPLBACKEND": "elsewhere",
        "MATPLOTLIBRC": "/elsewhere",
        "PYTEST_ADDOPTS": "--elsewhere",
        "PIP_USER": "1",
        "PIP_TARGET": "/elsewhere",
    }
    ready.start("test", **foreign)
    ready.start(**foreign)
    pip, lab, tests = (ready.calls(name)[-1]["env"] for name in ("pip", "jupyterlab", "pytest"))
    for env in (lab, tests):
        own = {key: value for key, value in env.items() if not key.startswith("PIP_")}
        assert not [key for key, value in own.items() if "elsewhere" in value]
        assert env["PYTHONNOUSERSITE"] == env["PYTHONUTF8"] == "1"
        for name in (
            "JUPYTER_CONFIG_DIR",
            "JUPYTER_DATA_DIR",
            "JUPYTER_RUNTIME_DIR",
            "IPYTHONDIR",
            "JUPYTERLAB_SETTINGS_DIR",
            "JUPYTERLAB_WORKSPACES_DIR",
            "MPLCONFIGDIR",
        ):
            assert env[name].startswith(str(ready.root / ".state"))
    assert lab["JUPYTER_CONFIG_DIR"] != tests["JUPYTER_CONFIG_DIR"]
    assert "PIP_TARGET" not in pip and pip["PIP_USER"] == "0"


def test_lab_settings_switch_off_what_pops_up():
    server = json.loads((ROOT / "binder/jupyter/jupyter_server_config.json").read_text(encoding="utf-8"))
    overrides = json.loads((ROOT / "binder/jupyter/overrides.json").read_text(encoding="utf-8"))
    assert server["LabApp"]["news_url"] is None
    assert overrides["@jupyterlab/apputils-extension:notification"] == {
        "fetchNews": "false",
        "checkForUpdates": False,
    }


# --- clean copies --------------------------------------------------------------------------------------


def test_fresh_gives_a_clean_lesson_and_keeps_the_readers(ready):
    lesson = ready.lessons[1]
    clean = lesson.read_bytes()
    for n in (1, 2):
        lesson.write_text(f"mine {n}", encoding="utf-8")
        assert ready.start("fresh", "3").returncode == 0
        assert lesson.read_bytes() == clean
        assert lesson.with_name(f"03_one_customer.mine-{n}.ipynb").read_text(encoding="utf-8") == f"mine {n}"
    assert "Clean already" in ready.start("fresh", "3").stdout
    assert len(list(lesson.parent.iterdir())) == 4


def test_fresh_brings_a_deleted_lesson_back(ready):
    lesson = ready.lessons[0]
    clean = lesson.read_bytes()
    lesson.unlink()
    assert "fresh 0 brings it back" in one_sentence(ready.start())
    assert ready.start("fresh", "0").returncode == 0
    assert lesson.read_bytes() == clean


def test_fresh_never_takes_a_changed_lesson_for_clean(house):
    lesson = house.lessons[1]
    lesson.write_text("changed before the first start", encoding="utf-8")
    assert house.start().returncode == 0
    assert "no clean copy" in one_sentence(house.start("fresh", "3"))
    assert lesson.read_text(encoding="utf-8") == "changed before the first start"
    lesson.write_text('{"clean": "03_one_customer"}\n', encoding="utf-8")
    house.start()
    lesson.write_text("changed later", encoding="utf-8")
    assert house.start("fresh", "3").returncode == 0


def test_fresh_never_restores_a_damaged_copy(ready):
    for copy in (ready.root / ".state/clean").iterdir():
        copy.write_text("damaged", encoding="utf-8")
    ready.lessons[1].write_text("mine", encoding="utf-8")
    assert "no clean copy" in one_sentence(ready.start("fresh", "3"))
    assert ready.lessons[1].read_text(encoding="utf-8") == "mine"


def test_fresh_data_brings_damaged_tables_back(ready):
    table = ready.root / "data/trade.csv"
    table.write_bytes(b"year,value\n2023,1\n")
    digest = hashlib.sha256(table.read_bytes()).hexdigest()
    package = {"resources": [{"name": "trade", "path": "trade.csv", "hash": f"sha256:{digest}"}]}
    (ready.root / "data/datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    ready.start()
    table.write_bytes(b"year;value")
    assert ready.start("fresh", "data").returncode == 0
    assert table.read_bytes() == b"year,value\n2023,1\n"
    assert (ready.root / "data/trade.mine-1.csv").read_bytes() == b"year;value"


def test_fresh_data_brings_a_damaged_description_back_and_the_tables_by_it(ready):
    table, described = ready.root / "data/trade.csv", ready.root / "data/datapackage.json"
    table.write_bytes(b"year,value\n2023,1\n")
    digest = hashlib.sha256(table.read_bytes()).hexdigest()
    package = {"resources": [{"name": "trade", "path": "trade.csv", "hash": f"sha256:{digest}"}]}
    described.write_text(json.dumps(package), encoding="utf-8")
    ready.driver("from tools import clean_copies; clean_copies.write_lesson_hashes()")
    ready.start()
    for damaged in ("{", json.dumps(package).replace(digest, "0" * 64)):
        described.write_text(damaged, encoding="utf-8")
        table.write_bytes(b"year;value")
        assert ready.start("fresh", "data").returncode == 0
        assert json.loads(described.read_text(encoding="utf-8")) == package
        assert table.read_bytes() == b"year,value\n2023,1\n"
    assert (ready.root / "data/datapackage.mine-1.json").read_text(encoding="utf-8") == "{"


def test_a_lesson_is_found_by_its_number_with_or_without_a_letter():
    sys.path.insert(0, str(ROOT))
    from tools import clean_copies

    begins = [clean_copies.begins(number) for number in ("3", "03", "8b", "12")]
    assert begins == ["03_", "03_", "08b_", "12_"]
    assert not any(map(clean_copies.begins, ("", "b", "8bb", "8B", "-3", "³", "3 ", "123", "lab")))
    names = [path.stem for path in clean_copies.lesson_files()]
    assert "08b_budapest" in names and "08b_budapest" not in [
        path.stem for path in clean_copies.lesson_files(outside=False)
    ]


def test_the_published_hashes_are_those_of_the_lessons():
    sys.path.insert(0, str(ROOT))
    from tools import clean_copies

    published = {p: digest for p, digest in clean_copies.published_files().items() if p.suffix != ".csv"}
    described = ROOT / clean_copies.DESCRIPTION
    actual = {path: clean_copies.sha256(path) for path in (*clean_copies.lesson_files(), described)}
    assert published == actual, (
        "a lesson or the tables were changed by hand: `start.py save`, `start.py data`"
    )


# --- tests and maintainers' commands -------------------------------------------------------------------

NO_BROWSER = "start.find_browser = lambda: ''"


def test_test_command_installs_the_rest_and_passes_its_code_on(ready):
    ready.says(pytest=("1 failed, 2 passed in 3s", 1))
    result = ready.start("test", "-k", "tables", patch="start.find_browser = lambda: '/a/chromium'")
    assert result.returncode == 1
    assert result.stdout.strip().endswith("1 failed, 2 passed in 3s")
    assert ready.calls("pip")[-1]["arguments"][-3:] == ["--require-hashes", "-r", "requirements-dev.lock"]
    call = ready.calls("pytest")[-1]
    assert "--nbval" in call["arguments"]
    assert call["arguments"][-4:] == ["-m", "not slow", "-k", "tables"]
    assert call["cwd"] == str(ready.root)
    assert not call["env"]["BETWEEN_GIANTS_WORKBOOK"].startswith(str(ready.root))
    ready.start("test", "--all")
    assert "not slow" not in ready.calls("pytest")[-1]["arguments"]


def test_code_out_of_style_ends_the_tests_before_they_begin_with_the_way_to_mend_it(ready):
    ready.says(ruff=("F401 imported but unused", 1))
    message = one_sentence(ready.start("test"))
    assert "-m ruff check --fix . && " in message and "-m ruff format ." in message
    assert not ready.calls("pytest")
    ready.says()
    ready.start("test")
    checks = [call["arguments"][3:] for call in ready.calls("ruff")][-2:]
    assert [check[0] for check in checks] == ["check", "format"] and "--check" in checks[1]


def test_search_and_home_hand_on_what_they_are_given(ready):
    ready.start("test", "--search", "--to", "report.md")
    call = ready.calls(str(ready.root / "tools/search.py"))[-1]
    assert call["arguments"][-2:] == ["--to", "report.md"] and not ready.calls("pytest")
    assert "account/repository" in one_sentence(ready.start("home"))
    assert "no repository on GitHub" in one_sentence(ready.start("home", "nonsense"))


def test_oldest_says_where_there_are_no_builds(ready):
    newest = "sys.version_info = (3, 14, 0, 'final', 0)"
    assert "3.11, 3.12 or 3.13" in one_sentence(ready.start("test", "--oldest", patch=newest))


def test_without_a_browser_the_last_lines_say_so(ready):
    result = ready.start("test", patch=NO_BROWSER)
    assert result.returncode == 0
    assert "browser tests did NOT run" in result.stdout.strip().splitlines()[-3]
    for env in ({"CI": "true"}, {"BETWEEN_GIANTS_REQUIRE_BROWSER": "1"}):
        result = ready.start("test", patch=NO_BROWSER, **env)
        assert result.returncode == 1
        assert "this run has failed" in result.stdout.strip().splitlines()[-1]


def test_save_and_data_pass_their_arguments_on(ready):
    ready.lessons[1].write_text("a new lesson", encoding="utf-8")
    assert ready.start("save", "3").returncode == 0
    assert ready.calls(str(ready.root / "tools/notebooks.py"))[-1]["arguments"][-1] == "3"
    assert len((ready.root / "tools/lessons.sha256").read_text(encoding="utf-8").splitlines()) == 2
    assert ready.start("fresh", "3").stdout.startswith("Clean already")
    assert ready.start("data").returncode == 0
    assert ready.calls(str(ready.root / "tools/data.py"))
