"""`load` gives typed tables with their sources and says in one sentence what is damaged."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.errors import LessonError
from helpers.tables import date_label, load, sources, tables

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
PACKAGE = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {resource["name"]: resource for resource in PACKAGE["resources"]}
SMALL = "trade_partners_landlocked"
TEXT = str(pd.Series(["text"]).dtype)  # "str", and "object" before pandas 3


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of the description and of two tables that a test may damage."""
    folder = tmp_path / "data"
    folder.mkdir()
    for name in ("datapackage.json", "sources.csv", f"{SMALL}.csv"):
        shutil.copy(DATA / name, folder / name)
    monkeypatch.setenv("BETWEEN_GIANTS_DATA", str(folder))
    return folder


def sentence(name=SMALL):
    with pytest.raises(LessonError) as caught:
        load(name)
    text = str(caught.value)
    assert "\n" not in text and text.endswith(".")
    return text


@pytest.mark.parametrize("name", RESOURCES)
def test_every_table_has_the_types_of_its_schema(name):
    frame = load(name)
    fields = RESOURCES[name]["schema"]["fields"]
    assert list(frame.columns) == [field["name"] for field in fields]
    for field in fields:
        column = frame[field["name"]]
        kind = str(column.dtype)
        gaps = column.isna().any()
        if field["type"] == "integer":
            assert kind == ("Int64" if gaps else "int64"), field["name"]
        elif field["type"] == "number":
            assert kind == "float64", field["name"]
        elif field["type"] == "boolean":
            assert kind == ("boolean" if gaps else "bool"), field["name"]
        elif field["type"] == "date":
            assert kind.startswith("datetime64"), field["name"]
        else:
            assert kind in (TEXT, "category"), field["name"]
            assert "" not in set(column.dropna()), f"{field['name']} has empty texts"


@pytest.mark.parametrize("name", RESOURCES)
def test_cells_are_those_of_the_file(name):
    frame = load(name)
    raw = pd.read_csv(DATA / RESOURCES[name]["path"], dtype=object, keep_default_na=False)
    assert len(frame) == len(raw)
    for field in RESOURCES[name]["schema"]["fields"]:
        column = frame[field["name"]]
        assert (column.isna() == (raw[field["name"]] == "")).all(), field["name"]
        if field["type"] == "string":
            shown = column.astype(object).where(column.notna(), "")
            assert (shown == raw[field["name"]]).all(), field["name"]


def test_votes_are_compared_by_plain_python():
    votes = load("un_votes")
    assert set(votes["MNG"].dropna()) == {"Y", "N", "A"}
    both = votes[votes["MNG"].notna() & votes["RUS"].notna()]
    same = sum(a == b for a, b in zip(list(both["MNG"]), list(both["RUS"]), strict=True))
    assert (votes["MNG"] == votes["RUS"]).sum() == same > 1000


def test_a_table_knows_its_name_units_and_sources():
    frame = load("trade_partners_landlocked")
    assert frame.attrs["name"] == "trade_partners_landlocked"
    assert frame.attrs["title"] == RESOURCES["trade_partners_landlocked"]["title"]
    assert frame.attrs["units"]["share_percent"] == "%"
    assert "partner" not in frame.attrs["units"]
    ids = [source.source_id for source in frame.attrs["sources"]]
    assert ids == list(frame["source_id"].unique())
    assert all(source.licence for source in frame.attrs["sources"])


def test_sources_survive_filtering_and_joining_and_are_not_copied():
    frame = load("trade_partners_landlocked")
    part = frame[frame["iso3"] == "MNG"].sort_values("year")
    assert part.attrs["sources"] is frame.attrs["sources"]
    assert pd.concat([part.head(2), part.tail(2)]).attrs["name"] == "trade_partners_landlocked"


def test_sources_are_those_of_the_rows_in_hand():
    frame = load("trade_partners_landlocked")
    part = frame[frame["year"] == 2023]
    listed = sources(part)
    assert set(listed.index) == set(part["source_id"]) < set(sources(frame).index)
    assert list(listed.columns) == ["title", "publisher", "year", "licence", "address"]
    assert listed["title"].notna().all() and listed["licence"].notna().all()
    pd.testing.assert_frame_equal(sources(frame), sources("trade_partners_landlocked"))


def test_second_sources_count():
    frame = pd.DataFrame({"source_id": ["unvotes-2021"], "source_id_2": ["v-dem-15"]})
    assert list(sources(frame).index) == ["unvotes-2021", "v-dem-15"]


def test_sources_of_a_table_without_the_column():
    counted = load(SMALL).groupby("country")[["share_percent"]].sum()
    assert not {"source_id"} & set(counted.columns)
    if "sources" in counted.attrs:
        assert len(sources(counted)) > 0
    with pytest.raises(LessonError, match="source_id"):
        sources(pd.DataFrame({"year": [2023]}))


def test_a_student_who_edits_a_table_does_not_spoil_the_next_load():
    for name, column, value in ((SMALL, "partner", "Nowhere"), (SMALL, "year", 1), ("un_votes", "MNG", "N")):
        published = load(name)[column].tolist()
        mine = load(name)
        mine.loc[0, column] = value
        mine[column].array[1] = value
        mine["new"] = 1
        mine.attrs["name"] = "mine"
        mine.attrs["units"]["year"] = "moons"
        again = load(name)
        assert [str(x) for x in again[column].tolist()] == [str(x) for x in published]
        assert (
            "new" not in again and again.attrs["name"] == name and again.attrs["units"].get("year") != "moons"
        )


def test_tables_lists_every_table():
    listed = tables()
    assert list(listed["name"]) == list(RESOURCES)
    assert (listed["rows"] > 0).all() and listed["title"].str.len().gt(0).all()


def test_unknown_names_are_answered_with_the_closest():
    assert "un_votes" in sentence("un_vote")
    assert "trade_partners" in sentence("Trade_Partners.csv ")
    assert "tables()" in sentence("zzzzzz")
    assert "tables()" in sentence(7)


def test_a_missing_file(copy):
    (copy / f"{SMALL}.csv").unlink()
    text = sentence()
    assert f"data/{SMALL}.csv is missing" in text and "ZIP" in text


def test_with_git_the_sentence_names_the_command(copy):
    (copy.parent / ".git").mkdir()
    (copy / f"{SMALL}.csv").unlink()
    assert f"`git checkout -- data/{SMALL}.csv`" in sentence()


def test_a_truncated_file(copy):
    path = copy / f"{SMALL}.csv"
    path.write_bytes(path.read_bytes()[:2000].rstrip(b"\n"))
    assert "cut short" in sentence()


def test_an_empty_file(copy):
    (copy / f"{SMALL}.csv").write_bytes(b"")
    assert "is empty" in sentence()


def test_an_edited_file(copy):
    path = copy / f"{SMALL}.csv"
    path.write_bytes(path.read_bytes().replace(b"China", b"Chile", 1))
    text = sentence()
    assert "edited" in text and "under another name" in text


def test_an_edit_after_loading_is_noticed(copy):
    load(SMALL)
    path = copy / f"{SMALL}.csv"
    path.write_bytes(path.read_bytes() + b"x\n")
    assert "edited" in sentence()


def test_a_file_in_another_encoding(copy):
    path = copy / f"{SMALL}.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252"))
    assert "UTF-8" in sentence()


def test_a_file_without_one_of_its_columns(copy):
    frame = pd.read_csv(copy / f"{SMALL}.csv", keep_default_na=False)
    frame.drop(columns="share_percent").to_csv(copy / f"{SMALL}.csv", index=False)
    assert "lacks the column share_percent" in sentence()


def test_a_file_that_cannot_be_read(copy):
    (copy / f"{SMALL}.csv").unlink()
    (copy / f"{SMALL}.csv").mkdir()
    assert "cannot be read" in sentence()


def test_a_table_that_does_not_fit_its_description(copy):
    described = json.loads((copy / "datapackage.json").read_text(encoding="utf-8"))
    for resource in described["resources"]:
        if resource["name"] == SMALL:
            resource["schema"]["fields"][0]["type"] = "integer"
    (copy / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    assert "does not fit its description" in sentence()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"resources": [{}]}'])
def test_a_damaged_description(copy, content):
    (copy / "datapackage.json").write_bytes(content)
    assert "data/datapackage.json is damaged" in sentence()


def test_no_data_folder_at_all(copy):
    shutil.rmtree(copy)
    assert "data/datapackage.json is missing" in sentence()


def test_a_checkout_with_other_line_ends_is_not_damage(copy):
    published = load(SMALL)
    for path in copy.iterdir():
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    pd.testing.assert_frame_equal(load(SMALL), published)


def test_it_works_from_any_folder(tmp_path):
    code = "from helpers.tables import load; print(len(load('glossary')))"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    environment.pop("BETWEEN_GIANTS_DATA", None)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == len(load("glossary"))


def test_importing_tables_brings_no_widgets_or_plots():
    code = (
        "import sys, types; "
        "sys.modules['helpers'] = package = types.ModuleType('helpers'); "
        f"package.__path__ = [{str(ROOT / 'src' / 'helpers')!r}]; "
        "import helpers.tables; "
        "print([name for name in ('matplotlib', 'ipywidgets', 'anywidget', 'scipy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8")
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


def test_in_a_notebook_only_the_sentence_is_shown():
    error = LessonError("One sentence.")
    assert error._render_traceback_() == ["One sentence."] and str(error) == "One sentence."


@given(st.dates(), st.sampled_from(["day", "month", "year"]))
def test_date_labels_say_no_more_than_is_known(date, precision):
    words = date_label(date, precision).split()
    assert words[-1] == str(date.year)
    assert len(words) == {"day": 3, "month": 2, "year": 1}[precision]
    if precision == "day":
        assert words[0] == str(date.day)


def test_date_labels():
    assert date_label("2022-03-02", "day") == "2 March 2022"
    assert date_label(pd.Timestamp("2022-03-01"), "month") == "March 2022"
    assert date_label("1921-01-01", "year") == "1921"
    assert date_label(pd.NaT, "day") == ""
    with pytest.raises(LessonError):
        date_label("2022-03-02", "hour")
