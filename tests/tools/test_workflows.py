""".github/workflows: what GitHub runs is what runs here, on every Python we name, with few rights."""

import json
import re
import shlex
import tomllib
from importlib import resources
from pathlib import Path

import jsonschema
import pytest
import yaml

import start
from publishing import publish

ROOT = Path(__file__).resolve().parents[2]
OPTIONS = {"--all", "--oldest", "--search", "--test", "--to", "$GITHUB_STEP_SUMMARY", "$GITHUB_REPOSITORY"}
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
# GitHub's own and no others; major versions, since a commit's number can't be verified from here
ACTIONS = {
    "actions/checkout",
    "actions/setup-python",
    "actions/upload-pages-artifact",
    "actions/deploy-pages",
}


def read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def jobs(path):
    return read(path)["jobs"].values()


def steps(path):
    return [step for job in jobs(path) for step in job["steps"]]


every_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)


def test_there_are_tests_a_book_and_a_weekly_look_at_packages_and_properties():
    assert {path.stem for path in WORKFLOWS} == {"tests", "pages", "drift", "search"}


def test_the_oldest_packages_are_tried_with_every_change_and_new_examples_once_a_week():
    folder = ROOT / ".github" / "workflows"
    assert "python start.py test --oldest" in [step.get("run") for step in steps(folder / "tests.yml")]
    assert 'python start.py test --search --to "$GITHUB_STEP_SUMMARY"' in [
        step.get("run") for step in steps(folder / "search.yml")
    ]
    assert "schedule" in read(folder / "search.yml")[True]  # YAML 1.1 reads the word "on" as a truth value


@every_workflow
def test_fits_the_schema_of_workflows(path):
    pytest.importorskip("check_jsonschema", reason="installed by start.py test")
    kept = resources.files("check_jsonschema") / "builtin_schemas" / "vendor" / "github-workflows.json"
    schema = jsonschema.Draft7Validator(json.loads(kept.read_text(encoding="utf-8")))
    loaded = read(path)
    loaded["on"] = loaded.pop(True)  # YAML 1.1 reads the word "on" as a truth value
    assert [error.message for error in schema.iter_errors(loaded)] == []
    loaded["jobs"]["more"] = {"runs_on": "ubuntu-latest", "steps": []}
    assert not schema.is_valid(loaded), "a misspelt key goes unnoticed"


@every_workflow
def test_every_step_is_a_command_of_ours_or_an_action_of_githubs(path):
    for step in steps(path):
        if "uses" in step:
            name, _, version = step["uses"].partition("@")
            assert name in ACTIONS and re.fullmatch(r"v\d+", version), step["uses"]
        else:
            python, program, command, *options = shlex.split(step["run"])
            assert (python, program) == ("python", "start.py")
            assert command in start.COMMANDS
            assert set(options) <= OPTIONS, options


@every_workflow
def test_rights_are_few_and_nothing_secret_is_used(path):
    text = path.read_text(encoding="utf-8")
    assert read(path)["permissions"] == {"contents": "read"}
    assert "secrets." not in text and "pull_request_target" not in text
    assert "${{ github.event" not in text, "what a stranger typed would become part of a command"
    for job in jobs(path):
        more = job.get("permissions", {})
        assert more == {} or (path.stem == "pages" and set(more) == {"pages", "id-token"})
        assert job["timeout-minutes"] <= 40


def pythons(path):
    return {
        str(version)
        for job in jobs(path)
        for version in job.get("strategy", {}).get("matrix", {}).get("python", [])
    }


def test_tests_run_on_every_python_and_system_that_the_project_names():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = set(re.findall(r":: (3\.\d+)$", "\n".join(project["classifiers"]), flags=re.MULTILINE))
    tests = ROOT / ".github" / "workflows" / "tests.yml"
    assert pythons(tests) == named
    minors = sorted(int(version.removeprefix("3.")) for version in named)
    assert project["requires-python"] == f">=3.{minors[0]},<3.{minors[-1] + 1}"
    assert set(read(tests)["jobs"]["test"]["strategy"]["matrix"]["system"]) == {
        "ubuntu-latest",
        "macos-latest",
        "windows-latest",
    }


def test_the_oldest_and_the_newest_python_meet_the_newest_packages():
    every = sorted(pythons(ROOT / ".github" / "workflows" / "tests.yml"), key=lambda v: int(v.split(".")[1]))
    assert pythons(ROOT / ".github" / "workflows" / "drift.yml") == {every[0], every[-1]}


def test_what_the_workflow_puts_online_is_what_publish_makes():
    workflow = ROOT / ".github" / "workflows" / "pages.yml"
    given = [step.get("with", {}) for step in steps(workflow)]
    assert ROOT / next(words["path"] for words in given if "path" in words) == publish.OUT
    commands = [step["run"] for step in steps(workflow) if "run" in step]
    assert commands == ['python start.py home "$GITHUB_REPOSITORY"', "python start.py publish"]
