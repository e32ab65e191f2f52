"""What those who carry on rely on: one version, a changelog, issue forms, hooks, guides that name what is there."""

import re
import subprocess
import tomllib
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
import yaml

import helpers
import start
from tools import mutants, other_packages, search

ROOT = Path(__file__).resolve().parents[2]


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_version_stands_in_one_place_and_the_citation_agrees():
    project = tomllib.loads(read("pyproject.toml"))
    assert project["project"]["dynamic"] == ["version"] and "version" not in project["project"]
    assert project["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "helpers.__version__"}
    assert yaml.safe_load(read("CITATION.cff"))["version"] == helpers.__version__
    assert re.search(rf"^## \[?{re.escape(helpers.__version__)}\]?", read("CHANGELOG.md"), flags=re.M)


def names_that_some_system_refuses(names):
    """Of these paths the ones that Windows or macOS can't hold beside the others."""
    devices = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.I)
    folded = Counter(unicodedata.normalize("NFC", name).casefold() for name in names)
    return {
        name
        for name in names
        if folded[unicodedata.normalize("NFC", name).casefold()] > 1
        or len(name) > 120  # of the 260 that a path may have there
        or any(
            devices.fullmatch(part) or part.endswith((".", " ")) or re.search(r'[<>:"|?*\\\x00-\x1f]', part)
            for part in name.split("/")
        )
    }


def test_every_file_can_be_unpacked_on_every_system():
    strange = ["a/Con", "b/aux.py", "c.", "d ", "e?.md", "F.md", "f.md", "g" * 121, "h/com1.txt", "i:j"]
    assert names_that_some_system_refuses([*strange, "console.py", "k/comb.py"]) == set(strange)
    if not (ROOT / ".git").exists():
        pytest.skip("a folder without its history")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert names_that_some_system_refuses(listed.stdout.split("\0")[:-1]) == set()


def test_every_text_has_the_same_bytes_on_every_system():
    assert "* text=auto eol=lf" in read(".gitattributes").splitlines()


def test_the_changelog_keeps_its_form():
    text = read("CHANGELOG.md")
    assert text.index("## [Unreleased]") < text.index(f"## {helpers.__version__}")
    kinds = set(re.findall(r"^### (.+)$", text, flags=re.M))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


@pytest.mark.parametrize(
    "path", sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml")), ids=lambda path: path.stem
)
def test_issue_forms_can_be_filled_in(path):
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    if path.stem == "config":
        assert all({"name", "url", "about"} == set(link) for link in form["contact_links"])
        return
    assert {"name", "description", "body"} <= set(form)
    ids = [part["id"] for part in form["body"]]
    assert len(ids) == len(set(ids)) and all(part["attributes"]["label"] for part in form["body"])
    assert {part["type"] for part in form["body"]} <= {"input", "textarea", "dropdown", "checkboxes"}


def test_every_file_and_folder_that_the_guides_name_is_there():
    for guide in ("CONTRIBUTING.md", "README.md", "SECURITY.md"):
        text = read(guide)
        for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
            assert (ROOT / link).exists(), f"{guide} links to {link}"
        for path in re.findall(
            r"`((?:src|tests|data|notebooks|instructors|tools|publishing|classroom)/[\w./-]*)`", text
        ):
            assert (ROOT / path).exists(), f"{guide} names {path}"
        for command in re.findall(r"start\.py ([a-z]+)", text):
            assert command in start.COMMANDS or command == "help", f"{guide} names start.py {command}"


def test_the_hooks_are_the_style_that_the_test_command_asks_for():
    hooks = [
        hook for repo in yaml.safe_load(read(".pre-commit-config.yaml"))["repos"] for hook in repo["hooks"]
    ]
    assert [hook["entry"].partition("-m ")[2] for hook in hooks] == ["ruff check --fix", "ruff format"]


def test_whatever_the_helpers_need_besides_python_is_in_the_package():
    kinds = tomllib.loads(read("pyproject.toml"))["tool"]["setuptools"]["package-data"]["*"]
    inside = [path for path in (ROOT / "src" / "helpers").rglob("*") if path.is_file()]
    inside = [
        path
        for path in inside
        if path.suffix not in (".py", ".pyc") and ".ipynb_checkpoints" not in path.parts
    ]
    assert inside and not [path for path in inside if not any(path.match(kind) for kind in kinds)]


def test_continuous_integration_runs_everything_and_hands_its_arguments_on():
    assert read(".ci/run").rstrip().endswith('python3 start.py test --all "$@"')


def test_the_oldest_versions_take_the_place_of_the_usual_ones():
    lines = other_packages.oldest_versions()
    assert "pandas==2.2.3" in lines and not [line for line in lines if line.startswith("pandas==3")]
    assert "traitlets" in {line.partition("==")[0] for line in lines}, "what isn't named is as usual"


JUNIT = """<testsuites><testsuite><testcase classname="tests.a" name="holds"/>
<testcase classname="tests.a" name="breaks"><failure message="m">def breaks(x):
E   assert 1 == 0
E   Falsifying example: breaks(
E       x=-1,
E   )
E   You can reproduce this example by temporarily adding @reproduce_failure('6', b'AA') as a decorator on your test case
</failure></testcase></testsuite></testsuites>"""


def test_a_found_example_is_reported_with_what_brings_it_back():
    number, broken = search.found(JUNIT)
    report = search.as_markdown(number, broken)
    assert "1 of 2 properties" in report and "`tests.a::breaks`" in report
    assert "    x=-1," in report and "@reproduce_failure" in report and "assert 1 == 0" not in report


def test_a_search_that_finds_nothing_and_one_that_did_not_start_are_told_apart():
    assert "all hold" in search.as_markdown(3, {})
    assert "didn't start" in search.as_markdown(0, {})


def test_a_module_is_tried_with_the_tests_of_its_room_and_survivors_are_counted():
    assert mutants.tests_of(Path("src/helpers/models/ranking.py")) == Path("tests/models")
    assert mutants.tests_of(Path("src/helpers/lessons/leverage/facts.py")) == Path("tests/lessons/leverage")
    assert mutants.tests_of(Path("src/helpers/tables.py")) == Path("tests/test_tables.py")
    assert mutants.tests_of(Path("src/helpers/errors.py")) == Path("tests")
    assert mutants.summary([1, 0, 36]) == "3 tried, 2 killed, 1 survived"
    assert (
        mutants.summary([33, None])
        == "1 tried, 0 killed, 1 survived (1 of them in code that no test runs); 1 not tried"
    )
