"""binder/: what the build of a Binder image must find, checked without building one."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
BINDER = ROOT / "binder"


def requirement_lines(path):
    """The lines of a requirements file without comments."""
    lines = (line.split("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line]


def test_binder_installs_what_students_install():
    assert requirement_lines(BINDER / "requirements.txt") == ["-r ../requirements.txt"]


def test_binder_names_a_python_that_the_lessons_run_on():
    named = re.fullmatch(r"python-3\.(\d+)\n", (BINDER / "runtime.txt").read_text(encoding="utf-8"))
    assert named and 11 <= int(named[1]) <= 14


def test_post_build_is_an_executable_script_with_unix_line_ends():
    script = BINDER / "postBuild"
    assert script.read_bytes().startswith(b"#!/bin/bash\n") and b"\r" not in script.read_bytes()
    if os.name != "nt":
        assert os.access(script, os.X_OK)


@pytest.mark.skipif(os.name == "nt", reason="a script for bash")
def test_post_build_installs_the_settings(tmp_path):
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.write_text(
        f"#!/bin/bash\necho {tmp_path}/prefix\n",
        encoding="utf-8",
    )
    python.chmod(0o755)
    env = os.environ | {
        "PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path / "home"),
    }
    subprocess.run([BINDER / "postBuild"], cwd=ROOT, env=env, check=True)
    for target in ("etc/jupyter/jupyter_server_config.json", "share/jupyter/lab/settings/overrides.json"):
        assert json.loads((tmp_path / "prefix" / target).read_text(encoding="utf-8"))
    startup = tmp_path / "home" / ".ipython" / "profile_default" / "startup"
    assert (startup / "first_cell.py").read_bytes() == (BINDER / "ipython" / "first_cell.py").read_bytes()


def test_the_plain_way_installs_the_helpers_too():
    assert requirement_lines(ROOT / "requirements.txt")[-1] == "-e ."
    assert requirement_lines(ROOT / "requirements-dev.txt")[0] == "-r requirements.txt"


def test_every_package_is_pinned_and_locked():
    lock = "\n".join(requirement_lines(ROOT / "constraints.txt"))
    names = {re.sub(r"[-_.]+", "-", name).lower() for name in re.findall(r"^([\w.-]+)==", lock, flags=re.M)}
    for file in ("requirements.txt", "requirements-dev.txt"):
        for line in requirement_lines(ROOT / file):
            if not line.startswith("-"):
                assert re.fullmatch(r"[\w.-]+==[\w.]+", line), f"{file}: {line} is not pinned exactly"
                assert line in lock.splitlines(), f"constraints.txt disagrees with {line}"
    assert {"numpy", "pywinpty", "appnope", "colorama"} <= names


def test_what_is_installed_is_what_is_locked():
    from importlib.metadata import distributions

    locked = {}
    for line in requirement_lines(ROOT / "constraints.txt"):
        name, version = re.match(r"([\w.-]+)==([\w.]+)", line).groups()
        locked.setdefault(re.sub(r"[-_.]+", "-", name).lower(), set()).add(version)
    installed = {re.sub(r"[-_.]+", "-", d.name).lower(): d.version for d in distributions()}
    outside = {"pip", "setuptools", "wheel", "between-giants"}
    differ = {n: v for n, v in installed.items() if n not in outside and v not in locked.get(n, set())}
    if sys.prefix != str(ROOT / ".venv"):
        pytest.skip("these tests run outside the folder's own .venv")
    assert not differ, "constraints.txt does not list these"


def test_the_package_leaves_jupyterlab_and_testing_to_the_place_where_it_runs():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {Requirement(line).name for line in project["dependencies"]}
    pinned = {line.split("==")[0] for line in requirement_lines(ROOT / "requirements.txt") if "==" in line}
    assert wanted - {"numpy", "ipython"} == pinned - {"nbval", "jupyterlab"}
    assert {Requirement(line).name for line in project["optional-dependencies"]["lab"]} == {"jupyterlab"}
    for name in (project["readme"], *project["license-files"]):
        assert (ROOT / name).exists(), f"the helpers cannot be installed without {name}"


def test_both_ends_of_the_supported_range_are_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = requirement_lines(ROOT / "constraints-oldest.txt")
    for wanted in map(Requirement, project["dependencies"]):
        oldest = [Requirement(line) for line in lines if Requirement(line).name == wanted.name]
        low = Version(next(one.version for one in wanted.specifier if one.operator == ">="))
        assert {one.operator for one in wanted.specifier} == {">=", "<"}, f"{wanted} is open at one end"
        for one in oldest:
            tried = Version(next(iter(one.specifier)).version)
            assert tried in wanted.specifier and tried.release[: len(low.release)] >= low.release
        assert min(
            Version(next(iter(one.specifier)).version).release[: len(low.release)] for one in oldest
        ) == (low.release), f"the oldest {wanted.name} that is tried isn't the oldest that is allowed"
        newest = [Requirement(line) for line in requirement_lines(ROOT / "constraints.txt")]
        assert all(
            next(iter(n.specifier)).version in wanted.specifier for n in newest if n.name == wanted.name
        )


def test_opens_on_the_first_lesson_wherever_it_is_started():
    config = json.loads((BINDER / "jupyter" / "jupyter_server_config.json").read_text(encoding="utf-8"))
    urls = {config[app]["default_url"] for app in ("LabApp", "JupyterNotebookApp")}
    assert "default_url" not in config["ServerApp"], "on a hub that would outdo the hub's own setting"
    assert urls == {"/lab/tree/notebooks/00_start_here.ipynb"}
    assert (ROOT / "notebooks" / "00_start_here.ipynb").exists()
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    badge = urlsplit(re.search(r"^\[binder\]: (\S+)$", readme, flags=re.M)[1])
    assert badge.netloc == "mybinder.org" and badge.path.startswith("/v2/gh/")
    assert {"/" + parse_qs(badge.query)["urlpath"][0]} == urls


def test_each_package_is_listed_with_its_reason():
    readme = (BINDER / "README.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| ([\w-]+) \| .{10,} \|$", readme, flags=re.M)) - {"package"}
    pinned = requirement_lines(ROOT / "requirements.txt")
    assert listed == {line.split("==")[0] for line in pinned if "==" in line}


def plan_of(house):
    """The Dockerfile that repo2docker would build from a folder, as text: no Docker is asked."""
    command = ["--no-build", "--debug", "--user-id", "1000", "--user-name", "jovyan", str(house)]
    done = subprocess.run(
        [sys.executable, "-m", "repo2docker", *command],
        cwd=house,
        timeout=600,
        check=False,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    assert done.returncode == 0, done.stderr
    assert "Python version unspecified" not in done.stderr
    return done.stdout


def steps(plan):
    """The commands of a Dockerfile that run while the image is built."""
    joined = re.sub(r"\\\n\s*", "", plan)
    return [line.removeprefix("RUN ") for line in joined.splitlines() if line.startswith("RUN ")]


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    """repo2docker's plan for what it reads of this repository."""
    pytest.importorskip("repo2docker", reason="installed by start.py test")
    if os.name == "nt":
        pytest.skip("repo2docker runs on Linux and macOS")
    house = tmp_path_factory.mktemp("binder") / "repository"
    shutil.copytree(BINDER, house / "binder")
    for name in ("requirements.txt", "constraints.txt", "pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, house)
    return plan_of(house)


def test_repo2docker_takes_the_python_that_is_asked_for(plan):
    wanted = (BINDER / "runtime.txt").read_text(encoding="utf-8").strip().removeprefix("python-")
    base = re.search(r"environment-2epy-2d3-2e(\d+)-2dlinux\S*lock", plan)
    assert base and wanted == f"3.{base[1]}"


def test_repo2docker_installs_the_requirements_and_nothing_else(plan, tmp_path):
    (tmp_path / "runtime.txt").write_bytes((BINDER / "runtime.txt").read_bytes())
    plain = steps(plan_of(tmp_path))
    assert [step for step in steps(plan) if step not in plain] == [
        '${KERNEL_PYTHON_PREFIX}/bin/pip install --no-cache-dir -r "binder/requirements.txt"',
        "chmod +x binder/postBuild",
        "./binder/postBuild",
    ]


def test_repo2docker_copies_everything_before_it_installs(plan):
    # repo2docker installs from a requirements file alone where it thinks it can; ours names another one
    copied = plan.index("COPY --chown=1000:1000 src/ ${REPO_DIR}/")
    assert copied < plan.index('pip install --no-cache-dir -r "binder/')
    assert plan.rindex("USER ${NB_USER}") < plan.index("RUN ./binder/postBuild")
