"""The browser edition without a browser: pinned parts from whichever source has them, one wheel, a book without it."""

import hashlib
import io
import re
import subprocess
import sys
import zipfile

import nbformat
import pytest

from publishing import book, edition, pages, parts, wheels
from tools.other_packages import pins
from tools.vendor import Stop


def wheel(name, content):
    return {"name": name, "version": "1", "file": f"{name}-1-py3-none-any.whl", "sha256": sha256(content)}


def sha256(content):
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def made_up(monkeypatch):
    """Parts made up for a test: one compiled and one pure; which sources were asked, and what each of them has."""
    compiled, pure = wheel("fast", b"fast"), wheel("plain", b"plain")
    known = {
        "distribution": {"wheels": [compiled]},
        "index": {"wheels": [pure]},
        "builders": {"wheels": []},
    }
    monkeypatch.setattr(parts, "PARTS", known)
    has, asked = {"from_index": {"plain": b"plain"}}, []

    def source(name):
        def put(wanted, folder):
            asked.append(name)
            for one in wanted:
                if one["name"] in has.get(name, {}):
                    (folder / one["file"]).write_bytes(has[name][one["name"]])

        return put

    for name in ("from_index", "from_folder", "from_host", "from_carrier"):
        monkeypatch.setattr(parts, name, source(name))
    return has, asked


def test_the_first_source_with_the_right_bytes_is_taken_and_the_rest_not_asked(made_up, tmp_path):
    has, asked = made_up
    has["from_folder"] = {"fast": b"something else"}
    has["from_host"] = {"fast": b"fast"}
    assert [path.read_bytes() for path in parts.collected(tmp_path)] == [b"fast", b"plain"]
    assert asked == ["from_index", "from_folder", "from_host"]
    parts.collected(tmp_path)
    assert len(asked) == 3, "what is there isn't fetched again"
    (tmp_path / "fast-1-py3-none-any.whl").write_bytes(b"damaged")
    parts.collected(tmp_path)
    assert (tmp_path / "fast-1-py3-none-any.whl").read_bytes() == b"fast"


def test_where_no_source_has_it_one_sentence_says_what_is_missing(made_up, tmp_path):
    has, asked = made_up
    has["from_carrier"] = {"fast": b"not what is pinned"}
    with pytest.raises(Stop, match=r"^Python for the browser lacks fast-1-py3-none-any\.whl: [^.]*\.$"):
        parts.collected(tmp_path)
    assert asked[-1] == "from_carrier" and not (tmp_path / "fast-1-py3-none-any.whl").exists()


def test_the_book_is_built_without_it_where_it_cannot_be_had_and_what_is_published_stops(monkeypatch):
    def nothing():
        raise Stop("Python for the browser lacks x.")

    said = []
    monkeypatch.setattr(parts, "collected", nothing)
    assert parts.can_be_had(said.append) is False
    assert said == ["Python for the browser lacks x. The book is built without it."]
    with pytest.raises(Stop):
        edition.put([], pages.BUILD / "nowhere")


def test_the_carrier_gives_bytes_and_nothing_else(monkeypatch, tmp_path):
    def pip(options, wanted, folder):
        with zipfile.ZipFile(folder / "carrier-1-py3-none-any.whl", "w") as archive:
            archive.writestr("inside/fast-1-py3-none-any.whl", b"fast")
            archive.writestr("inside/other.whl", b"other")

    known = {"distribution": {"carrier": {"name": "carrier", "folder": "inside/"}}}
    monkeypatch.setattr(parts, "PARTS", known)
    monkeypatch.setattr(parts, "_pip", pip)
    parts.from_carrier([wheel("fast", b"fast"), wheel("lacking", b"")], tmp_path)
    assert (tmp_path / "fast-1-py3-none-any.whl").read_bytes() == b"fast"
    assert {path.name for path in tmp_path.iterdir()} == {
        "carrier-1-py3-none-any.whl",
        "fast-1-py3-none-any.whl",
    }


def test_a_folder_that_the_environment_names_is_looked_into(monkeypatch, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "fast-1-py3-none-any.whl").write_bytes(b"fast")
    monkeypatch.setenv(parts.FOLDER, str(tmp_path / "mine"))
    parts.from_folder([wheel("fast", b"fast"), wheel("lacking", b"")], tmp_path)
    assert (tmp_path / "fast-1-py3-none-any.whl").read_bytes() == b"fast"


def test_every_part_is_pinned_and_the_pure_ones_are_those_of_the_project():
    every = [one for kind in ("distribution", "index", "builders") for one in parts.PARTS[kind]["wheels"]]
    assert len({one["name"] for one in every}) == len(every)
    for one in every:
        assert re.fullmatch("[0-9a-f]{64}", one["sha256"]) and one["licence"], one["name"]
        assert one["file"].startswith(f"{one['name'].replace('-', '_')}-{one['version']}-")
    usual = dict(line.split("==") for _, line in pins(pages.ROOT / "constraints.txt"))
    assert not {
        one["name"]: one["version"]
        for one in parts.PARTS["index"]["wheels"]
        if one["name"] in usual and usual[one["name"]] != one["version"]
    }


def test_our_wheel_holds_helpers_and_tables_and_needs_no_project_around_it(tmp_path):
    made = wheels.between_giants(tmp_path)
    (tmp_path / "again").mkdir()
    assert made.read_bytes() == wheels.between_giants(tmp_path / "again").read_bytes()
    with zipfile.ZipFile(made) as archive:
        held = set(archive.namelist())
        archive.extractall(tmp_path / "site")
        record = next(archive.read(name).decode() for name in held if name.endswith("/RECORD"))
    assert {line.split(",")[0] for line in record.splitlines()} == held
    asked = "from helpers import load, tables; import helpers; print(helpers.__file__, len(load('claims')))"
    said = subprocess.run(
        [sys.executable, "-c", asked],
        env={"PYTHONPATH": str(tmp_path / "site"), "PATH": "", "MPLCONFIGDIR": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert str(tmp_path / "site") in said and said.split()[-1] == str(len(list(pages.rows("claims"))))


def test_a_package_without_its_compiled_files_is_still_that_package(tmp_path):
    before = tmp_path / "thing-2-cp314-cp314-some.whl"
    with zipfile.ZipFile(before, "w") as archive:
        for name in (
            "thing/__init__.py",
            "thing/_fast.so",
            "thing-2.dist-info/METADATA",
            "thing-2.dist-info/RECORD",
        ):
            archive.writestr(name, b"Name: thing\n")
    after = wheels.pure(before, tmp_path)
    assert after.name == "thing-2-py3-none-any.whl"
    with zipfile.ZipFile(io.BytesIO(after.read_bytes())) as archive:
        assert "thing/_fast.so" not in archive.namelist() and "thing/__init__.py" in archive.namelist()
    assert edition.entry(after)[1]["imports"] == ["thing"]


def test_a_lesson_leads_to_python_only_where_it_is_there(tmp_path):
    (saved,) = pages.lessons(["3"])
    notebook = nbformat.read(saved, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []  # a page has other ones
    path = tmp_path / saved.name
    nbformat.write(notebook, path)
    with_it = book.lesson(path, [], 30)
    address = "python/notebooks/index.html?path=03_one_customer.ipynb"
    assert "30 MB once" in with_it and address in with_it and f"{address}&amp;task=3.hhi_2023" in with_it
    assert "python/notebooks" not in book.lesson(path, [])


def test_its_page_allows_nothing_from_elsewhere():
    head = (edition.TEMPLATES / "head.html").read_text(encoding="utf-8")
    policy = re.search('Content-Security-Policy" content="([^"]*)"', head)[1]
    assert policy.startswith("default-src 'self';") and not re.search(r"https?:|//|\*", policy)
