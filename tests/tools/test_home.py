"""start.py home: every address of the repository is known to it and changed in one go, as often as one likes."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tools import home
from tools.setting_up import Stop

ROOT = Path(__file__).resolve().parents[2]
TEXTS = {
    ".md",
    ".cff",
    ".toml",
    ".yml",
    ".yaml",
    ".py",
    ".js",
    ".html",
    ".j2",
    ".json",
    ".txt",
    ".ipynb",
    ".css",
    "",
}


def published_files():
    """What git holds of the project, or, where it came without git, every file outside of what programs make."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        command = ["git", "ls-files", "-co", "--exclude-standard"]
        listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout
        return [ROOT / name for name in listed.splitlines()]
    made = {".venv", ".state", "build", "work", "__pycache__", ".ruff_cache", ".pytest_cache", ".hypothesis"}
    return [path for path in ROOT.rglob("*") if path.is_file() and not made & set(path.parts)]


def addresses(text):
    """How often the placeholder or the present address stands in a text."""
    return len(re.findall(r"\bOWNER(?:/|%2F|\.github)", text)) or len(
        home.pattern(*home.home()).findall(text)
    )


@pytest.fixture
def copy(tmp_path):
    """A copy of the files that name the address."""
    for name in home.FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def texts(folder):
    return {name: (folder / name).read_text(encoding="utf-8") for name in home.FILES}


def test_every_file_that_names_the_address_is_known():
    mine = {ROOT / "tools" / "home.py", Path(__file__)}
    naming = {
        path.relative_to(ROOT).as_posix()
        for path in published_files()
        if path.suffix in TEXTS and path not in mine and path.is_file()
        if addresses(path.read_text(encoding="utf-8", errors="ignore"))
    }
    assert naming == set(home.FILES)


def test_afterwards_no_placeholder_is_left_and_every_place_has_the_new_address(copy):
    before = {name: addresses(text) for name, text in texts(copy).items()}
    done = home.move("example-school", "lessons.eu", copy)
    assert done == before and all(before.values())
    assert home.home(copy) == ("example-school", "lessons.eu")
    for name, text in texts(copy).items():
        assert not re.search("|".join(home.home()), text), name
        assert len(home.pattern("example-school", "lessons.eu").findall(text)) == before[name]
    assert "https://example-school.github.io/lessons.eu/" in texts(copy)["README.md"]
    assert "github.com%2Fexample-school%2Flessons.eu&" in texts(copy)["instructors/administrators.md"]


def test_twice_is_once_and_another_name_replaces_the_first(copy):
    home.move("example-school", "lessons", copy)
    once = texts(copy)
    home.move("example-school", "lessons", copy)
    assert texts(copy) == once
    home.move("school", "lessons-2", copy)
    assert "example-school" not in "".join(texts(copy).values())
    home.move("example-school", "lessons", copy)
    assert texts(copy) == once


def test_only_addresses_are_touched(copy):
    """An account may have the name of a word of the text, and other repositories stay as they are."""
    home.move("lessons", "notebooks", copy)
    words = (copy / "README.md").read_text(encoding="utf-8")
    other = "https://github.com/lessons/notebooks-2 and my-lessons.github.io/notebooks"
    (copy / "README.md").write_text(words + other, encoding="utf-8")
    home.move("school", "course", copy)
    text = (copy / "README.md").read_text(encoding="utf-8")
    assert text.endswith(other) and "notebooks/00_start_here.ipynb" in text


@pytest.mark.parametrize(
    "typed",
    [
        "school/lessons",
        "https://github.com/school/lessons",
        "github.com/school/lessons.git",
        " school/lessons/ ",
    ],
)
def test_what_a_person_types_is_read(typed):
    assert home.named(typed) == ("school", "lessons")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "lessons",
        "a/b/c",
        "-a/b",
        "a--b/c",
        "a/..",
        "a b/c",
        "https://example.org/a/b",
        "a/b?c",
        "me/me.github.io",
    ],
)
def test_nonsense_is_refused_in_a_sentence(typed):
    with pytest.raises(Stop, match=r"^.+\.$|example-school"):
        home.named(typed)


def test_how_many_names_are_given_is_looked_at():
    for arguments in ([], ["a/b", "c/d"]):
        with pytest.raises(Stop, match="account/repository"):
            home.main(arguments)


def test_a_readme_without_its_link_is_said(copy):
    (copy / "README.md").write_text("nothing", encoding="utf-8")
    with pytest.raises(Stop, match="Binder link"):
        home.move("a", "b", copy)
