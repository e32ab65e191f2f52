"""tools/accidents.py counts what it says: sentences, tracebacks without one, and what is lost."""

import shutil

import pytest

from helpers.errors import LessonError
from helpers.tables import load
from tools import accidents
from tools.accidents import DAMAGE, Count, exercises, in_tables, in_writing, judged, spoiled, write

ERROR = {"ename": "ValueError", "evalue": "x"}


@pytest.mark.parametrize(
    "messages, outcome",
    [
        ([("status", {}), ("stream", {"text": "fine"})], "quiet"),
        ([("error", {"traceback": ["There is no table called 'x'."]})], "sentence"),
        (
            [("error", {"traceback": ["SyntaxError: Python can't read the line “x =”. Undo: Ctrl+Z."]})],
            "sentence",
        ),
        (
            [("error", {"traceback": ["-----", "Traceback (most recent call last)", "ValueError: x"]})],
            "traceback",
        ),
        ([("error", {"traceback": ["NameError: name 'load' is not defined"]})], "traceback"),
        ([("stream", {"text": "Traceback (most recent call last):\n  File"})], "traceback"),
    ],
)
def test_what_a_kernel_sends_is_told_apart(messages, outcome):
    told = [{"msg_type": kind, "content": {**ERROR, **content}} for kind, content in messages]
    assert judged(told)[0] == outcome


def test_the_last_line_adds_up():
    count = Count()
    for outcome in ("quiet", "sentence", "sentence", "traceback"):
        count.told(outcome, "there", "a\nKeyError: b")
    count.gone({"notes a", "notes b"}, "then")
    count.gone(set(), "later")
    assert str(count) == "4 tried: 2 sentences, 1 tracebacks without one, 2 lost."
    assert count.wrong == ["traceback: there: KeyError: b", "lost: then: notes a, notes b"]


def test_a_cell_that_makes_an_answer_is_found_with_its_check_and_spoiled_in_its_place():
    cells = [
        "from helpers import check",
        "a = 1",
        "b = a",
        'check("3.x", b)',
        'c = ...\ncheck("3.y", c)',
        "d = 1",
    ]
    assert list(exercises(cells)) == [(2, [3]), (3, [3]), (4, [4])]
    spoilt = spoiled(cells[4])
    assert spoilt["nothing"] == "" and spoilt["a huge number"] == "c = 10 ** 400\ncheck('3.y', c)"
    assert spoiled(cells[3])["markup as a text"] == "check('3.x', '<img src=x onerror=alert(1)>')"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Two small tables that may be damaged."""
    data = tmp_path / "data"
    data.mkdir()
    package = (accidents.DATA / "datapackage.json").read_text(encoding="utf-8")
    described = accidents.json.loads(package)
    described["resources"] = [
        one for one in described["resources"] if one["name"] in ("wto_members", "sources")
    ]
    (data / "datapackage.json").write_text(accidents.json.dumps(described), encoding="utf-8")
    for one in described["resources"]:
        shutil.copy(accidents.DATA / one["path"], data)
    monkeypatch.setenv("BETWEEN_GIANTS_DATA", str(data))
    return data


def test_a_damaged_table_is_met_with_a_sentence_and_put_right_again(folder):
    before, count = {path.name: path.read_bytes() for path in folder.iterdir()}, Count()
    in_tables(folder, count)
    assert (count.tried, count.wrong, count.lost) == (2 * len(DAMAGE), [], 0) and len(DAMAGE) == 12
    assert count.sentences >= 2 * len(DAMAGE) - 4
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_damage_that_nobody_notices_or_that_shows_an_error_of_pandas_is_counted(folder):
    def careless(name):
        try:
            return load(name)
        except LessonError:
            if (folder / f"{name}.csv").exists():
                return []
            raise KeyError(name) from None

    count = Count()
    in_tables(folder, count, careless)
    assert count.sentences == 0 and count.tracebacks >= 20
    assert any("KeyError" in line for line in count.wrong)
    assert any("read as if it were whole" in line for line in count.wrong)


def forgetful(path, name, tell):
    """Says that it has kept what it never keeps."""
    tell.send(f"predictions 3.{name}")
    write(path, f"{name}_", tell)


def test_what_a_killed_writer_kept_is_there_and_what_was_only_said_is_lost():
    count = Count()
    in_writing(3, count)
    assert (count.tried, count.lost, count.wrong) == (3, 0, [])
    in_writing(1, count, forgetful)
    assert count.tried == 4 and count.lost > 0
